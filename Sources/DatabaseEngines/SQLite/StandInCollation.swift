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
