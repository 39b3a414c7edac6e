import Databases
import GRDB
import GRDBSQLite
import SQLiteImages

/// Lists the rows that conditions keep.
struct KeptRowLister {
  private let db: Database
  private var lists = 0

  init(_ db: Database) { self.db = db }

  /// - Throws: `DatabaseError` or ``EngineError`` where it is not one expression on rows of the table
  ///   that only reads.
  func check(_ condition: String, _ table: String) throws {
    let handle = try handle
    let source = "FROM main.\(quoted(table))"
    try ReadingGuard.run(on: handle) {
      // Only what is one whole expression fits in both.
      for query in [
        "SELECT CASE WHEN \(condition)\n THEN 1 END \(source)",
        "SELECT 1 \(source) WHERE (\(condition)\n)",
      ] {
        guard try ReadingQuery(query, on: handle).parameterCount == 0 else {
          throw EngineError(.unsupported, "there is a parameter in it")
        }
      }
    }
  }

  mutating func list(
    _ table: String, _ identity: RowIdentity, condition: String
  ) throws -> KeptSet {
    lists += 1
    let name = "strongroom_kept_\(lists)"
    let list = "temp.\(name)"
    let selected: String
    switch identity {
    case .rowid(let rowid):
      try db.execute(sql: "CREATE TABLE \(list)(id INTEGER PRIMARY KEY)")
      selected = rowid
    case .key(let columns):
      let keys = columns.indices.map { "k\($0)" }.joined(separator: ", ")
      try db.execute(
        sql: "CREATE TABLE \(list)(\(keys)); CREATE INDEX temp.\(name)_key ON \(name)(\(keys))")
      selected = columns.joined(separator: ", ")
    case .none:
      throw EngineError(.unsupported, "its rows cannot be told apart")
    }
    try ReadingGuard.run(on: try handle) {
      try db.execute(
        sql: "INSERT INTO \(list) SELECT \(selected) FROM main.\(quoted(table)) "
          + "WHERE (\(condition)\n)")
    }
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(list)") ?? 0
    return KeptSet(list: list, identity: identity, count: count)
  }

  private var handle: OpaquePointer {
    get throws {
      guard let handle = db.sqliteConnection else {
        throw EngineError(.unsupported, "The connection is closed.")
      }
      return handle
    }
  }
}
