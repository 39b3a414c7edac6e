import BackupProtocol
import GRDB
import Glibc
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("A database that cannot be backed up")
struct DamagedSourceTests {
  /// Overwrites the pages that two tables begin at with noise; the schema stays readable.
  private func damage(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    let roots = try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try Int.fetchAll(
        db, sql: "SELECT rootpage FROM sqlite_schema WHERE name IN ('Bill', 'Payment')")
    }
    try queue.close()
    try #require(roots.count == 2)
    var bytes = try FileContent.read(path)
    for root in roots {
      for offset in (root - 1) * 4096..<root * 4096 {
        bytes[offset] = UInt8(truncatingIfNeeded: offset &* 37)
      }
    }
    try FileContent.write(bytes, to: path)
  }

  @Test("a damaged database is told as such, and the earlier backup stays")
  func damaged() throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let earlier = try operations.create()
    try damage(fixture.databasePath)
    let failure = #expect(throws: ContractError.self) { try operations.create() }
    #expect(failure?.kind == .databaseUnavailable && failure?.data.reason == "corrupt")
    #expect(failure?.data.hint != nil)
    let entries = try operations.listBackups(.init()).backups
    #expect(entries.map(\.status) == [.failed, .completed])
    #expect(entries.first?.error?.kind == .databaseUnavailable)
    #expect(fixture.archives == [earlier.fileName])
    #expect(
      try operations.verifyBackup(.init(id: earlier.id), by: .owner, control: OperationControl())
        .report.ok)
  }

  @Test("a damaged database is mended by a restore, and kept as it was beside")
  func mended() async throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let dump = try fixture.dump()
    let earlier = try operations.create()
    try damage(fixture.databasePath)
    let outcome = try await operations.restore(earlier, allowSchemaChange: true)
    #expect(outcome.restore.status == .completed)
    let safetyBackup = try #require(outcome.safetyBackup)
    #expect(safetyBackup.status == .completed && safetyBackup.verifiedAt == nil)
    #expect(try fixture.dump() == dump)
  }

  @Test(
    "what is no database is told as unavailable, with the reason",
    arguments: ["missing", "folder", "empty", "text"])
  func unusable(source: String) throws {
    let fixture = try ServiceFixture(nil)
    switch source {
    case "folder": mkdir(fixture.databasePath, 0o700)
    case "empty": try FileContent.write([], to: fixture.databasePath)
    case "text":
      try FileContent.write(
        Array(String(repeating: "not a database ", count: 999).utf8), to: fixture.databasePath)
    default: break
    }
    let operations = fixture.operations()
    let failure = #expect(throws: ContractError.self) { try operations.create() }
    #expect(failure?.kind == .databaseUnavailable)
    #expect(failure?.data.reason == (source == "missing" ? "missing" : "notADatabase"))
    if source == "missing" {
      // Without a folder of backups it is a wrong path, which leaves nothing.
      let failure = #expect(throws: ContractError.self) { try operations.listBackups(.init()) }
      #expect(failure?.kind == .databaseUnavailable)
      #expect(access(fixture.backupFolder, F_OK) != 0)
    } else {
      #expect(try operations.listBackups(.init()).backups.map(\.status) == [.failed])
    }
    #expect(fixture.archives == [])
    let status = try operations.getStatus()
    #expect(status.warnings.map(\.kind).contains("databaseUnavailable"))
  }

  @Test("rows without the row they refer to are reported, and no failure")
  func foreignKeys() throws {
    let fixture = try ServiceFixture()
    try fixture.execute("PRAGMA foreign_keys = OFF; DELETE FROM customer WHERE id = 2")
    let operations = fixture.operations()
    let backup = try operations.create()
    #expect(backup.verifiedAt != nil)
    let report = try operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl()
    )
    .report
    #expect(report.ok && report.foreignKeyViolations?.total == 2)
    #expect(report.findings.count == 1)
  }
}
