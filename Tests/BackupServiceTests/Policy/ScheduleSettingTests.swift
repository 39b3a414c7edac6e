import BackupProtocol
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService

@Suite("The schedule and the retention policy that are set")
struct ScheduleSettingTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations
  private let daily = Schedule(frequency: .daily, at: "02:30", timeZone: "Asia/Karachi")

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  @Test("are off and empty at first, and asking makes nothing")
  func first() throws {
    let schedule = try operations.getSchedule()
    #expect(schedule.schedule == Schedule(frequency: .off) && schedule.nextRuns.isEmpty)
    #expect(schedule.description == "off" && schedule.source == .settings)
    #expect(try operations.getRetention().policy == RetentionPolicy())
    #expect(!TemporaryFolder.names(in: fixture.folder.path).contains("app.db.backups"))
  }

  @Test("are there for every process, with the next five runs")
  func kept() throws {
    let set = try operations.setSchedule(.init(schedule: daily), by: .colleague)
    let policy = RetentionPolicy(keepDaily: 7, maxBytes: 1_000_000)
    _ = try operations.setRetention(.init(policy: policy), by: .colleague)
    let other = fixture.operations()
    let found = try other.getSchedule()
    #expect(found.schedule == daily && found.description == "every day at 02:30, Asia/Karachi")
    #expect(found.nextRuns == set.nextRuns && found.nextRuns.count == 5)
    #expect(found.nextRuns.first == Timestamp("2026-03-01T21:30:00.000Z"))
    #expect(try other.getRetention().policy == policy)
    let activity = try other.listActivity(.init()).activity
    #expect(activity.map(\.action) == ["setRetention", "setSchedule"])
    #expect(activity.allSatisfy { $0.outcome == .succeeded && $0.actor?.id == "u2" })
  }

  @Test("a format that cannot be made is refused before the first run")
  func format() throws {
    let failure = serviceFailure {
      _ = try operations.setSchedule(
        .init(schedule: Schedule(frequency: .daily, format: .incremental)), by: .owner)
    }
    #expect(failure?.kind == .invalidParams && failure?.data.path == "params.schedule.format")
    #expect(try operations.getSchedule().schedule.frequency == .off)
  }

  @Test("are replaced as a whole, and not by what is wrong")
  func replaced() throws {
    _ = try operations.setSchedule(.init(schedule: daily), by: .owner)
    let failure = serviceFailure {
      _ = try operations.setSchedule(
        .init(schedule: Schedule(frequency: .daily, at: "25:00")), by: .owner)
    }
    #expect(failure?.kind == .invalidParams && failure?.data.path == "params.schedule.at")
    #expect(try operations.getSchedule().schedule == daily)
    _ = try operations.setSchedule(.init(schedule: Schedule(frequency: .hourly)), by: .owner)
    #expect(
      try operations.getSchedule().schedule
        == Schedule(frequency: .hourly, minute: 0, timeZone: "UTC"))
    _ = try operations.setRetention(.init(policy: RetentionPolicy(keepLast: 3)), by: .owner)
    let wrong = serviceFailure {
      _ = try operations.setRetention(.init(policy: RetentionPolicy(keepWithin: "7d")), by: .owner)
    }
    #expect(wrong?.kind == .invalidParams && wrong?.data.path == "params.policy.keepWithin")
    #expect(try operations.getRetention().policy == RetentionPolicy(keepLast: 3))
  }

  @Test("survive a rebuild of the catalog")
  func rebuilt() throws {
    try operations.create()
    _ = try operations.setSchedule(.init(schedule: daily), by: .owner)
    _ = try operations.setRetention(.init(policy: RetentionPolicy(keepLast: 3)), by: .owner)
    _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(try operations.getSchedule().schedule == daily)
    #expect(try operations.getRetention().policy == RetentionPolicy(keepLast: 3))
  }

  @Test("are those of the configuration if it decides them, and no call changes them")
  func configured() throws {
    _ = try operations.setSchedule(.init(schedule: Schedule(frequency: .hourly)), by: .owner)
    let configured = fixture.operations { parts in
      parts.schedule = daily
      parts.retention = RetentionPolicy(keepLast: 3)
    }
    let schedule = try configured.getSchedule()
    #expect(schedule.schedule == daily && schedule.source == .configuration)
    let retention = try configured.getRetention()
    #expect(retention.policy.keepLast == 3 && retention.source == .configuration)
    let refusals = [
      serviceFailure { _ = try configured.setSchedule(.init(schedule: daily), by: .owner) },
      serviceFailure {
        _ = try configured.setRetention(.init(policy: RetentionPolicy()), by: .owner)
      },
    ]
    #expect(refusals.map { $0?.kind } == [.invalidParams, .invalidParams])
    #expect(refusals.map { $0?.data.setting } == ["schedule", "retention"])
    #expect(refusals[0]?.message == "The configuration file decides the schedule.")
    #expect(try operations.getSchedule().schedule.frequency == .hourly)
  }

  @Test("are not set where there is no database")
  func noDatabase() throws {
    let fixture = try ServiceFixture(nil)
    let failure = serviceFailure {
      _ = try fixture.operations().setSchedule(.init(schedule: daily), by: .owner)
    }
    #expect(failure?.kind == .databaseUnavailable)
    #expect(TemporaryFolder.names(in: fixture.folder.path).isEmpty)
  }
}
