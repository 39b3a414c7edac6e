package import GRDB

/// Every table and view of a database, and what it is.
///
/// Whether a table is the storage of a virtual one, the module and its arguments say. SQLite's own
/// list goes by names alone: a table of the application that a full-text index has its text in, or
/// that merely has such a name, is a shadow table there
/// (https://www.sqlite.org/vtab.html#the_xshadowname_method).
package struct SchemaTables {
  package enum Kind: Equatable {
    /// Holds rows of the application.
    case ordinary
    /// `sqlite_schema`, `sqlite_sequence`, `sqlite_stat1` and their like.
    case `internal`
    case virtual
    /// Holds what the virtual table of this name keeps.
    case storage(of: String)
    case view
  }

  package struct Table {
    package let name: String
    package let kind: Kind
    package let isWithoutRowid: Bool
    /// Whether SQLite takes it for storage, rightly or not, and writes to it in no defensive mode.
    let isShadowByName: Bool

    var isStorage: Bool { if case .storage = kind { true } else { false } }
  }

  /// In the order of their definitions, `sqlite_schema` first; what SQLite has not loaded is left out.
  package let all: [Table]
  package let virtualTables: [VirtualTable]

  /// Reads what the schema stores. `PRAGMA table_list` would resolve every view first: views in views
  /// take it time and stack without end.
  package init(_ db: Database) throws {
    let stored = try StoredDefinition.all(db)
    virtualTables = try Self.virtualTables(of: stored, db)
    var (owners, reserved): ([SQLName: String], Set<SQLName>) = ([:], [])
    for table in virtualTables {
      for name in table.storage { owners[SQLName(name)] = table.name }
      reserved.formUnion(table.reservedNames.map(SQLName.init))
    }
    all =
      [Table(name: "sqlite_schema", kind: .internal, isWithoutRowid: false, isShadowByName: false)]
      + stored.map { table in
        let name = SQLName(table.name)
        return Table(
          name: table.name,
          kind: table.module != nil
            ? .virtual
            : table.isView
              ? .view
              : name.hasPrefix("sqlite_")
                ? .internal : owners[name].map(Kind.storage) ?? .ordinary,
          isWithoutRowid: table.isWithoutRowid,
          isShadowByName: table.module == nil && !table.isView && reserved.contains(name))
      }
  }

  /// Those that hold rows of the application.
  var ordinary: [Table] { all.filter { $0.kind == .ordinary } }

  private static func virtualTables(
    of stored: [StoredDefinition], _ db: Database
  ) throws -> [VirtualTable] {
    let definitions = stored.compactMap { table in table.module.map { (table.name, $0) } }
    guard !definitions.isEmpty else { return [] }
    let modules = Set(
      try String.fetchAll(db, sql: "SELECT lower(name) FROM pragma_module_list"))
    return definitions.map { VirtualTable(name: $0.0, sql: $0.1, modules: modules) }
  }
}

/// A table or view, as far as `sqlite_schema` tells it without a look at anything else.
private struct StoredDefinition {
  let name: String
  let isView: Bool
  /// The definition of a virtual table.
  let module: String?
  let isWithoutRowid: Bool

  static func all(_ db: Database) throws -> [StoredDefinition] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT CAST(name AS TEXT), type = 'view',
          CASE WHEN sql NOT LIKE 'CREATE TABLE %)' THEN CAST(sql AS TEXT) END,
          ifnull(sql LIKE '%WITHOUT%ROWID%', 0)
        FROM main.sqlite_schema
        WHERE type IN ('table', 'view') AND name IS NOT NULL ORDER BY rowid
        """)
    var known: Set<SQLName> = []
    return try rows.compactMap { row -> StoredDefinition? in
      let (name, isView): (String, Bool) = (row[0], row[1])
      let sql: String? = isView ? nil : row[2]
      guard isView || db.hasTable(name), known.insert(SQLName(name)).inserted else { return nil }
      let module = sql.flatMap { ModuleDefinition.isOne($0) ? $0 : nil }
      if let sql, module == nil, TableOptions.unknown(in: sql) != nil { return nil }
      return StoredDefinition(
        name: name, isView: isView,
        module: module,
        isWithoutRowid: try !isView && row[3] && db.isWithoutRowid(name))
    }.all()
  }
}
