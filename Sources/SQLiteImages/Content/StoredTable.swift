package import GRDB

/// A table whose rows a format writes out: one of the application's, or one that SQLite or a virtual
/// table keeps its own data in.
package struct StoredTable: Sendable, Equatable {
  package enum RowIdentity: Sendable, Equatable {
    /// The column at this position is the row id (https://www.sqlite.org/lang_createtable.html#rowid).
    case column(Int)
    /// Beside the columns, reachable under this name.
    case hidden(String)
    /// The table has none, or columns of its own hide all names of it.
    case none
  }

  package let name: String
  /// Those that are stored, not generated.
  package let columns: [String]
  package let identity: RowIdentity
  /// `sqlite_sequence`, `sqlite_stat1` and their like, which exist only where SQLite made them.
  package var isInternal: Bool { name.lowercased().hasPrefix("sqlite_") }

  init(_ name: String, _ db: Database) throws {
    self.name = name
    let isWithoutRowid = try db.isWithoutRowid(name)
    let columns = try Row.fetchAll(
      db, sql: "SELECT name, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid",
      arguments: [name])
    let stored = columns.filter { $0[2] == 0 }
    self.columns = stored.map { $0[0] }
    identity = try Self.identity(
      name, names: columns.map { $0[0] }, key: stored.indices.filter { stored[$0][1] > 0 },
      isWithoutRowid: isWithoutRowid, db)
  }

  private static func identity(
    _ name: String, names: [String], key: [Int], isWithoutRowid: Bool, _ db: Database
  ) throws -> RowIdentity {
    if isWithoutRowid { return .none }
    if let column = key.first, key.count == 1 {
      let indexes = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'pk'",
        arguments: [name])
      // A primary key that needs no index is the row id itself.
      if indexes == 0 { return .column(column) }
    }
    let taken = Set(names.map { $0.lowercased() })
    return ["rowid", "_rowid_", "oid"].first { !taken.contains($0) }.map(RowIdentity.hidden)
      ?? .none
  }

  /// Reads all rows in the order of storage, in one transaction.
  package func forEachRow(
    in db: Database, encoding: TextEncoding, _ body: (StoredRow) throws -> Void
  ) throws {
    var rowid: String?
    if case .hidden(let name) = identity { rowid = name }
    let statement = try RowStatement(
      name, rowid: rowid, columns: columns, order: "NOT INDEXED", db)
    let reader = RowReader(statement, encoding: encoding, count: columns.count)
    while try statement.step() { try body(reader.row()) }
  }
}
