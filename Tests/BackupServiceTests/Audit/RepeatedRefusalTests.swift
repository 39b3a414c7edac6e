import BackupProtocol
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService

@Suite("Refusals that repeat")
struct RepeatedRefusalTests {
  private static let window = RefusalCount.window

  private static func draft(
    _ actor: String = "v1", _ method: String = "createBackup",
    _ kind: ErrorKind = .permissionDenied
  ) -> ActivityDraft {
    ActivityDraft(
      method, failedWith: ContractError(kind, "This needs the permission edit."),
      by: Caller(ActorSummary(id: actor, role: "VIEWER")))
  }

  private static func refuse(
    _ operations: BackupOperations, _ draft: ActivityDraft, times: Int = 1
  ) throws {
    for _ in 0..<times where !operations.countRefusal(draft) {
      try operations.recordOutcome(draft)
    }
  }

  @Test("ten thousand refusals of one actor are two entries, and the second says how many")
  func folded() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(clock: clock)
    try Self.refuse(audit.operations, Self.draft())
    let first = clock.now
    clock.advance(milliseconds: 1000)
    try Self.refuse(audit.operations, Self.draft(), times: 9998)
    clock.advance(milliseconds: 1000)
    try Self.refuse(audit.operations, Self.draft())
    #expect(try audit.entries().map(\.repeats) == [nil])
    clock.advance(milliseconds: Self.window)
    let entries = try audit.entries()
    #expect(entries.map(\.repeats?.count) == [nil, 9999])
    #expect(entries.map(\.outcome) == [.refused, .refused])
    #expect(entries[1].actor == entries[0].actor && entries[1].action == "createBackup")
    #expect(entries[1].error == entries[0].error)
    let repeats = try #require(entries[1].repeats)
    #expect(repeats.from > first && repeats.to > repeats.from && repeats.to < entries[1].createdAt)
    #expect(try audit.verify().ok)
  }

  @Test("a refusal of another actor, method or kind has an entry of its own at once")
  func apart() throws {
    let audit = try AuditFixture()
    let drafts = [
      Self.draft(), Self.draft("v2"), Self.draft("v1", "restoreBackup"),
      Self.draft("v1", "createBackup", .rateLimited),
    ]
    for draft in drafts { try Self.refuse(audit.operations, draft, times: 3) }
    #expect(try audit.entries().map(\.actor?.id) == ["v1", "v2", "v1", "v1"])
    try audit.operations.saveRefusals(endAll: true)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, nil, nil, nil, 2, 2, 2, 2])
  }

  @Test("what is not a refusal is never counted")
  func failures() throws {
    let audit = try AuditFixture()
    for _ in 0..<3 { try audit.operations.recordOutcome(AuditFixture.draft(1)) }
    #expect(try audit.entries().map(\.outcome) == [.failed, .failed, .failed])
  }

  @Test("after the window the next refusal has an entry, and what was counted comes before it")
  func nextWindow() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(clock: clock)
    try Self.refuse(audit.operations, Self.draft(), times: 5)
    clock.advance(milliseconds: Self.window)
    try Self.refuse(audit.operations, Self.draft(), times: 2)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 4, nil])
    // Nothing repeated, nothing to say.
    clock.advance(milliseconds: Self.window)
    try audit.operations.record(AuditFixture.draft(0))
    clock.advance(milliseconds: Self.window)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 4, nil, 1, nil])
  }

  @Test("a clock that is set back ends the window")
  func clockBack() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(clock: clock)
    try Self.refuse(audit.operations, Self.draft(), times: 3)
    clock.advance(milliseconds: -86_400_000)
    try Self.refuse(audit.operations, Self.draft())
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 2, nil])
    #expect(try audit.verify().ok)
  }

  @Test("what was saved survives a process that ends without a word")
  func crash() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(clock: clock)
    let lost = audit.fixture.operations()
    try Self.refuse(lost, Self.draft(), times: 8)
    try lost.saveRefusals()
    // The next process counts on, without a word of the one before.
    try Self.refuse(audit.operations, Self.draft(), times: 3)
    #expect(try audit.entries().count == 1)
    clock.advance(milliseconds: Self.window)
    let later = audit.fixture.operations()
    #expect(try later.listActivity(.init()).activity.map(\.repeats?.count) == [10, nil])
    #expect(try audit.verify().ok)
  }

  @Test("two processes count together")
  func together() throws {
    let audit = try AuditFixture()
    let other = audit.fixture.operations()
    try Self.refuse(audit.operations, Self.draft(), times: 4)
    try Self.refuse(other, Self.draft(), times: 4)
    try audit.operations.saveRefusals()
    try other.saveRefusals(endAll: true)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 7])
    // The first knows of no end, and what it counts is not lost.
    try Self.refuse(audit.operations, Self.draft(), times: 2)
    try audit.operations.saveRefusals(endAll: true)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 7, 2])
  }

  @Test("any number of actors is a bounded number of entries, and each refusal is counted")
  func manyActors() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(clock: clock)
    for number in 0..<3000 { try Self.refuse(audit.operations, Self.draft("forged\(number)")) }
    try audit.operations.saveRefusals(endAll: true)
    let entries = try audit.entries()
    #expect(entries.count == Ledger.countedRefusals + 2)
    let shared = try #require(entries.last)
    #expect(shared.actor == nil && shared.repeats?.count == 3000 - Ledger.countedRefusals - 1)
    #expect(shared.error?.kind == .permissionDenied)
    clock.advance(milliseconds: Self.window)
    try Self.refuse(audit.operations, Self.draft("v1"))
    #expect(try audit.entries().last?.actor?.id == "v1")
    #expect(try audit.verify().ok)
  }

  @Test("counts that cannot be saved are kept for the next time")
  func unwritable() throws {
    let audit = try AuditFixture()
    try Self.refuse(audit.operations, Self.draft(), times: 3)
    let code = try #require(try audit.strings("SELECT code FROM activityHead").first)
    try audit.tamper("UPDATE activityHead SET code = hash")
    #expect(throws: ContractError.self) { try audit.operations.saveRefusals(endAll: true) }
    try audit.tamper("UPDATE activityHead SET code = '\(code)'")
    try audit.operations.saveRefusals(endAll: true)
    #expect(try audit.entries().map(\.repeats?.count) == [nil, 2])
  }

  @Test("a count that somebody else wrote becomes no entry, and is found")
  func forged() throws {
    for sql in [
      "UPDATE refusal SET count = 99",
      "UPDATE refusal SET document = replace(document, 'v1', 'v9')",
      "UPDATE refusal SET key = 'x'",
      "INSERT INTO refusal SELECT 'x', document, 0, 7, firstAt, lastAt, until, hash "
        + "FROM refusal, activityHead",
    ] {
      let audit = try AuditFixture()
      try Self.refuse(audit.operations, Self.draft(), times: 3)
      try audit.operations.saveRefusals()
      #expect(try audit.verify().ok)
      try audit.execute(sql)
      #expect(try audit.verify().ok == false, "\(sql)")
      try audit.fixture.operations().saveRefusals(endAll: true)
      #expect(try audit.entries().allSatisfy { ($0.repeats?.count ?? 2) == 2 }, "\(sql)")
    }
  }
}
