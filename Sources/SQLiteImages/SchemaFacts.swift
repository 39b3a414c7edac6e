package import GRDB

/// The ``TableFacts`` of all tables that have pages of their own, asked for at once.
///
/// One statement for thousands of tables takes half the time of one for each, and the answer serves all
/// connections that see the same schema.
package struct SchemaFacts: Sendable {
  let encoding: TextEncoding
  private let tables: [String: TableFacts]

  package init(_ db: Database) throws {
    encoding = try db.textEncoding()
    let indexed = try Self.tablesWithOwnIndexes(db)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.name, x.cid, x.name, x.type, x.pk, x.hidden
        FROM main.sqlite_schema AS s, pragma_table_xinfo(s.name) AS x
        WHERE s.type = 'table' AND s.rootpage > 1 AND typeof(s.name) = 'text'
        """)
    var columns: [String: [TableFacts.Column]] = [:]
    var (name, found): (String?, [TableFacts.Column]) = (nil, [])
    while let row = try rows.next() {
      let table: String = row[0]
      if table != name || row[1] == 0 {
        if let name { columns[name] = found }
        (name, found) = (table, [])
      }
      found.append(TableFacts.Column(row, from: 2))
    }
    if let name { columns[name] = found }
    var tables: [String: TableFacts] = [:]
    tables.reserveCapacity(columns.count)
    for (name, columns) in columns {
      tables[name] = try TableFacts(
        name, columns: columns, db, mayDescend: indexed.contains(SQLName(name)))
    }
    self.tables = tables
  }

  /// Tables with an index that SQLite made by itself, for a key or a unique column. It finds them by
  /// their names (https://www.sqlite.org/fileformat2.html#intschema).
  private static func tablesWithOwnIndexes(_ db: Database) throws -> Set<SQLName> {
    let prefix = "sqlite_autoindex_"
    let names = try String.fetchAll(
      db,
      sql: """
        SELECT CAST(name AS TEXT) FROM main.sqlite_schema
        WHERE type = 'index' AND name LIKE 'sqlite\\_autoindex\\_%\\_%' ESCAPE '\\'
        """)
    return Set(
      names.compactMap { name in
        name.lastIndex(of: "_").map { SQLName(String(name[..<$0].dropFirst(prefix.count))) }
      })
  }

  /// - Returns: what is known of a table; asked for now, where it is not among the others.
  func facts(of table: String, _ db: Database) throws -> TableFacts {
    try tables[table] ?? TableFacts(table, db)
  }
}

extension Database {
  func textEncoding() throws -> TextEncoding {
    try String.fetchOne(cachedStatement(sql: "PRAGMA encoding")).flatMap(TextEncoding.init) ?? .utf8
  }
}
