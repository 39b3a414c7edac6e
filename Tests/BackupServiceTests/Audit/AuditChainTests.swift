import BackupProtocol
import Dispatch
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService
@testable import StateFolder

@Suite("The chain of the audit log")
struct AuditChainTests {
  @Test("entries are numbered from 1, and each holds the hash of the one before")
  func chain() throws {
    let audit = try AuditFixture(entries: 5)
    let entries = try audit.entries()
    #expect(entries.map(\.sequence) == [1, 2, 3, 4, 5])
    #expect(entries.map(\.id) == entries.map(\.id).sorted())
    #expect(entries[0].previous == String(repeating: "0", count: 64))
    #expect(entries.dropFirst().map(\.previous) == entries.dropLast().map(\.hash))
    let report = try audit.verify()
    #expect(report.ok && report.entries == 5 && !report.begunAnew && report.fault == nil)
    #expect(report.head == .init(sequence: 5, hash: entries[4].hash))
  }

  @Test("an entry is stored as the canonical document that the specification shows")
  func canonical() throws {
    let audit = try AuditFixture()
    let entry = try audit.operations.record(AuditFixture.draft(1))
    let stored = try audit.strings("SELECT document FROM activity")
    #expect(
      stored == [
        #"{"sequence":1,"id":"\#(entry.id)","createdAt":"\#(entry.createdAt)","action":"action1","#
          + #""outcome":"failed","actor":{"id":"u1","role":"ADMIN","name":"Zoë 1"},"#
          + #""database":"app","targets":[{"type":"backup","id":"b1"}],"error":{"kind":"notFound","#
          + #""message":"There is no №1."},"durationMs":1}"#
      ])
    try audit.operations.record(ActivityDraft("x", .started, by: nil))
    let bare = try audit.strings("SELECT document FROM activity WHERE sequence = 2")
    #expect(bare[0].contains(#""actor":null,"database":"app","targets":[],"error":null,"#))
    #expect(bare[0].hasSuffix(#""durationMs":null}"#))
  }

  @Test("ids grow although the clock stands still or goes back; the times are the clock's")
  func clockBack() throws {
    let clock = ManualClock()
    let audit = try AuditFixture(entries: 2, clock: clock)
    clock.advance(milliseconds: -86_400_000)
    for number in 2..<50 { try audit.operations.record(AuditFixture.draft(number)) }
    let entries = try audit.entries()
    let ids = entries.map(\.id)
    #expect(ids == ids.sorted() && Set(ids).count == 50)
    #expect(entries[2].createdAt < entries[1].createdAt)
    #expect(try audit.verify().ok)
    // What was written on the day before is found by that day, and by no other.
    #expect(try audit.entries(.init(until: entries[0].createdAt)).count == 48)
    #expect(try audit.entries(.init(since: entries[0].createdAt)).count == 2)
    #expect(try audit.operations.listActivity(.init(until: entries[0].createdAt)).total == 48)
  }

  @Test(
    "the id behind another is the next one of all",
    arguments: [
      ("00000000000000000000000000", "00000000000000000000000001"),
      ("0123456789abcdefghjkmnpqry", "0123456789abcdefghjkmnpqrz"),
      ("0123456789abcdefghjkmnpqzz", "0123456789abcdefghjkmnpr00"),
      ("0zzzzzzzzzzzzzzzzzzzzzzzzz", "10000000000000000000000000"),
      ("7zzzzzzzzzzzzzzzzzzzzzzzzz", nil), ("", nil), ("u", nil),
    ])
  func nextID(id: String, next: String?) {
    #expect(EntryID.next(after: id) == next)
  }

  @Test("eight that append at once, each as a process of its own, make one chain")
  func atOnce() throws {
    // Again and again, as beginning at once is what needs luck.
    for _ in 0..<12 {
      let audit = try AuditFixture()
      let all = (0..<8).map { _ in audit.fixture.operations() }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 9) { index in
        // One that verifies meanwhile finds nothing wrong.
        guard index < 8 else {
          for _ in 0..<10 {
            let report = try? audit.verify()
            if report?.ok != true {
              failures.withLock { $0.append("\(String(describing: report))") }
            }
          }
          return
        }
        for number in 0..<10 {
          do {
            try all[index].record(AuditFixture.draft(number * 8 + index))
          } catch {
            failures.withLock { $0.append("\(error)") }
          }
        }
      }
      #expect(failures.withLock { $0 } == [])
      let entries = try audit.entries()
      #expect(entries.map(\.sequence) == Array(1...80))
      #expect(Set(entries.compactMap(\.durationMs)) == Set(0..<80))
      let report = try audit.verify()
      #expect(report.ok && report.entries == 80, "\(String(describing: report.fault))")
    }
  }

  @Test("the database itself refuses whatever does not add to the end")
  func triggers() throws {
    let audit = try AuditFixture(entries: 3)
    let before = try SampleDatabase.dump(audit.path)
    for sql in [
      "UPDATE activity SET hash = hash", "UPDATE activity SET search = ''",
      "DELETE FROM activity", "DELETE FROM activity WHERE sequence = 3",
      "INSERT INTO activity VALUES (5, '', '{}', '', '')",
      "INSERT INTO activity VALUES (0, '', '{}', '', '')",
      "INSERT INTO activity VALUES (3, '', '{}', '', '')",
      "INSERT OR REPLACE INTO activity VALUES (2, '', '{}', '', '')",
      "REPLACE INTO activity SELECT sequence, previous, document, hash, search FROM activity",
      "DELETE FROM activityHead", "UPDATE activityHead SET sequence = 2",
      "UPDATE activityHead SET hash = ''", "INSERT INTO activityHead VALUES (2, 1, '', '')",
      "INSERT OR REPLACE INTO activityHead VALUES (1, 1, '', '')",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try audit.execute(sql) }
    }
    #expect(try SampleDatabase.dump(audit.path) == before)
    #expect(try audit.verify().ok)
  }

  @Test("texts of others are kept on one line, and short; no address and no control character")
  func hostileTexts() throws {
    let audit = try AuditFixture()
    let long = String(repeating: "x", count: 100_000)
    let entry = try audit.operations.record(
      ActivityDraft(
        "listBackups",
        failedWith: ContractError(
          .permissionDenied, "No \u{1B}[2J\nfor <someone@example.com> here.\(long)"),
        by: Caller(ActorSummary(id: long, role: "A\u{7F}\u{9B}\n" + long, name: long)),
        targets: [.backup(long)]))
    #expect(entry.outcome == .refused)
    #expect(entry.error?.message.hasPrefix("No \u{FFFD}[2J\u{FFFD}for ••• here.x") == true)
    #expect(entry.actor?.role.hasPrefix("A\u{FFFD}\u{FFFD}\u{FFFD}xx") == true)
    let stored = try audit.strings("SELECT document FROM activity")[0]
    #expect(stored.utf8.count < 4000 && !stored.contains("example.com"))
    #expect(try audit.verify().ok)
  }
}
