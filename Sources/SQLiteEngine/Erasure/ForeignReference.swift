import Databases
import GRDB
import GRDBSQLite
import SQLiteImages

/// A foreign key of a table, and what it means to SQLite
/// (https://www.sqlite.org/foreignkeys.html#fk_indexes).
struct ForeignReference {
  enum Target {
    /// Columns of a unique key, in the order of the reference's own, with the key's collations.
    case key(ErasableTable, [(column: String, collation: String?)])
    /// No such table: every row is broken that has no NULL.
    case missing
    /// A key that is none: the reference means nothing.
    case mismatch
  }

  let child: ErasableTable
  let columns: [String]
  let target: Target

  /// SQL for the rows that stay of the child, as `c`, and have no NULL in the reference.
  func isPresent(_ kept: KeptRows) -> String {
    ([kept.condition("c")] + columns.map { "c.\(quoted($0)) IS NOT NULL" })
      .joined(separator: " AND ")
  }

  /// SQL for a row of the parent, as `p`, that a row of the child refers to.
  ///
  /// The plus leaves the comparison to the parent's affinity alone, as SQLite has it.
  private func match(_ keys: [(column: String, collation: String?)]) -> String {
    zip(columns, keys).map { column, key in
      "p.\(quoted(key.column)) = +c.\(quoted(column))"
        + (key.collation.map { " COLLATE \(quoted($0))" } ?? "")
    }.joined(separator: " AND ")
  }

  /// SQL for the rows of the child that stay, and refer to a row that goes.
  func isOrphaned(_ keptChild: KeptRows, _ keptParent: KeptRows) -> String? {
    guard case .key(let parent, let keys) = target else { return nil }
    return isPresent(keptChild) + " AND EXISTS (SELECT 1 FROM main.\(quoted(parent.name)) AS p "
      + "WHERE \(match(keys)) AND NOT (\(keptParent.condition("p"))))"
  }

  /// SQL for the rows of the child that stay, and refer to a row that is not there.
  func isBroken(_ kept: KeptRows) -> String? {
    switch target {
    case .mismatch: nil
    case .missing: isPresent(kept)
    case .key(let parent, let keys):
      isPresent(kept)
        + " AND NOT EXISTS (SELECT 1 FROM main.\(quoted(parent.name)) AS p WHERE \(match(keys)))"
    }
  }

  /// Those of its columns that become NULL, as few of other references as possible. One is enough, yet
  /// all are cleared that belong to this one alone, as `ON DELETE SET NULL` would.
  func columnsToClear(among references: [ForeignReference]) -> [String] {
    let clearable = child.columns.filter(\.canBeCleared).map { SQLName($0.name) }
    let own = columns.filter { clearable.contains(SQLName($0)) }
    let uses = own.map { column in
      references.count { $0.columns.contains { SQLName($0) == SQLName(column) } }
    }
    let unshared = zip(own, uses).filter { $0.1 == 1 }.map(\.0)
    if !unshared.isEmpty { return unshared }
    return zip(own, uses).min { $0.1 < $1.1 }.map { [$0.0] } ?? []
  }
}

/// Reads the foreign keys of tables.
struct ForeignReferenceReader {
  let db: Database
  private let tables: [SQLName: ErasableTable]

  init(_ db: Database, _ schema: EraseSchema) {
    self.db = db
    tables = Dictionary(schema.tables.map { (SQLName($0.name), $0) }) { first, _ in first }
  }

  func references(of child: ErasableTable) throws -> [ForeignReference] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?, 'main') ORDER BY id, seq
        """, arguments: [child.name])
    return try Dictionary(grouping: rows) { $0[0] as Int }.sorted { $0.key < $1.key }
      .map { _, rows in
        ForeignReference(
          child: child, columns: rows.map { $0[2] },
          target: try target(rows[0][1], rows.map { $0[3] }))
      }
  }

  private func target(_ name: String, _ named: [String?]) throws -> ForeignReference.Target {
    guard let parent = tables[SQLName(name)] else { return .missing }
    let names = named.compactMap { $0 }
    if named.count == 1, let key = parent.integerKey,
      names.isEmpty || SQLName(names[0]) == SQLName(key)
    {
      return .key(parent, [(key, nil)])
    }
    let indexes = try Row.fetchAll(
      db,
      sql: """
        SELECT name, origin FROM pragma_index_list(?, 'main') WHERE "unique" AND NOT partial
        """, arguments: [parent.name])
    for index in indexes {
      let columns = try Row.fetchAll(
        db,
        sql: "SELECT name, coll FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY seqno",
        arguments: [index[0] as String])
      let keys = columns.compactMap { row in
        (row[0] as String?).map { (column: $0, collation: row[1] as String?) }
      }
      guard keys.count == named.count, keys.count == columns.count else { continue }
      if names.isEmpty {
        if index[1] == "pk" { return .key(parent, keys) }
      } else if let keys = try match(keys, names, parent) {
        return .key(parent, keys)
      }
    }
    return .mismatch
  }

  /// A key in the order in which the reference names its columns; nil where it is another one, or
  /// tells texts apart in another way than its columns do.
  private func match(
    _ keys: [(column: String, collation: String?)], _ names: [String], _ parent: ErasableTable
  ) throws -> [(column: String, collation: String?)]? {
    var found: [(column: String, collation: String?)] = []
    for name in names {
      guard let key = keys.first(where: { SQLName($0.column) == SQLName(name) }),
        try db.collation(of: key.column, in: parent.name).map(SQLName.init)
          == key.collation.map(SQLName.init)
      else { return nil }
      found.append(key)
    }
    return found
  }
}

extension Database {
  /// The collation that a column is declared to have.
  fileprivate func collation(of column: String, in table: String) throws -> String? {
    var name: UnsafePointer<CChar>?
    let code = sqlite3_table_column_metadata(
      sqliteConnection, "main", table, column, nil, &name, nil, nil, nil)
    guard code == SQLITE_OK else { throw EngineError(code: code) }
    return name.map { String(cString: $0) }
  }
}
