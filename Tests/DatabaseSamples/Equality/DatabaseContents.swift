/// All that a database holds, as far as statements can tell.
struct DatabaseContents {
  struct SchemaRow: Hashable {
    let type: StoredValue
    let name: StoredValue
    let table: StoredValue
    let sql: StoredValue
  }

  struct Table {
    let name: String
    /// The names of a row's values; the first is "rowid" where it can be reached.
    var columns: [String] = []
    /// In the order of the table's own tree.
    var rows: [[StoredValue]] = []
    /// What reading it, or a look into it by its own means, ended with.
    var failure: String?
  }

  private(set) var settings: [(name: String, value: [StoredValue])] = []
  private(set) var schema: [SchemaRow] = []
  private(set) var tables: [Table] = []
  private(set) var integrity: [String] = []

  init(of path: String) throws {
    let connection = try RawConnection(path, isReadOnly: true)
    for name in ["encoding", "auto_vacuum", "user_version", "application_id"] {
      settings.append((name, try connection.rows("PRAGMA \(name)").flatMap { $0 }))
    }
    schema = try connection.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema").map {
      SchemaRow(type: $0[0], name: $0[1], table: $0[2], sql: $0[3])
    }
    integrity = try connection.texts("PRAGMA integrity_check")
    let virtual = Set(
      try connection.texts(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0"))
    let names = try connection.texts("SELECT name FROM sqlite_schema WHERE type = 'table'")
    let copy = virtual.isEmpty ? nil : try connection.copyInMemory()
    for name in names.sorted() {
      tables.append(
        virtual.contains(name)
          ? Self.virtualTable(name, connection, copy) : try Self.table(name, connection))
    }
  }

  private static func table(_ name: String, _ connection: RawConnection) throws -> Table {
    var table = Table(name: name)
    table.columns = try connection.texts(
      "SELECT name FROM pragma_table_xinfo(?)", [.text(Array(name.utf8))])
    let taken = table.columns.map { $0.lowercased() }
    let rowid = ["rowid", "_rowid_", "oid"].first { !taken.contains($0) }
    let hasRowid = try !connection.texts(
      "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND NOT wr",
      [.text(Array(name.utf8))]
    ).isEmpty
    // Not by an index, whose order would hide that of a rowid that cannot be reached.
    table.rows = try connection.rows("SELECT * FROM \(quoted(name)) NOT INDEXED")
    guard hasRowid, let rowid else { return table }
    // By a query of its own: with 2000 columns it would be one too many for a result.
    let rowids = try connection.rows("SELECT \(rowid) FROM \(quoted(name)) NOT INDEXED")
    table.columns.insert("rowid", at: 0)
    table.rows = zip(rowids, table.rows).map { $0 + $1 }
    return table
  }

  /// What can be seen of a virtual table; its own tables are compared as any other.
  private static func virtualTable(
    _ name: String, _ connection: RawConnection, _ copy: RawConnection?
  ) -> Table {
    var table = Table(name: name)
    do {
      table.columns = try connection.texts(
        "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1", [.text(Array(name.utf8))])
      table.columns.insert("rowid", at: 0)
      table.rows = try connection.rows("SELECT rowid, * FROM \(quoted(name)) ORDER BY rowid")
      try copy?.checkVirtualTable(name)
    } catch { table.failure = "\(error)" }
    return table
  }
}

extension RawConnection {
  /// Lets a full-text or R*Tree table check itself, for which it must be writable.
  /// See <https://www.sqlite.org/fts5.html#the_integrity_check_command>.
  func checkVirtualTable(_ name: String) throws {
    let bytes = StoredValue.text(Array(name.utf8))
    let sql = try texts("SELECT lower(sql) FROM sqlite_schema WHERE name = ?", [bytes])
    let module = ["using fts5(", "using fts4(", "using fts3(", "using rtree"].first { module in
      sql.contains { $0.contains(module) }
    }
    switch module {
    case "using rtree":
      let report = try texts("SELECT rtreecheck('main', ?)", [bytes])
      if report != ["ok"] {
        throw SQLFailure(message: report.joined(separator: "; "), code: 0, sql: "rtreecheck")
      }
    case nil: return
    default: try execute("INSERT INTO \(quoted(name))(\(quoted(name))) VALUES ('integrity-check')")
    }
  }
}
