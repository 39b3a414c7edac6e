import Databases
import Testing

@testable import SQLiteEngine

@Suite("Findings of SQLite's check that are false")
struct FindingFilterTests {
  private static let keyBehind =
    "CREATE TABLE \"t.u\"(a, b NOT NULL, c, d, PRIMARY KEY(d)) WITHOUT ROWID;"
  private static let strict =
    "CREATE TABLE s(a TEXT, b INT, c BLOB, d REAL, PRIMARY KEY(c)) STRICT, WITHOUT ROWID;"

  private func report(
    _ setup: String, hiding: (from: String, to: String)? = nil, _ change: String = ""
  ) throws -> CheckReport {
    let folder = try TemporaryFolder()
    let path = folder.file("image.sqlite")
    try Application(path, setup).close()
    if let hiding {
      try Application(path, Self.rewriting(hiding.from, hiding.to)).close()
      try Application(path, change).close()
      try Application(path, Self.rewriting(hiding.to, hiding.from)).close()
    }
    return try SQLiteDatabase(path: folder.file("live.db")).check(path, .full)
  }

  private static func rewriting(_ from: String, _ to: String) -> String {
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '\(from)', '\(to)')"
  }

  @Test(
    "a good table without row ids whose key is not in its first columns is sound",
    arguments: [
      keyBehind + "INSERT INTO \"t.u\" VALUES (NULL, 1, 'x', 1), (NULL, 2, NULL, 2);",
      strict + "INSERT INTO s VALUES ('x', 1, x'00', 1.5), (NULL, NULL, x'01', NULL);",
      keyBehind + ImageCheckTests.numbers
        + " INSERT INTO \"t.u\" SELECT NULL, n, 'x', n FROM c;",
    ])
  func good(setup: String) throws {
    #expect(try report(setup).faults == [])
  }

  @Test("a NULL that is there is found, also behind many false findings")
  func realNull() throws {
    let report = try report(
      Self.keyBehind + ImageCheckTests.numbers
        + " INSERT INTO \"t.u\" SELECT NULL, n, 'x', n FROM c;"
        + "CREATE TABLE v(a INTEGER PRIMARY KEY, b NOT NULL); INSERT INTO v VALUES (1, 1);",
      hiding: ("b NOT NULL)", "b)"), "UPDATE v SET b = NULL")
    #expect(report.isSound)
    #expect(report.violations == ["1 row of “v” has NULL in “b”, which is NOT NULL."])
  }

  @Test("a NULL that is there is found in the table itself")
  func realNullInTable() throws {
    let report = try report(
      Self.keyBehind + "INSERT INTO \"t.u\" VALUES (NULL, 1, 'x', 1), (5, 2, 'y', 2);",
      hiding: ("b NOT NULL", "b"), "UPDATE \"t.u\" SET b = NULL WHERE d = 1")
    #expect(report.violations == ["1 row of “t.u” has NULL in “b”, which is NOT NULL."])
  }
}
