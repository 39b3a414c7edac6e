import BackupProtocol
import Concurrency
import ObjectStorage
import StateFolder
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService

@Suite("Making the backups that are due")
struct RunDueTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations
  private static let hour: Int64 = 3_600_000

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  private func set(_ schedule: Schedule) throws {
    _ = try operations.setSchedule(.init(schedule: schedule), by: .owner)
  }

  private func advance(hours: Int64 = 0, minutes: Int64 = 0) {
    fixture.clock.advance(milliseconds: hours * Self.hour + minutes * 60_000)
  }

  /// To the full hour.
  private func advanceToHour() {
    let time = fixture.clock.now.millisecondsSince1970
    fixture.clock.advance(milliseconds: Self.hour - time % Self.hour)
  }

  @discardableResult
  private func runDue(_ operations: BackupOperations? = nil) async throws -> Backup? {
    switch try await (operations ?? self.operations).runDue() {
    case .nothingDue: nil
    case .made(let backup, _): backup
    }
  }

  @Test("nothing is due without a schedule, and nothing is made")
  func off() async throws {
    #expect(try await runDue() == nil)
    #expect(fixture.archives.isEmpty)
    try set(Schedule(frequency: .off))
    advance(hours: 100)
    #expect(try await runDue() == nil)
  }

  @Test("each hour one automatic backup is made, by nobody, proven and in the log")
  func hourly() async throws {
    try set(Schedule(frequency: .hourly))
    #expect(try await runDue() == nil)
    for number in 1...3 {
      advanceToHour()
      let backup = try #require(try await runDue())
      #expect(backup.type == .automatic && backup.isAutomatic)
      #expect(backup.startedBecause == .scheduled && backup.createdBy == nil)
      #expect(backup.verifiedAt != nil && backup.status == .completed)
      #expect(try await runDue() == nil)
      #expect(try await operations.listBackups(.init(type: .automatic)).total == number)
    }
    let entries = try await operations.listActivity(.init(action: "createBackup")).activity
    #expect(entries.count == 3)
    #expect(entries.allSatisfy { $0.actor == nil && $0.outcome == .succeeded })
    let status = try await operations.getStatus()
    #expect(status.nextRun == status.summary.nextRun && status.nextRun != nil)
  }

  @Test("what was missed for days is caught up by one backup, which says so")
  func missed() async throws {
    try set(Schedule(frequency: .daily, at: "02:30"))
    advance(hours: 24 * 5)
    #expect(
      try await operations.getStatus().warnings.contains {
        $0.kind == "backupOverdue" && $0.since != nil
      })
    #expect(try await runDue()?.startedBecause == .missed)
    #expect(try await runDue() == nil)
    #expect(
      try await !operations.getStatus().warnings.contains {
        $0.kind == "backupOverdue" && $0.since != nil
      })
  }

  @Test("a schedule of the configuration begins with the first look")
  func configured() async throws {
    let configured = fixture.operations { $0.schedule = Schedule(frequency: .hourly) }
    #expect(try await runDue(configured) == nil)
    advance(hours: 1)
    #expect(try await runDue(configured) != nil)
  }

  @Test("eight processes make one backup of a run, whoever comes first")
  func processes() async throws {
    try set(Schedule(frequency: .hourly))
    advanceToHour()
    let all = (0..<8).map { _ in fixture.operations() }
    let made = try await withThrowingTaskGroup(of: Int.self) { group in
      for operations in all {
        group.addTask {
          while true {
            do {
              if case .made = try await operations.runDue() { return 1 }
              return 0
            } catch let error as ContractError where error.kind == .busy {
              await Task.yield()
            }
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(made == 1)
    #expect(try await operations.listBackups(.init()).total == 1)
  }

  @Test("a run that fails is over; one that is stopped, or loses its process, is made again")
  func failures() async throws {
    try set(Schedule(frequency: .hourly))
    advanceToHour()
    let store = FaultStore(fixture.store)
    store.plan.fail(1, isLasting: true)
    await #expect(throws: ContractError.self) {
      try await fixture.operations(store: store).runDue()
    }
    #expect(try await runDue() == nil)
    advance(hours: 1)
    let control = OperationControl()
    control.cancellation.cancel()
    await #expect(throws: ContractError.self) { try await operations.runDue(control: control) }
    let backup = try #require(try await runDue())
    // Its process ended after the entry was completed, and before anything else was written.
    let catalog = try operations.catalog()
    advance(hours: 1)
    let next = try #require(try await runDue())
    try catalog.save(HandledRun(due: backup.createdAt), as: .lastRun)
    #expect(try await runDue() == nil)
    // Its process ended in the middle.
    _ = try catalog.update(Backup.self, id: next.id) { $0.status = .running }
    #expect(try await runDue(fixture.operations()) != nil)
    #expect(try await operations.getBackup(.init(id: next.id)).backup.status == .interrupted)
  }

  @Test("a clock that was set back makes no run twice within two hours, and stops none for longer")
  func clock() async throws {
    try set(Schedule(frequency: .hourly))
    advanceToHour()
    #expect(try await runDue() != nil)
    advance(minutes: -61)
    #expect(try await runDue() == nil)
    advance(minutes: 61)
    #expect(try await runDue() == nil)
    advance(hours: -24)
    #expect(try await runDue() != nil)
    #expect(try await runDue() == nil)
    advance(hours: 1)
    #expect(try await runDue() != nil)
  }

  @Test("the retention policy is applied after a run that succeeded")
  func retention() async throws {
    try set(Schedule(frequency: .hourly))
    _ = try await operations.setRetention(.init(policy: RetentionPolicy(keepLast: 2)), by: .owner)
    var made: [String] = []
    for _ in 0..<4 {
      advance(hours: 1)
      made.append(try #require(try await runDue()).id)
    }
    let removed = fixture.takeEvents().compactMap { event -> [String]? in
      guard case .retentionApplied(let removed, let freedBytes) = event else { return nil }
      #expect(freedBytes > 0)
      return removed
    }
    #expect(removed == made.prefix(2).map { [$0] })
    let kept = try await operations.listBackups(.init(order: .oldest)).backups.map(\.id)
    #expect(kept == Array(made.suffix(2)))
  }

  @Test("a wrong path is told, and nothing is made there")
  func noDatabase() async throws {
    let empty = try ServiceFixture(nil)
    let operations = empty.operations { $0.schedule = Schedule(frequency: .hourly) }
    let failure = await #expect(throws: ContractError.self) { try await operations.runDue() }
    #expect(failure?.kind == .databaseUnavailable)
    #expect(!TemporaryFolder.names(in: empty.folder.path).contains("app.db.backups"))
  }
}
