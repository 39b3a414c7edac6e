import GRDB
import GRDBSQLite
import Glibc

/// Gives a connection an order of bytes for every collation that it does not know.
///
/// SQLite prepares no query of a table whose collation is unknown, not even one that counts its rows
/// (https://www.sqlite.org/c3ref/collation_needed.html).
func standInForCollations(_ connection: OpaquePointer?) {
  sqlite3_collation_needed(connection, nil) { _, connection, _, name in
    sqlite3_create_collation_v2(
      connection, name, SQLITE_UTF8, nil,
      { _, firstLength, first, secondLength, second in
        if let first, let second {
          let order = memcmp(first, second, Int(min(firstLength, secondLength)))
          if order != 0 { return order }
        }
        return firstLength - secondLength
      }, nil)
  }
}

extension Database {
  /// Stands in for unknown collations while `body` runs, which must not write or search an index.
  func withStandInCollations<Result>(_ body: () throws -> Result) throws -> Result {
    func names() throws -> Set<String> {
      Set(try String.fetchAll(self, sql: "SELECT name FROM pragma_collation_list"))
    }
    let known = try names()
    standInForCollations(sqliteConnection)
    defer {
      sqlite3_collation_needed(sqliteConnection, nil, nil)
      for name in ((try? names()) ?? []).subtracting(known) {
        sqlite3_create_collation_v2(sqliteConnection, name, SQLITE_UTF8, nil, nil, nil)
      }
    }
    return try body()
  }
}
