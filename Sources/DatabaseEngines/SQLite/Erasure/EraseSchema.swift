import GRDB

/// All tables of a database, as an erasure has to know them.
struct EraseSchema {
  let tables: [ErasableTable]
  let virtualTables: [VirtualTable]
  /// Tables and views that nobody can ask to be kept, and why not.
  let others: [SQLName: String]
  let fingerprint: String

  init(_ db: Database, check: () throws -> Void) throws {
    let listed = try Row.fetchAll(
      db,
      sql: """
        SELECT name, type, wr FROM pragma_table_list
        WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        """)
    let modules = Set(
      try String.fetchAll(db, sql: "SELECT lower(name) FROM pragma_module_list"))
    virtualTables = try listed.filter { $0[1] == "virtual" }.map { row in
      let sql = try String.fetchOne(
        db, sql: "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?",
        arguments: [row[0] as String])
      return VirtualTable(name: row[0], sql: sql ?? "", modules: modules)
    }
    // SQLite tells storage by its name alone, also a table that an index only reads, and only where
    // it could open the virtual table.
    var owners: [SQLName: String] = [:]
    for table in virtualTables {
      for name in table.storage { owners[SQLName(name)] = table.name }
    }
    var (tables, others): ([ErasableTable], [SQLName: String]) = ([], [:])
    for row in listed where row[1] != "virtual" {
      try check()
      let name: String = row[0]
      if row[1] == "view" {
        others[SQLName(name)] = "is a view, which has no rows of its own"
      } else if let owner = owners[SQLName(name)] {
        others[SQLName(name)] = "belongs to the virtual table “\(owner)”"
      } else {
        tables.append(try ErasableTable(name, isWithoutRowid: row[2], db))
      }
    }
    self.tables = tables.sorted { $0.name < $1.name }
    self.others = others
    fingerprint = try DatabaseSchema(db).fingerprint
  }
}
