import GRDB

/// Every table and view of a database, and what it is.
///
/// Whether a table is the storage of a virtual one, the module and its arguments say. SQLite's own
/// list goes by names alone: a table of the application that a full-text index has its text in, or
/// that merely has such a name, is a shadow table there
/// (https://www.sqlite.org/vtab.html#the_xshadowname_method).
struct SchemaTables {
  enum Kind: Equatable {
    /// Holds rows of the application.
    case ordinary
    /// `sqlite_schema`, `sqlite_sequence`, `sqlite_stat1` and their like.
    case `internal`
    case virtual
    /// Holds what the virtual table of this name keeps.
    case storage(of: String)
    case view
  }

  struct Table {
    let name: String
    let kind: Kind
    let isWithoutRowid: Bool
    /// Whether SQLite takes it for storage, rightly or not, and writes to it in no defensive mode.
    let isShadowByName: Bool

    var isStorage: Bool { if case .storage = kind { true } else { false } }
  }

  /// In the order of SQLite's list.
  let all: [Table]
  let virtualTables: [VirtualTable]

  init(_ db: Database) throws {
    let listed = try Row.fetchAll(
      db, sql: "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'")
    virtualTables = try Self.virtualTables(named: listed.filter { $0[1] == "virtual" }, db)
    var owners: [SQLName: String] = [:]
    for table in virtualTables {
      for name in table.storage { owners[SQLName(name)] = table.name }
    }
    all = listed.map { row in
      let name: String = row[0]
      return Table(
        name: name,
        kind: row[1] == "virtual"
          ? .virtual
          : row[1] == "view"
            ? .view
            : SQLName(name).hasPrefix("sqlite_")
              ? .internal : owners[SQLName(name)].map(Kind.storage) ?? .ordinary,
        isWithoutRowid: row[2], isShadowByName: row[1] == "shadow")
    }
  }

  /// Those that hold rows of the application.
  var ordinary: [Table] { all.filter { $0.kind == .ordinary } }

  private static func virtualTables(named rows: [Row], _ db: Database) throws -> [VirtualTable] {
    guard !rows.isEmpty else { return [] }
    let modules = Set(
      try String.fetchAll(db, sql: "SELECT lower(name) FROM pragma_module_list"))
    let definitions = try Row.fetchAll(
      db,
      sql: """
        SELECT CAST(name AS TEXT), CAST(sql AS TEXT) FROM main.sqlite_schema
        WHERE type = 'table' AND sql IS NOT NULL AND ifnull(rootpage, 0) = 0
        """)
    let known = Dictionary(
      definitions.map { (SQLName($0[0]), $0[1] as String) }, uniquingKeysWith: { first, _ in first }
    )
    return rows.map {
      VirtualTable(name: $0[0], sql: known[SQLName($0[0])] ?? "", modules: modules)
    }
  }
}
