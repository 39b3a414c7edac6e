import GRDB
import GRDBSQLite

/// What SQLite knows of the columns of a table.
///
/// Databases have thousands of tables: what is asked for each of them is prepared once for a connection,
/// and looks at no other table. ``SchemaFacts`` has those of all tables.
struct TableFacts: Sendable {
  struct Column: Sendable {
    let name: String
    let type: String
    /// Its place in the primary key, from 1; 0 for none.
    let keyPlace: Int
    let isStored: Bool

    /// - Parameter row: name, type, pk and hidden of `pragma_table_xinfo`, from a position on.
    init(_ row: Row, from first: Int = 0) {
      name = row[first]
      type = row[first + 1] ?? ""
      keyPlace = row[first + 2]
      isStored = row[first + 3] == 0
    }
  }

  /// The names of a row id, as far as no column has them.
  let rowidNames: [String]
  /// Generated ones too.
  let columns: [Column]
  let isWithoutRowid: Bool
  /// Whether the primary key of a table that has row ids is another than the row id, and has an index.
  let hasKeyIndex: Bool

  /// - Parameter mayDescend: whether a key can be declared `DESC`, as far as the caller knows.
  init(_ table: String, _ db: Database, mayDescend: Bool = true) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)"),
      arguments: [table])
    var columns: [Column] = []
    while let row = try rows.next() { columns.append(Column(row)) }
    try self.init(table, columns: columns, db, mayDescend: mayDescend)
  }

  init(_ table: String, columns: [Column], _ db: Database, mayDescend: Bool) throws {
    self.columns = columns
    let taken = Set(columns.map { $0.name.lowercased() })
    rowidNames = ["rowid", "_rowid_", "oid"].filter { !taken.contains($0) }
    isWithoutRowid =
      try !columns.isEmpty
      && (rowidNames.first.map { !db.hasColumn($0, table) } ?? db.isWithoutRowid(table))
    hasKeyIndex =
      try !isWithoutRowid && Self.hasKeyIndex(table, columns, db, mayDescend: mayDescend)
  }

  var storedColumns: [Column] { columns.filter(\.isStored) }

  private static func hasKeyIndex(
    _ table: String, _ columns: [Column], _ db: Database, mayDescend: Bool
  ) throws -> Bool {
    let key = columns.filter { $0.keyPlace > 0 }
    guard key.count == 1, key[0].type.lowercased() == "integer" else { return !key.isEmpty }
    // `INTEGER PRIMARY KEY DESC` is not the row id.
    guard mayDescend else { return false }
    return try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk')"),
      arguments: [table]) ?? false
  }
}

extension Database {
  /// Whether a table has no row ids (https://www.sqlite.org/withoutrowid.html).
  ///
  /// `index_info` has the primary key of such a table under the table's own name. To look into
  /// `table_list` instead would cost a look at all tables, for each table.
  package func isWithoutRowid(_ table: String) throws -> Bool {
    try Bool.fetchOne(
      cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM pragma_index_info(?, 'main'))"),
      arguments: [table]) ?? false
  }

  /// Whether there is a table of this name, an ordinary or a virtual one; views do not count.
  func hasTable(_ name: String) -> Bool { hasColumn(nil, name) }

  /// - Parameter column: may be a name of the row id, where there is one; nil to ask for the table.
  fileprivate func hasColumn(_ column: String?, _ table: String) -> Bool {
    sqlite3_table_column_metadata(
      sqliteConnection, "main", table, column, nil, nil, nil, nil, nil) == SQLITE_OK
  }
}
