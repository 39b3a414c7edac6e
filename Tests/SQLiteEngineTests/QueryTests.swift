import Concurrency
import Databases
import Testing

@testable import SQLiteEngine

@Suite("An operator's query for addresses")
struct QueryTests {
  private static let tables = """
    CREATE TABLE User(id, email, role);
    INSERT INTO User VALUES ('u1','a@example.com','SUPER_ADMIN'), ('u2',NULL,'STAFF'), (3,5,'x');
    CREATE TABLE many(n); INSERT INTO many
    WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500) SELECT i FROM c;
    CREATE VIRTUAL TABLE ix USING fts5(a); INSERT INTO ix VALUES ('one two');
    """

  @Test(
    "gives the first column as text, without NULLs",
    arguments: [
      ("SELECT email, role FROM User WHERE id = ? AND role = 'SUPER_ADMIN'", ["a@example.com"]),
      ("SELECT email FROM User ORDER BY rowid;  -- all", ["a@example.com", "5"]),
      ("WITH x AS (SELECT ?2 AS a) SELECT a FROM x", ["second"]),
      ("SELECT ? WHERE 0", []), ("VALUES (?), (?)", ["u1", "second"]),
      ("SELECT a FROM ix WHERE ix MATCH 'two'", ["one two"]),
      ("SELECT \"email\" FROM \"User\" WHERE id = 'u1'", ["a@example.com"]),
    ])
  func values(sql: String, expected: [String]) throws {
    let live = try Erasing(Self.tables, mode: "WAL")
    #expect(
      try live.engine.strings(
        sql: sql, arguments: sql.contains("?") ? ["u1", "second"] : [],
        cancellation: Cancellation()) == expected)
  }

  @Test("gives at most a hundred")
  func limit() throws {
    let live = try Erasing(Self.tables, mode: "WAL")
    let found = try live.engine.strings(
      sql: "SELECT n FROM many ORDER BY n", arguments: [], cancellation: Cancellation())
    #expect(found == (1...100).map(String.init))
  }

  @Test(
    "is refused where it does anything but read, or is more than one",
    arguments: [
      "", "-- nothing", "DELETE FROM User", "DELETE FROM User RETURNING id", "BEGIN", "COMMIT",
      "SELECT 1; SELECT 2", "SELECT 1; DELETE FROM User", "PRAGMA user_version", "VACUUM",
      "PRAGMA journal_mode = DELETE", "ATTACH ':memory:' AS x", "SELECT load_extension('x')",
      "CREATE TABLE t(a)", "CREATE TEMP TABLE t AS SELECT 1", "UPDATE User SET email = 'x'",
      "SELECT email FROM User WHERE id = ? OR id = ? OR id = ?", "SELECT ?3", "SELECT nothing",
      "SELECT \"nothing\" FROM User", "SELECT name FROM pragma_table_info('User')", "SELECT 1\0",
      "SELECT email FROM User",
      "INSERT INTO ix(ix) VALUES ('rebuild')", "SELECT fts3_tokenizer('simple')", "SAVEPOINT a",
    ])
  func refused(sql: String) throws {
    let live = try Erasing(Self.tables, mode: "WAL")
    let before = try content(of: live.path)
    #expect(
      [.unsupported, .readOnly].contains(
        reason {
          _ = try live.engine.strings(
            sql: sql, arguments: ["a", "b"], cancellation: Cancellation())
        }), "\(sql)")
    #expect(try content(of: live.path) == before)
    #expect(try FileSystem.names(in: live.folder.path).allSatisfy { $0.hasPrefix("live.db") })
  }

  @Test("can be given up")
  func cancelled() throws {
    let live = try Erasing(Self.tables, mode: "WAL")
    let cancellation = Cancellation()
    cancellation.cancel()
    let endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i FROM c) SELECT sum(i) FROM c"
    #expect(
      isCancelled {
        _ = try live.engine.strings(sql: endless, arguments: [], cancellation: cancellation)
      })
  }
}
