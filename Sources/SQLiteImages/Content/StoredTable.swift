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
  var isInternal: Bool { name.lowercased().hasPrefix("sqlite_") }

  init(_ name: String, _ facts: TableFacts) {
    self.name = name
    let stored = facts.storedColumns
    columns = stored.map(\.name)
    identity = Self.identity(facts, key: stored.firstIndex { $0.keyPlace > 0 })
  }

  private static func identity(_ facts: TableFacts, key: Int?) -> RowIdentity {
    if facts.isWithoutRowid { return .none }
    if let key, !facts.hasKeyIndex { return .column(key) }
    return facts.rowidNames.first.map(RowIdentity.hidden) ?? .none
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
