package import Concurrency
import Databases
package import GRDB

/// Gives tables of a copied database new rows, all in one transaction.
///
/// No trigger fires: what an application derives from its rows comes with them. Full-text indexes
/// that a trigger would keep in step are built again at the end.
package final class TableReplacer {
  /// All tables, virtual ones and their storage among them.
  package let tables: [OverlayTable]
  private let db: Database
  private let builder: ImageBuilder
  private let violationsBefore: [String: Int]
  private let survey: ColumnSurvey

  package init(_ db: Database, limits: BuildLimits, cancellation: Cancellation) throws {
    self.db = db
    tables = try Self.survey(db)
    violationsBefore = try Self.brokenReferences(in: tables, db)
    survey = try ColumnSurvey(db, tables: tables, cancellation: cancellation)
    var limits = limits.forOwnDefinitions
    // The rows are new, and have to fit.
    limits.ignoresChecks = false
    builder = try ImageBuilder(
      changing: db, settings: ImageSettings(try DatabaseDescription(db)),
      limits: limits, cancellation: cancellation)
    // SQLite would refuse to write tables of the application that have the name of a storage.
    if tables.contains(where: { $0.isReplaceable && $0.isShadowByName }) {
      builder.writesShadowNames()
    }
  }

  /// What the rows of a table tell of its columns, while they are there.
  package func evidence(of table: OverlayTable) throws -> [ColumnEvidence] {
    try survey.evidence(of: table)
  }

  /// Deletes all rows of a table.
  package func clear(_ table: String) throws {
    try db.execute(sql: "DELETE FROM \(quoted(table))")
  }

  /// - Throws: ``BuildError`` where there is no such table or column.
  package func inserter(into table: String, columns: [String]) throws -> RowInserter {
    try builder.inserter(into: table, columns: columns, count: columns.count)
  }

  /// - Throws: ``BuildError`` where rows refer to rows that are not there any more.
  package func finish() throws {
    for (table, count) in try Self.brokenReferences(in: tables, db)
    where count > violationsBefore[table, default: 0] {
      throw BuildError(
        .invalid, "\(count) rows of “\(table)” would refer to rows that do not exist.",
        hint: "Add the rows that they refer to, or remove them.")
    }
    try rebuildTextIndexes()
    try db.commit()
  }

  private static func brokenReferences(
    in tables: [OverlayTable], _ db: Database
  ) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for table in tables where table.isReplaceable {
      let count = try db.countBrokenReferences(of: table.name)
      if count > 0 { counts[table.name] = count }
    }
    return counts
  }

  /// An index without a copy of its text, or that cannot be read, keeps what it has.
  private func rebuildTextIndexes() throws {
    let indexes = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'
          AND (sql LIKE '%fts4%' OR sql LIKE '%fts5%') AND sql LIKE '%content%=%'
        """)
    for index in indexes {
      do {
        try db.execute(sql: "INSERT INTO \(quoted(index))(\(quoted(index))) VALUES ('rebuild')")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        continue
      }
    }
  }

  package static func survey(_ db: Database) throws -> [OverlayTable] {
    let listed = try SchemaTables(db).all.filter { $0.kind != .view }
    let definitions = Dictionary(
      try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table'").map {
        ($0[0] as String, $0[1] as String?)
      }
    ) { first, _ in first }
    let columns = try Dictionary(
      uniqueKeysWithValues: listed.map { table in
        (
          table.name,
          try Row.fetchAll(
            db,
            sql:
              "SELECT name, type, hidden, \"notnull\", pk FROM pragma_table_xinfo(?) ORDER BY cid",
            arguments: [table.name])
        )
      })
    return listed.map { table in
      let definition = Self.withoutBlanks((definitions[table.name] ?? nil) ?? "")
      return OverlayTable(
        name: table.name,
        columns: (columns[table.name] ?? []).filter { $0[2] != 1 }.map { column in
          OverlayColumn(
            name: column[0], declaredType: column[1], isGenerated: column[2] > 1,
            isNullable: column[3] == 0 && column[4] == 0, isKey: column[4] > 0,
            isCheckedAsJSON: Self.checks(column[0], asJSONIn: definition))
        }, isVirtual: table.kind == .virtual, isStorage: table.isStorage,
        isShadowByName: table.isShadowByName)
    }
  }

  private static func withoutBlanks(_ sql: String) -> String {
    String(decoding: sql.utf8.filter { $0 > 32 }, as: UTF8.self).lowercased()
  }

  /// Whether a definition, without blanks, says `json_valid(column)`, as Django's and Laravel's do.
  private static func checks(_ column: String, asJSONIn definition: String) -> Bool {
    guard definition.contains("json_valid(") else { return false }
    let name = withoutBlanks(column)
    return ["\"\(name)\"", name, "`\(name)`", "[\(name)]"].contains {
      definition.contains("json_valid(\($0))")
    }
  }
}
