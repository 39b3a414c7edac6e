import BackupProtocol
import BackupService
import Concurrency
import Foundation
import GRDB
import Logging
import SQLiteEngine
import SampleShop
import ServiceConfiguration

/// The main job from end to end, on a database that is in use.
struct DemoStory {
  let database: String
  let megabytes: Int

  func tell() async throws {
    guard !FileManager.default.fileExists(atPath: database) else {
      throw CommandFailure(
        ContractError(
          .invalidParams, "The folder already has a database.",
          hint: "Name an empty folder."))
    }
    step("A shop with \(megabytes) MB of customers, bills and photos, in WAL mode")
    _ = try ShopGenerator(
      path: database, targetBytes: megabytes * 1_000_000, journalMode: .wal, seed: 1
    ).generate()
    let context = try openContext()
    // The application's own connection, which stays open through all that follows.
    let application = try ShopActivity.connect(path: database)
    let before = try fingerprint(application)

    step("strongroom create")
    let backup = try await create(context)
    Terminal.print(
      "\(backup.fileName): \(Words.bytes(backup.fileSize)), \(backup.rowCount ?? 0) rows, "
        + "proven in \(Words.milliseconds(backup.durationMs))")

    step("strongroom list")
    let page = try await context.run { _ in
      try await context.operations.listBackups(ListBackups.Params())
    }
    Terminal.print(ListCommand.words(page))

    step("An accident")
    for damage in ShopDamage.allCases where damage != .droppedIndex {
      Terminal.print(try damage.strike(application))
    }
    let damaged = try fingerprint(application)

    step("strongroom preview latest")
    let preview = try await context.preview(backup.id)
    let touched = preview.report.tables.filter {
      [$0.added, $0.removed, $0.changed].contains { ($0 ?? 0) > 0 }
    }
    for table in touched {
      Terminal.print(
        "\(table.name): \(table.added ?? 0) rows added, \(table.removed ?? 0) removed, "
          + "\(table.changed ?? 0) changed")
    }

    step("strongroom restore latest, the application still connected")
    let outcome = try await restore(context, preview)
    try context.printOutcome(outcome)
    try expect(
      try fingerprint(application) == before,
      "The application's connection reads the data from before the accident.")

    step("strongroom rollback")
    try await rollback(context, outcome)
    try expect(try fingerprint(application) == damaged, "The accident is back.")
    let again = try await context.preview(backup.id)
    _ = try await restore(context, again)
    try expect(try fingerprint(application) == before, "The data is restored again.")
    try application.close()
  }

  private func openContext() throws -> CommandContext {
    let configuration: ServiceConfiguration.Configuration
    do { configuration = try .load(database: database) } catch {
      throw CommandFailure(configuration: error)
    }
    let wiring = try Wiring(configuration, log: Wiring.logger(level: .warning))
    return CommandContext(operations: BackupOperations(wiring.parts), json: false)
  }

  private func create(_ context: CommandContext) async throws -> Backup {
    let caller = context.caller
    return try await context.run { control in
      try await context.operations.createBackup(
        CreateBackup.Params(label: "before the accident"), by: caller, control: control)
    }.backup
  }

  private func restore(
    _ context: CommandContext, _ preview: PreviewRestore.Result
  ) async throws -> RestoreOutcome {
    let caller = context.caller
    let params = RestoreBackup.Params(
      id: preview.report.backupId, confirmationToken: preview.confirmationToken)
    return try await context.run { control in
      try await context.operations.restoreBackup(params, by: caller, control: control)
    }
  }

  private func rollback(_ context: CommandContext, _ outcome: RestoreOutcome) async throws {
    guard let safetyBackup = outcome.safetyBackup else { return }
    let caller = context.caller
    let preview = try await context.preview(safetyBackup.id)
    let params = RollbackRestore.Params(
      restoreId: outcome.restore.id, confirmationToken: preview.confirmationToken)
    _ = try await context.run { control in
      try await context.operations.rollbackRestore(params, by: caller, control: control)
    }
  }

  /// What the shop's books add up to, seen through the application's connection.
  private func fingerprint(_ application: DatabaseQueue) throws -> [String] {
    try application.read { db in
      try ["Bill", "Payment", "Customer"].map { table in
        let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
        return "\(table) \(rows)"
      } + ["\(try Double.fetchOne(db, sql: "SELECT sum(totalAmount) FROM Bill") ?? 0)"]
    }
  }

  private func step(_ title: String) { Terminal.print("\n── \(title)") }

  private func expect(_ isTrue: Bool, _ text: String) throws {
    guard isTrue else {
      throw CommandFailure(
        ContractError(.internalError, "The demo failed. This should have been true: \(text)"))
    }
    Terminal.print("✓ \(text)")
  }
}
