import Databases
import GRDB
import SQLiteImages

/// All tables of a database, as an erasure has to know them.
struct EraseSchema {
  let tables: [ErasableTable]
  let virtualTables: [VirtualTable]
  /// Tables and views that nobody can ask to be kept, and why not.
  let others: [SQLName: String]
  let fingerprint: String

  init(_ db: Database, check: () throws -> Void) throws {
    let schema = try SchemaTables(db)
    virtualTables = schema.virtualTables
    var (tables, others): ([ErasableTable], [SQLName: String]) = ([], [:])
    for table in schema.all {
      try check()
      switch table.kind {
      case .virtual, .internal: continue
      case .view: others[SQLName(table.name)] = "is a view, which has no rows of its own"
      case .storage(let owner):
        others[SQLName(table.name)] = "belongs to the virtual table “\(owner)”"
      case .ordinary:
        tables.append(try ErasableTable(table.name, isWithoutRowid: table.isWithoutRowid, db))
      }
    }
    self.tables = tables.sorted { $0.name < $1.name }
    self.others = others
    fingerprint = try DatabaseSchema(db).fingerprint
  }
}
