import BackupProtocol
import Concurrency
import Glibc
import ObjectStorage
import StateFolder
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService

@Suite("Removing what the retention policy does not keep")
struct ApplyRetentionTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  /// A backup as a schedule makes it, a day after the one before.
  private func automatic(verify: Bool = true) throws -> Backup {
    fixture.clock.advance(milliseconds: 86_400_000)
    let backup = try operations.create(.init(verify: verify))
    return try operations.catalog().update(Backup.self, id: backup.id) { backup in
      backup.type = .automatic
      backup.isAutomatic = true
    }
  }

  private func preview(_ policy: RetentionPolicy) throws -> PreviewRetention.Result {
    try operations.previewRetention(.init(policy: policy))
  }

  private func apply(
    _ policy: RetentionPolicy? = nil, by caller: Caller = .colleague,
    control: OperationControl = OperationControl()
  ) throws -> ApplyRetention.Result {
    try operations.applyRetention(.init(policy: policy), by: caller, control: control)
  }

  private func ids() throws -> [String] {
    try operations.listBackups(.init(order: .oldest)).backups.map(\.id)
  }

  @Test("is previewed with reasons, and does what the preview says, with an entry for each")
  func story() throws {
    let manual = try operations.create()
    let backups = try (0..<4).map { _ in try automatic() }
    let policy = RetentionPolicy(keepLast: 2)
    let shown = try preview(policy)
    #expect(
      shown.decisions.map(\.backup.id) == backups.reversed().map(\.id) + [manual.id])
    #expect(shown.decisions.map(\.keep) == [true, true, false, false, true])
    #expect(shown.decisions[2].reasons == ["No rule keeps it."])
    #expect(shown.decisions[4].reasons == ["A person made it."])
    #expect(shown.decisions[0].backup.fileName == backups[3].fileName)
    #expect(shown.freedBytes == backups[0].fileSize + backups[1].fileSize)
    #expect(try ids().count == 5)

    let result = try apply(policy)
    #expect(result.removed == [backups[0].id, backups[1].id])
    #expect(result.freedBytes == shown.freedBytes)
    #expect(try ids() == [manual.id, backups[2].id, backups[3].id])
    #expect(fixture.archives.sorted() == [manual, backups[2], backups[3]].map(\.fileName).sorted())
    let activity = try operations.listActivity(.init(limit: 3)).activity
    #expect(activity.map(\.action) == ["applyRetention", "deleteBackup", "deleteBackup"])
    #expect(activity[1].targets.map(\.id) == [backups[1].id] && activity[1].actor?.id == "u2")
    #expect(try apply(policy).removed == [])
  }

  @Test("follows the policy that is set, in the time zone of the schedule")
  func saved() throws {
    let first = try automatic()
    fixture.clock.advance(milliseconds: -86_400_000 + 3_600_000 * 10)
    let second = try automatic()
    #expect(try apply().removed == [])
    _ = try operations.setRetention(.init(policy: RetentionPolicy(keepDaily: 2)), by: .owner)
    // 09:30 and 19:30 in UTC are two days in Karachi.
    let schedule = Schedule(frequency: .daily, timeZone: "Asia/Karachi")
    _ = try operations.setSchedule(.init(schedule: schedule), by: .owner)
    #expect(try apply().removed == [])
    _ = try operations.setSchedule(.init(schedule: Schedule(frequency: .off)), by: .owner)
    #expect(try apply().removed == [first.id])
    #expect(try ids() == [second.id])
  }

  @Test(
    "removes nothing after a run that failed or was cut off",
    arguments: [.failed, .interrupted] as [BackupStatus])
  func failed(status: BackupStatus) throws {
    for _ in 0..<2 { _ = try automatic() }
    let last = try automatic()
    let backup = try operations.catalog().update(Backup.self, id: last.id) { $0.status = status }
    let shown = try preview(RetentionPolicy(keepLast: 1))
    #expect(shown.decisions.first?.backup.id == backup.id && shown.freedBytes == 0)
    #expect(shown.decisions.last?.reasons == ["The last run failed, so nothing is removed."])
    #expect(try apply(RetentionPolicy(keepLast: 1)).removed == [])
    _ = try automatic()
    #expect(try apply(RetentionPolicy(keepLast: 1)).removed.count == 2)
  }

  @Test("removes nothing if the storage cannot be listed")
  func unlisted() throws {
    for _ in 0..<2 { _ = try automatic() }
    let store = FaultStore(fixture.store)
    let other = fixture.operations(store: store)
    store.plan.fail(1, isLasting: true)
    let shown = try other.previewRetention(.init(policy: RetentionPolicy(keepLast: 1)))
    #expect(
      shown.decisions.last?.reasons == ["The storage could not be listed, so nothing is removed."])
    let result = try other.applyRetention(
      .init(policy: RetentionPolicy(keepLast: 1)), by: .owner, control: OperationControl())
    #expect(result.removed == [] && fixture.archives.count == 2)
  }

  @Test("does not count a backup whose file is gone or not whole")
  func missing() throws {
    let older = try automatic()
    let newest = try automatic()
    let torn = try automatic()
    unlink(fixture.path(of: newest))
    truncate(fixture.path(of: torn), torn.fileSize - 1)
    #expect(try apply(RetentionPolicy(keepLast: 1)).removed == [])
    #expect(try ids() == [older.id, newest.id, torn.id])
  }

  @Test("keeps the safety backup that a restore can be undone by, however old")
  func wayBack() async throws {
    let backup = try automatic()
    let outcome = try await operations.restore(backup)
    let safety = try #require(outcome.safetyBackup)
    fixture.clock.advance(milliseconds: 86_400_000 * 60)
    _ = try automatic()
    let decision = try preview(RetentionPolicy(keepLast: 1)).decisions.first {
      $0.backup.id == safety.id
    }
    #expect(decision?.keep == true)
    #expect(decision?.reasons == ["A restore can be undone by this backup alone."])
    #expect(try apply(RetentionPolicy(keepLast: 1)).removed == [backup.id])
  }

  @Test("does not run beside another operation, and stops when it is cancelled")
  func excluded() throws {
    for _ in 0..<2 { _ = try automatic() }
    let other = fixture.operations()
    let running = RunningOperation(
      name: "restoreBackup", since: fixture.clock.now, holder: "somebody")
    let busy = try other.lock.withHold(of: running) { _ in
      serviceFailure { _ = try apply(RetentionPolicy(keepLast: 1)) }
    }
    #expect(busy?.kind == .busy)
    let control = OperationControl()
    control.cancellation.cancel()
    let failure = serviceFailure { _ = try apply(RetentionPolicy(keepLast: 1), control: control) }
    #expect(failure?.kind == .cancelled)
    #expect(try ids().count == 2)
  }

  @Test("knows one storage, and checks a policy that is tried")
  func wrong() throws {
    let storage = serviceFailure {
      _ = try operations.previewRetention(.init(storage: "cloud"))
    }
    #expect(storage?.kind == .notFound)
    #expect(try operations.previewRetention(.init(storage: "local")).decisions.isEmpty)
    let policy = serviceFailure { _ = try preview(RetentionPolicy(keepLast: -1)) }
    #expect(policy?.data.path == "params.policy.keepLast")
  }
}
