import GRDBSQLite
import Glibc

extension RawConnection {
  /// Gives the connection an order of text that SQLite does not have, by bytes.
  package func addByteOrder(named name: String) throws {
    try check(
      sqlite3_create_collation_v2(
        handle, name, SQLITE_UTF8, nil,
        { _, firstLength, first, secondLength, second in
          if let first, let second {
            let order = memcmp(first, second, Int(min(firstLength, secondLength)))
            if order != 0 { return order }
          }
          return firstLength - secondLength
        }, nil), "collation \(name)")
  }
}
