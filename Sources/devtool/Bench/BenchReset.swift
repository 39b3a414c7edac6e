import BackupProtocol
import BackupService
import Concurrency
import Databases
import Dispatch
import FoundationEssentials
import Logging
import Mail
import ObjectStorage
import SQLiteEngine
import Synchronization

extension BenchSetting {
  /// Deleting all data with a proven safety backup, against an unproven one and `DELETE` by hand.
  func measureReset() throws -> [BenchResult] {
    var reset = BenchResult(name: "reset", unit: "ms", peer: .init(), target: .ratioAtMost(2))
    for _ in 0..<rounds {
      try copyLive()
      settle()
      reset.ours.append(try resetOnce())

      try copyLive()
      settle()
      let backup =
        try run("sqlite3", path("reset.db"), ".backup '\(path("peer.tmp"))'")
        + run("zstd", "-q", "-1", "-T2", "-f", path("peer.tmp"))
      let statements = try tables().map { "DELETE FROM \"\($0)\";" }.joined()
      let deletion = try run(
        "sqlite3", path("reset.db"), "BEGIN; \(statements) COMMIT; VACUUM;")
      reset.peer?.append((backup + deletion).milliseconds)
      remove("peer.tmp", "peer.tmp.zst")
    }
    remove("reset.db", "reset.db-wal", "reset.db-shm", "reset.db.backups")
    return [reset]
  }

  private func copyLive() throws {
    remove("reset.db", "reset.db-wal", "reset.db-shm", "reset.db.backups")
    _ = try run("sqlite3", database, ".backup '\(path("reset.db"))'")
    _ = try run("sqlite3", path("reset.db"), "PRAGMA journal_mode = wal")
  }

  /// What the sample shop keeps.
  private var rules: EraseRules {
    EraseRules(
      usualTables: ["SystemSettings"] + EraseRules.migrationTables,
      usualRows: ["User": "role = 'SUPER_ADMIN'"])
  }

  /// Those that a reset empties: all but the kept ones and SQLite's and the full-text index's own.
  private func tables() throws -> [String] {
    let plan = try SQLiteDatabase(path: path("reset.db")).planErasure(
      rules, cancellation: Cancellation())
    return plan.tables.filter { $0.kept < $0.rows }.map(\.name)
  }

  /// - Returns: the milliseconds of `factoryReset` alone; the code is taken as it is mailed.
  private func resetOnce() throws -> Double {
    let mailbox = Mailbox()
    guard let sender = MailAddress("bench@example.com") else { throw BenchError("No sender.") }
    var parts = BackupOperations.Parts(
      engine: SQLiteDatabase(path: path("reset.db")), databasePath: path("reset.db"),
      databaseName: "bench", store: FolderStore(path: path("reset.db.backups")),
      storageName: "local", stateFolder: path("reset.db.backups"), version: "bench",
      log: Logger(label: "bench"))
    parts.mail = MailSetup(mailer: mailbox, sender: sender)
    parts.reset.rules = rules
    let operations = BackupOperations(parts)
    let caller = Caller(ActorSummary(id: "bench", role: "SUPER_ADMIN"), email: "bench@example.com")
    let control = OperationControl()
    return try BlockingExecutor.working.wait {
      let challenge = try await operations.requestResetOtp(by: caller, control: control)
      let allowed = try await operations.verifyResetOtp(
        VerifyResetOtp.Params(challengeId: challenge.challengeId, code: mailbox.code), by: caller,
        control: control)
      let start = ContinuousClock.now
      _ = try await operations.factoryReset(
        FactoryReset.Params(
          resetToken: allowed.resetToken, confirmation: allowed.confirmationPhrase), by: caller,
        control: control)
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
  }
}

/// Keeps the digits of the first mail.
private final class Mailbox: Mailer {
  private let text = Mutex("")

  var code: String {
    text.withLock { text in
      let line = text.split(separator: "\n").first { $0.hasPrefix("    ") } ?? ""
      return String(line.filter(\.isNumber))
    }
  }

  func send(_ message: MailMessage, isCancelled: @escaping @Sendable () -> Bool) throws {
    text.withLock { if $0.isEmpty { $0 = message.text } }
  }
}
