import BackupProtocol
import Concurrency
import Foundation
import ObjectStorage
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService

@Suite("Sealed segments of the audit log")
struct SealedLogTests {
  /// A log that is sealed whenever its file is larger than this.
  private static let limit: Int64 = 256 << 10

  private static func operations(
    _ audit: AuditFixture, store: (any ObjectStore)? = nil, keep: Int = 1000,
    keepBytes: Int64? = nil
  ) -> BackupOperations {
    audit.fixture.operations(store: store) { parts in
      parts.audit.segmentBytes = limit
      parts.audit.keepSegments = keep
      parts.audit.keepBytes = keepBytes
    }
  }

  /// A log with some segments. The clock goes on, as a failed attempt is repeated a minute later.
  private static func fill(
    _ audit: AuditFixture, _ operations: BackupOperations, entries: Int = 600
  ) throws {
    for number in 0..<entries {
      audit.fixture.clock.advance(milliseconds: 61_000)
      try operations.record(AuditFixture.draft(number))
    }
  }

  private static func files(_ audit: AuditFixture) -> [String] {
    TemporaryFolder.names(in: audit.fixture.backupFolder)
      .filter { $0.hasPrefix(AuditSegment.filePrefix) }
      .sorted { first(of: $0) < first(of: $1) }
  }

  private static func first(of name: String) -> Int {
    Int(name.split(separator: "-")[1]) ?? 0
  }

  @Test("older entries leave the ledger, and the chain goes on from file to file")
  func chain() throws {
    let audit = try AuditFixture()
    let operations = Self.operations(audit)
    try Self.fill(audit, operations)
    let files = Self.files(audit)
    #expect(files.count > 2)
    #expect(try operations.ledger().usedBytes() <= Self.limit * 2)
    let report = try audit.verify()
    #expect(report.ok && report.segments.map(\.file) == files, "\(report)")
    #expect(report.segments.allSatisfy { $0.state == .inOrder })
    #expect(report.entries == 600 + files.count && report.head?.sequence == report.entries)
    let entries = try audit.entries()
    #expect(entries.last?.sequence == report.entries)
    let sealed = try #require(try audit.operations.listActivity(.init()).sealed)
    #expect(sealed.entries == (entries.first?.sequence ?? 0) - 1 && sealed.files == files.count)
    let seal = try #require(try audit.entries(.init(action: "sealAuditLog")).last)
    #expect(seal.targets.first == .segment(try #require(files.last)))
  }

  @Test("gzip opens a file, and its lines make the chain by hand")
  func byHand() throws {
    let audit = try AuditFixture()
    try Self.fill(audit, Self.operations(audit), entries: 300)
    let file = try #require(Self.files(audit).first)
    let folder = audit.fixture.backupFolder
    let text = try Tool.gzip.run("-dc", "\(folder)/\(file)")
    let lines = text.split(separator: "\n").map(String.init)
    let hash = lines.reduce(ActivityDocument.noHash) {
      ActivityDocument.hash(previous: $0, text: $1)
    }
    let segment = try #require(try audit.operations.ledger().segments().first)
    #expect(lines.count == segment.last && hash == segment.hash)
    #expect(try audit.strings("SELECT previous FROM activity ORDER BY sequence").isEmpty == false)
  }

  @Test("a mark in a sealed file is found, and one that was never there is not")
  func expected() throws {
    let audit = try AuditFixture()
    let operations = Self.operations(audit)
    try Self.fill(audit, operations, entries: 50)
    let mark = try #require(try audit.verify().head)
    try Self.fill(audit, operations)
    #expect(try audit.entries().first.map { $0.sequence > mark.sequence } == true)
    #expect(try audit.verify(mark).ok)
    let other = AuditReport.Mark(sequence: mark.sequence, hash: ActivityDocument.noHash)
    #expect(try audit.verify(other).fault?.sequence == mark.sequence)
  }

  @Test("the oldest files are removed as configured, which is recorded, and the rest is proved")
  func removal() throws {
    for (keep, bytes) in [(2, nil), (1000, 1 as Int64?)] {
      let audit = try AuditFixture()
      let operations = Self.operations(audit, keep: keep, keepBytes: bytes)
      try Self.fill(audit, operations, entries: 10)
      let mark = try #require(try audit.verify().head)
      try Self.fill(audit, operations)
      #expect(Self.files(audit).count == (bytes == nil ? 2 : 0))
      let report = try audit.verify()
      #expect(report.ok, "\(report)")
      let removed = report.segments.filter { $0.state == .removed }
      #expect(removed.count > 1 && removed == Array(report.segments.prefix(removed.count)))
      let entries = try audit.entries(.init(action: "removeAuditSegment"))
      #expect(entries.last?.targets == [.segment(try #require(removed.last).file)])
      // What is gone cannot be proved any more.
      #expect(try audit.verify(mark).fault?.sequence == mark.sequence)
      #expect(try audit.operations.listActivity(.init()).sealed?.hint.contains("removed") == true)
    }
  }

  @Test("a file that is missing is named, and everything else is checked all the same")
  func missing() throws {
    let audit = try AuditFixture()
    try Self.fill(audit, Self.operations(audit))
    let files = Self.files(audit)
    unlink(audit.fixture.backupFolder + "/" + files[1])
    let report = try audit.verify()
    #expect(!report.ok && report.fault?.message.contains(files[1]) == true)
    #expect(report.segments.map(\.state) == files.indices.map { $0 == 1 ? .missing : .inOrder })
    try audit.tamper("UPDATE activity SET document = document || ' '")
    #expect(try audit.verify().fault?.message.contains("was changed") == true)
  }

  @Test("a file that was changed, cut or exchanged is found")
  func changed() throws {
    let audit = try AuditFixture()
    try Self.fill(audit, Self.operations(audit))
    let paths = Self.files(audit).map { audit.fixture.backupFolder + "/" + $0 }
    let original = try FileContent.read(paths[0])
    for position in stride(from: 0, to: original.count, by: max(1, original.count / 40)) {
      var bytes = original
      bytes[position] ^= 0x41
      try FileContent.write(bytes, to: paths[0])
      #expect(try audit.verify().ok == false, "byte \(position)")
    }
    for bytes in [[], Array(original.dropLast(9)), try FileContent.read(paths[1])] {
      try FileContent.write(bytes, to: paths[0])
      #expect(try audit.verify().ok == false)
    }
    try FileContent.write(original, to: paths[0])
    #expect(try audit.verify().ok)
    // Made by hand, and well-formed.
    let text = try Tool.gzip.run("-dc", paths[0])
    let forged = audit.fixture.folder["forged"]
    try FileContent.write(Array(text.replacing("\"ADMIN\"", with: "\"STAFF\"").utf8), to: forged)
    _ = try Tool.gzip.run("-f", forged)
    try FileContent.write(try FileContent.read(forged + ".gz"), to: paths[0])
    #expect(try audit.verify().ok == false)
  }

  @Test("the list of segments cannot be changed without the key")
  func listChanged() throws {
    for sql in [
      "DELETE FROM activitySegment", "DELETE FROM activitySegment WHERE number = 1",
      "DELETE FROM activitySegment WHERE number = (SELECT max(number) FROM activitySegment)",
      "UPDATE activitySegment SET isRemoved = 1 WHERE number = 1",
      "UPDATE activitySegment SET file = 'activity-x' WHERE number = 1",
      "UPDATE activitySegment SET last = last - 1 WHERE number = 1",
      "UPDATE activitySegment SET hash = previous", "DROP TABLE activitySegment",
      "UPDATE activitySegment SET bytes = 'x' WHERE number = 1",
      "DELETE FROM activity WHERE sequence < (SELECT max(sequence) FROM activity)",
      "DROP TRIGGER activity_delete", "DROP TRIGGER activitySegment_delete",
    ] {
      let audit = try AuditFixture()
      try Self.fill(audit, Self.operations(audit), entries: 300)
      try sql.hasPrefix("DROP TRIGGER") ? audit.execute(sql) : audit.tamper(sql)
      #expect(try audit.verify().ok == false, "\(sql)")
    }
  }

  @Test("the database itself lets nobody remove an entry that is in no segment, or a segment")
  func triggers() throws {
    let audit = try AuditFixture()
    try Self.fill(audit, Self.operations(audit), entries: 300)
    for sql in [
      "DELETE FROM activity", "DELETE FROM activitySegment",
      "UPDATE activitySegment SET last = last + 1",
      "UPDATE activitySegment SET isRemoved = 1, hash = ''",
      "INSERT INTO activitySegment VALUES (9, '', 1, 2, '', '', '', 1, 0, '')",
    ] {
      #expect(throws: (any Error).self, "\(sql)") { try audit.execute(sql) }
    }
    #expect(try audit.verify().ok)
  }

  @Test("entries that were changed are not sealed, and stay as evidence")
  func evidence() throws {
    let audit = try AuditFixture()
    let operations = Self.operations(audit)
    try Self.fill(audit, operations, entries: 40)
    try audit.tamper("UPDATE activity SET document = document || ' ' WHERE sequence = 3")
    try Self.fill(audit, operations, entries: 300)
    #expect(Self.files(audit).isEmpty)
    #expect(try audit.verify().fault?.sequence == 3)
    #expect(try audit.entries().count == 340)
  }

  @Test(
    "a failure, or an end, at any operation of the storage loses no entry",
    arguments: FaultPlan.Moment.allCases, [false, true])
  func faults(moment: FaultPlan.Moment, isEnd: Bool) throws {
    let audit = try AuditFixture()
    var isOver = false
    var position = 0
    var recorded = 0
    while !isOver {
      position += 1
      let plan = FaultPlan(StorageError(.unavailable, "The storage has failed."))
      // From the fault on nothing works any more, as for a process that has ended.
      plan.fail(position, moment, isLasting: isEnd)
      let store = FaultStore(audit.fixture.store, plan)
      let operations = Self.operations(audit, store: store, keep: 2)
      let before = try audit.operations.ledger().segments().count
      var attempts = 0
      repeat {
        audit.fixture.clock.advance(milliseconds: 1)
        try operations.record(AuditFixture.draft(recorded))
        recorded += 1
        attempts += 1
      } while try !plan.hasFailed && audit.operations.ledger().segments().count == before
        && attempts < 500
      isOver = !plan.hasFailed
      let report = try audit.verify()
      #expect(report.ok, "\(position): \(report)")
      // Each entry is in the ledger, or in a segment.
      #expect(report.head?.sequence ?? 0 >= recorded)
      let others =
        try audit.operations.ledger().segments().count
        + audit.entries(.init(action: "removeAuditSegment")).count
      #expect(report.head?.sequence ?? 0 <= recorded + 2 * others + 50)
    }
    #expect(position > 4)
    try Self.fill(audit, Self.operations(audit, keep: 2), entries: 400)
    #expect(try audit.verify().ok)
    #expect(Self.files(audit).count == 2, "nothing is left behind")
    let known = try audit.operations.ledger().segments().filter { !$0.isRemoved }.map(\.file)
    #expect(Self.files(audit) == known)
  }

  @Test("processes that seal at once make one chain")
  func atOnce() async throws {
    let audit = try AuditFixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          try await BlockingExecutor.working.run { try Self.record(audit, as: worker) }
        }
      }
      group.addTask { try await BlockingExecutor.working.run { try Self.verifyOften(audit) } }
      try await group.waitForAll()
    }
    let report = try audit.verify()
    #expect(report.ok && report.entries == 600 + report.segments.count, "\(report)")
    #expect(Self.files(audit) == report.segments.map(\.file))
  }

  private static func record(_ audit: AuditFixture, as worker: Int) throws {
    let operations = operations(audit)
    for number in 0..<150 { try operations.record(AuditFixture.draft(worker + number)) }
  }

  private static func verifyOften(_ audit: AuditFixture) throws {
    let operations = operations(audit)
    for _ in 0..<20 { #expect(try operations.verifyAuditLog().ok) }
  }

  @Test("files of an earlier log in the same folder are left alone")
  func earlierLog() throws {
    let audit = try AuditFixture()
    try Self.fill(audit, Self.operations(audit), entries: 300)
    let old = Self.files(audit)
    rename(audit.path, audit.fixture.folder["evidence.sqlite"])
    try Self.fill(audit, Self.operations(audit), entries: 300)
    let report = try audit.verify()
    #expect(report.ok && report.begunAnew && !report.segments.isEmpty)
    #expect(Set(old).isSubset(of: Self.files(audit)))
  }
}
