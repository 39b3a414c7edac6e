import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService

@Suite("An audit log that somebody had in hand")
struct AuditTamperingTests {
  /// What was done to a log of six entries, and the first entry that is told to be bad.
  struct Case: CustomTestStringConvertible, Sendable {
    let sql: String
    let bad: Int?
    var testDescription: String { sql }
  }

  private static let cases: [Case] =
    // Any field of any entry.
    (1...6).flatMap { (number: Int) in
      [
        "document = replace(document, '\"outcome\":\"', '\"outcome\":\"x')",
        "document = json_set(document, '$.actor.id', 'somebody else')",
        "document = json_set(document, '$.actor', NULL)",
        "document = json_set(document, '$.createdAt', '2020-01-01T00:00:00.000Z')",
        "document = json_set(document, '$.durationMs', 9999)",
        "document = json_set(document, '$.targets', json('[]'))",
        "document = document || ' '", "document = '{}'",
        "previous = upper(hash)", "previous = ''", "hash = previous",
        "hash = replace(hash, substr(hash, 1, 1), 'g')", "search = ''",
        "search = search || 'x'", "hash = x'ff'", "previous = 7.5", "document = 12",
        "document = CAST(document AS BLOB)", "search = x'00ff'",
      ].map { Case(sql: "UPDATE activity SET \($0) WHERE sequence = \(number)", bad: number) }
    } + [
      Case(sql: "DELETE FROM activity WHERE sequence = 1", bad: 1),
      Case(sql: "DELETE FROM activity WHERE sequence = 3", bad: 3),
      Case(sql: "DELETE FROM activity WHERE sequence = 6", bad: 6),
      Case(sql: "DELETE FROM activity WHERE sequence > 2", bad: 3),
      Case(sql: "DELETE FROM activity", bad: 1),
      // Two change places.
      Case(
        sql: """
          UPDATE activity SET sequence = 100 WHERE sequence = 2;
          UPDATE activity SET sequence = 2 WHERE sequence = 4;
          UPDATE activity SET sequence = 4 WHERE sequence = 100;
          """, bad: 2),
      // One more in the middle, the others moved up.
      Case(
        sql: """
          UPDATE activity SET sequence = -sequence WHERE sequence > 3;
          UPDATE activity SET sequence = 1 - sequence WHERE sequence < 0;
          INSERT INTO activity (sequence, previous, document, hash, search)
            SELECT 4, previous, json_set(document, '$.id', 'x'), hash, search FROM activity
            WHERE sequence = 3;
          """, bad: 4),
      // One less, the others moved down.
      Case(
        sql: """
          DELETE FROM activity WHERE sequence = 3;
          UPDATE activity SET sequence = sequence - 1 WHERE sequence > 3;
          """, bad: 3),
      Case(
        sql: """
          UPDATE activity SET sequence = -sequence;
          UPDATE activity SET sequence = 1 - sequence;
          """, bad: 1),
      Case(sql: "UPDATE activity SET sequence = -5 WHERE sequence = 6", bad: 1),
      Case(sql: "UPDATE activity SET sequence = 7 WHERE sequence = 6", bad: 6),
      Case(
        sql: """
          INSERT INTO activity (sequence, previous, document, hash, search)
            SELECT 0, previous, json_set(document, '$.id', 'x'), hash, search FROM activity
            WHERE sequence = 1
          """, bad: 1),
      // One more at the end, in all form but by somebody without the key.
      Case(
        sql: """
          INSERT INTO activity (sequence, previous, document, hash, search)
            SELECT 7, hash, json_set(document, '$.id', 'x', '$.sequence', 7), hash, search
            FROM activity WHERE sequence = 6
          """, bad: 7),
      // The tail, with its head.
      Case(
        sql: """
          DELETE FROM activity WHERE sequence > 4;
          UPDATE activityHead SET sequence = 4,
            hash = (SELECT hash FROM activity WHERE sequence = 4);
          """, bad: nil),
      Case(sql: "DELETE FROM activity WHERE sequence > 4; DELETE FROM activityHead", bad: nil),
      Case(sql: "DELETE FROM activity; DELETE FROM activityHead", bad: 1),
      Case(sql: "DELETE FROM activityHead", bad: nil),
      Case(sql: "UPDATE activityHead SET code = ''", bad: nil),
      Case(sql: "UPDATE activityHead SET code = replace(code, substr(code, 1, 1), 'g')", bad: nil),
      Case(sql: "UPDATE activityHead SET code = hash", bad: nil),
      Case(sql: "UPDATE activityHead SET sequence = 'six'", bad: nil),
      Case(sql: "UPDATE activityHead SET sequence = 1e300", bad: nil),
      Case(sql: "UPDATE activityHead SET hash = x'ff', code = x'fe'", bad: nil),
      Case(sql: "UPDATE activityHead SET sequence = 5", bad: nil),
      Case(sql: "UPDATE activityHead SET hash = code", bad: nil),
      // What lists are filtered by.
      Case(sql: "DROP INDEX activity_actorId", bad: nil),
      Case(
        sql: """
          CREATE TABLE copy AS SELECT * FROM activity;
          DROP TABLE activity; ALTER TABLE copy RENAME TO activity;
          UPDATE activity SET outcome = 'succeeded';
          """, bad: nil),
      Case(sql: "CREATE TRIGGER t AFTER INSERT ON activity BEGIN SELECT 1; END", bad: nil),
      Case(sql: "DROP TABLE activityHead", bad: 1), Case(sql: "DROP TABLE activity", bad: 1),
    ]

  @Test("whatever was done to it is found, and the first bad entry named", arguments: cases)
  func found(_ change: Case) throws {
    let audit = try AuditFixture(entries: 6)
    #expect(try audit.verify().ok)
    try audit.tamper(change.sql)
    let report = try audit.verify()
    #expect(!report.ok && report.fault != nil)
    #expect(report.fault?.sequence == change.bad, "\(String(describing: report.fault))")
    // Whatever it is, it ends no process.
    let operations = audit.fixture.operations()
    _ = serviceFailure { _ = try operations.listActivity(.init()) }
    _ = serviceFailure { try operations.record(AuditFixture.draft(7)) }
    _ = try operations.getStatus()
  }

  @Test("triggers that are gone are found")
  func triggersGone() throws {
    for name in ["activity_update", "activity_delete", "activity_append", "activityHead_update"] {
      let audit = try AuditFixture(entries: 2)
      try audit.execute("DROP TRIGGER \(name)")
      #expect(try audit.verify().ok == false)
    }
  }

  @Test("an entry whose hash was made again breaks the chain at the one behind it")
  func rehashed() throws {
    for number in 1...6 {
      let audit = try AuditFixture(entries: 6)
      let entry = try audit.entries()[number - 1]
      let stored = try audit.strings("SELECT document FROM activity WHERE sequence = \(number)")[0]
      let forged = stored.replacing("\"ADMIN\"", with: "\"STAFF\"")
      let hash = ActivityDocument.hash(previous: entry.previous, text: forged)
      try audit.tamper(
        """
        UPDATE activity SET document = '\(forged)', hash = '\(hash)',
          search = replace(search, 'admin', 'staff') WHERE sequence = \(number)
        """)
      #expect(try audit.verify().fault?.sequence == min(number + 1, 6))
    }
  }

  @Test("a whole chain made again, head and all, is not the service's")
  func remade() throws {
    let audit = try AuditFixture(entries: 3)
    let forger = try AuditFixture(entries: 3)
    rename(forger.path, audit.path)
    let report = try audit.verify()
    #expect(report.fault?.message.contains("key") == true, "\(String(describing: report.fault))")
  }

  @Test("an old copy put back is found by who noted the head, and by nobody else")
  func oldCopy() throws {
    let audit = try AuditFixture(entries: 4)
    let old = try FileContent.read(audit.path)
    let noted = try #require(try audit.verify().head)
    for number in 4..<6 { try audit.operations.record(AuditFixture.draft(number)) }
    let later = try #require(try audit.verify().head)
    #expect(try audit.verify(noted).ok && audit.verify(later).ok)
    try FileContent.write(old, to: audit.path)
    #expect(try audit.verify().ok && audit.verify(noted).ok)
    #expect(try audit.verify(later).fault?.sequence == 6)
    for number in 6..<9 { try audit.fixture.operations().record(AuditFixture.draft(number)) }
    #expect(try audit.verify().ok)
    #expect(try audit.verify(later).fault?.sequence == 6)
  }

  @Test("nothing is added to a log whose end is not as it was written, and the status says so")
  func noGoingOn() throws {
    for sql in [
      "DELETE FROM activity WHERE sequence = 6", "DELETE FROM activityHead",
      "UPDATE activityHead SET code = hash", "UPDATE activity SET hash = '' WHERE sequence = 6",
    ] {
      let audit = try AuditFixture(entries: 6)
      try audit.tamper(sql)
      let operations = audit.fixture.operations()
      let failure = serviceFailure { try operations.record(AuditFixture.draft(7)) }
      #expect(failure?.data.reason == "altered" && failure?.data.hint != nil, "\(sql)")
      let warnings = try audit.fixture.operations().getStatus().warnings.filter {
        $0.kind == "auditDamaged"
      }
      #expect(warnings.count == 1)
      #expect(try audit.verify().ok == false)
    }
  }

  @Test("a log that is gone is told, and the one that takes its place says so in its first entry")
  func gone() throws {
    let audit = try AuditFixture(entries: 3)
    unlink(audit.path)
    #expect(try audit.verify().fault?.sequence == 1)
    #expect(!FileContent.exists(audit.path), "to verify creates nothing")
    let status = try audit.fixture.operations().getStatus()
    #expect(status.warnings.map(\.kind).contains("auditDamaged"))
    // A process that has the old one open notices as well.
    try audit.operations.record(AuditFixture.draft(4))
    let entries = try audit.entries()
    #expect(entries.map(\.action) == ["beginAuditLog", "action1"])
    let report = try audit.verify()
    #expect(report.ok && report.begunAnew && report.entries == 2)
  }

  @Test("a log without its key is told, and no other key takes its place")
  func noKey() throws {
    let audit = try AuditFixture(entries: 3)
    let key = audit.fixture.backupFolder + "/service.key"
    let bytes = try FileContent.read(key)
    unlink(key)
    #expect(try audit.verify().ok == false)
    let operations = audit.fixture.operations()
    #expect(serviceFailure { try operations.record(AuditFixture.draft(4)) }?.data.hint != nil)
    #expect(!FileContent.exists(key))
    #expect(try operations.getStatus().warnings.map(\.kind).contains("keyMissing"))
    try FileContent.write(Array(repeating: 1, count: 32), to: key)
    #expect(try audit.verify().fault?.message.contains("key") == true)
    try FileContent.write(bytes, to: key)
    #expect(try audit.verify().ok)
  }

  @Test("neither log nor key, but a history: there was one")
  func history() throws {
    let audit = try AuditFixture()
    #expect(try audit.verify() == AuditReport())
    #expect(try audit.verify(.init(sequence: 1, hash: "")).ok == false)
    try audit.operations.create()
    #expect(try audit.verify().entries == 1)
    for name in ["ledger.sqlite", "service.key"] {
      unlink(audit.fixture.backupFolder + "/" + name)
    }
    #expect(try audit.verify().ok == false)
  }

  @Test("bytes of the file that were changed anywhere are found", arguments: [0, 1, 2, 3])
  func bytes(page: Int) throws {
    let audit = try AuditFixture(entries: 40)
    var bytes = try FileContent.read(audit.path)
    for index in stride(from: page * 4096 + 8, to: min(bytes.count, page * 4096 + 4096), by: 97) {
      bytes[index] ^= 0x55
    }
    try FileContent.write(bytes, to: audit.path)
    #expect(try audit.verify().ok == false)
  }

  @Test(
    "a mark is read as it is printed, and nothing else is",
    arguments: [
      "", ":", "1", "1:", "0:" + hash, "-1:" + hash, "1:" + hash + "0", "x:" + hash,
      "1:\(hash):", "1:" + hash.dropLast() + "g",
    ])
  func badMark(text: String) throws {
    #expect(AuditReport.Mark(text) == nil)
    #expect(AuditReport.Mark("12:" + Self.hash.uppercased())?.hash == Self.hash)
  }

  private static let hash = String(repeating: "0123456789abcdef", count: 4)
}
