import Databases
import GRDB
import GRDBSQLite
import Glibc

/// Gives a connection an order of bytes for every collation that it does not know.
///
/// SQLite prepares no query of a table whose collation is unknown, not even one that counts its rows
/// (https://www.sqlite.org/c3ref/collation_needed.html).
func standInForCollations(_ connection: OpaquePointer?) {
  sqlite3_collation_needed(connection, nil) { _, connection, _, name in
    guard let name, !isBuiltIn(name) else { return }
    addStandIn(connection, name)
  }
}

/// SQLite asks for its own ones too, in a database of UTF-16, before it makes them of those for UTF-8.
private func isBuiltIn(_ name: UnsafePointer<CChar>) -> Bool {
  ["BINARY", "NOCASE", "RTRIM"].contains(String(cString: name).uppercased())
}

private func addStandIn(_ connection: OpaquePointer?, _ name: UnsafePointer<CChar>) {
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

extension Database {
  /// Stands in for unknown collations while `body` runs, which must not write or search an index.
  ///
  /// - Throws: ``EngineError`` `.unsupported` where one could not be taken back.
  package func withStandInCollations<Result>(_ body: () throws -> Result) throws -> Result {
    let standIns = StandIns()
    sqlite3_collation_needed(sqliteConnection, Unmanaged.passUnretained(standIns).toOpaque()) {
      pointer, connection, _, name in
      guard let pointer, let name, !isBuiltIn(name) else { return }
      Unmanaged<StandIns>.fromOpaque(pointer).takeUnretainedValue().names
        .append(String(cString: name))
      addStandIn(connection, name)
    }
    let result = Swift.Result { try withExtendedLifetime(standIns) { try body() } }
    sqlite3_collation_needed(sqliteConnection, nil, nil)
    for name in standIns.names {
      let code = sqlite3_create_collation_v2(
        sqliteConnection, name, SQLITE_UTF8, nil, nil, nil)
      guard code == SQLITE_OK else {
        throw EngineError(
          .unsupported, "The order “\(name)” cannot be left to the application again (\(code)).")
      }
    }
    return try result.get()
  }
}

private final class StandIns {
  var names: [String] = []
}
