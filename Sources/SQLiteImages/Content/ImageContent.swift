package import Concurrency
package import Databases
package import GRDB
import GRDBSQLite

/// The definitions and rows of an image, for a format that writes them out.
package final class ImageContent {
  /// A statement that the schema is made of, as SQLite keeps it.
  package struct Definition: Sendable, Equatable {
    package enum Kind: String, Sendable {
      case table, index, view, trigger
    }

    package let kind: Kind
    package let name: String
    package let sql: String
    /// Whether a module keeps its rows.
    package let isVirtual: Bool
  }

  package let description: DatabaseDescription
  /// In the order of their creation; what SQLite makes by itself is left out.
  package let definitions: [Definition]
  /// Everything in the schema, in the order in which SQLite keeps it.
  package let schemaOrder: [SchemaPlace]
  /// All that hold rows of their own, in the order of their definitions, SQLite's own last.
  package let tables: [StoredTable]

  /// Tables whose names are reserved, and which are none of SQLite's own.
  private let strangers: [String]
  private let db: Database
  let cancellation: Cancellation
  package let encoding: TextEncoding

  package init(_ db: Database, cancellation: Cancellation) throws {
    self.db = db
    self.cancellation = cancellation
    description = try DatabaseDescription(db)
    encoding = TextEncoding(rawValue: description.encoding) ?? .utf8
    definitions = try Row.fetchCursor(
      db,
      sql: """
        SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid
        """
    ).compactMap { row -> Definition? in
      Definition.Kind(rawValue: row[0]).map {
        let sql: String = row[2]
        return Definition(
          kind: $0, name: row[1], sql: sql,
          isVirtual: $0 == .table && ModuleDefinition.isOne(sql))
      }
    }.all()
    schemaOrder = try Row.fetchCursor(
      db, sql: "SELECT CAST(type AS TEXT), CAST(name AS TEXT) FROM sqlite_schema ORDER BY rowid"
    ).map { SchemaPlace(kind: $0[0], name: $0[1]) }.all()
    let own = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY name
        """
    )
    strangers = own.filter { InternalTable.columns(of: $0.lowercased()) == nil }
    let others = definitions.filter { $0.kind == .table && !$0.isVirtual }.map(\.name)
    let facts = try SchemaFacts(db)
    tables = try (others + own.filter { InternalTable.columns(of: $0.lowercased()) != nil })
      .map { StoredTable($0, try facts.facts(of: $0, db)) }
  }

  /// - Throws: ``BuildError`` for the first object that could not be built again from its definition
  ///   and rows.
  func checkObjects() throws {
    if let name = strangers.first {
      throw BuildError(
        .refused, "The table “\(name)” has a name that SQLite reserves for tables of its own.")
    }
    for table in tables where table.isInternal {
      guard
        table.columns.map({ $0.lowercased() }) == InternalTable.columns(of: table.name.lowercased())
      else {
        throw BuildError(
          .refused, "“\(table.name)” is an internal table of SQLite, with other columns.")
      }
    }
    let virtual = definitions.filter(\.isVirtual).map { (name: $0.name, sql: $0.sql) }
    try VirtualTableProbe(
      limits: BuildLimits().forOwnDefinitions, cancellation: cancellation,
      columns: { [db] in try db.visibleColumns(of: $0) }
    ).check(virtual)
  }

  /// Whether there are rows that break a CHECK constraint, and that SQLite would not take again.
  package func breaksChecks() throws -> Bool {
    try definitions.contains { definition in
      guard definition.kind == .table, !definition.isVirtual else { return false }
      return try CheckConstraint.all(in: definition.sql).contains { check in
        try cancellation.check()
        let table = quoted(definition.name)
        do {
          return try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(check.violation))") ?? false
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
          // As deep as SQLite allows, so that a NOT is too much.
          return false
        }
      }
    }
  }

  /// The tables and views that definitions belong to; an index or a trigger to another than itself.
  func owners() throws -> [SchemaPlace: String] {
    Dictionary(
      try Row.fetchAll(
        db,
        sql: """
          SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT) FROM sqlite_schema
          WHERE sql IS NOT NULL
          """
      ).map { (SchemaPlace(kind: $0[0], name: $0[1]), $0[2]) }, uniquingKeysWith: { a, _ in a })
  }

  /// Of all tables.
  package func countRows() throws -> Int {
    try tables.reduce(0) { count, table in
      try cancellation.check()
      return try count + (Int.fetchOne(db, sql: "SELECT count(*) FROM \(quoted(table.name))") ?? 0)
    }
  }

  /// Reads all rows of a table in the order of storage.
  package func forEachRow(
    of table: StoredTable, _ body: (StoredRow) throws -> Void
  ) throws {
    do {
      try table.forEachRow(in: db, encoding: encoding, body)
    } catch let error as DatabaseError {
      throw try EngineError(error)
    }
  }
}
