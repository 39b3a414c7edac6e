import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("Rows that break the rules of their table")
struct BrokenRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String
    let finding: String
    /// Whether SQLite takes the rows again in any way.
    var isWritable = false
  }

  /// Rows that come in while the table has another definition.
  private static func behind(_ weak: String, _ strict: String, _ rows: String) -> String {
    "\(weak); \(rows); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '\(strict)' "
      + "WHERE name = 'c';"
  }

  static let cases = [
    Case(
      testDescription: "a CHECK",
      sql: """
        CREATE TABLE c(id INTEGER PRIMARY KEY, x INT CHECK (x > 0)); CREATE TABLE d(y);
        PRAGMA ignore_check_constraints = ON; INSERT INTO c VALUES (1, 5), (2, -5);
        """, finding: "1 row of “c” breaks the constraint CHECK (x > 0).", isWritable: true),
    Case(
      testDescription: "a CHECK with a name, beside others that hold",
      sql: """
        CREATE TABLE c(x INT CHECK (x < 9), "check" TEXT DEFAULT ')', -- CHECK (1 = 2)
          CONSTRAINT positive CHECK (x > 0 /* ) */ AND x <> ')' -- )
          ), CONSTRAINT u UNIQUE (x));
        PRAGMA ignore_check_constraints = ON; INSERT INTO c(x) VALUES (-1), (-2), (3);
        """, finding: "2 rows of “c” break the constraint positive: CHECK (", isWritable: true),
    Case(
      testDescription: "NOT NULL",
      sql: behind(
        "CREATE TABLE c(x)", "CREATE TABLE c(x NOT NULL)", "INSERT INTO c VALUES (NULL), (1)"),
      finding: "1 row of “c” has NULL in “x”, which is NOT NULL."),
    Case(
      testDescription: "a STRICT type",
      sql: behind(
        "CREATE TABLE c(x ANY) STRICT", "CREATE TABLE c(x INT) STRICT",
        "INSERT INTO c VALUES (''one''), (1)".replacing("''", with: "'")),
      finding: "1 row of “c” has a value in “x” that is not of the column's type."),
  ]

  @Test(
    "are backed up as an archive and restored, and told with table and constraint", arguments: cases
  )
  func archive(sample: Case) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(sample.sql)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create()
    #expect(backup.proof?.findings?.first?.hasPrefix(sample.finding) == true)
    let report = try await operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok && report.findings.first?.hasPrefix(sample.finding) == true)
    try fixture.change("PRAGMA ignore_check_constraints = ON; DELETE FROM c")
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
  }

  @Test(
    "are written out where SQLite takes them again, and otherwise refused with the reason",
    arguments: cases, [BackupFormat.sql, .json])
  func rows(sample: Case, format: BackupFormat) async throws {
    let fixture = try ServiceFixture(nil)
    try fixture.change(sample.sql)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    guard sample.isWritable else {
      let failure = #expect(throws: ContractError.self) {
        try operations.create(.init(format: format))
      }
      #expect(failure?.kind == .incompatible)
      #expect(failure?.message.contains("c.x") == true)
      #expect(failure?.data.hint?.contains("archive") == true)
      return
    }
    let backup = try operations.create(.init(format: format))
    #expect(backup.proof?.findings?.count == 1)
    try fixture.change("DELETE FROM c")
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
  }
}
