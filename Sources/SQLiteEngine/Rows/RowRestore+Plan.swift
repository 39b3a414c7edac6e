import GRDB
import SQLiteImages
import SQLitePages

extension RowRestore {
  /// Finds the tables that differ and how each of them is brought along.
  ///
  /// - Parameters:
  ///   - guide: tells from the pages which rows can differ; nil where all rows have to be compared.
  ///   - only: the tables to bring along; nil for all of them, and the settings of the database. Beside
  ///     virtual tables it is all: an index of text has to fit the rows of its table.
  /// - Throws: ``RowsUnsuitable`` where the two databases are not made alike.
  static func plan(
    live: Database, image: Database, guide: PageGuide?, only: Set<SQLName>?
  ) throws -> Plan {
    try requireAlike(live, image)
    let only = try SchemaTables(live).virtualTables.isEmpty ? only : nil
    let tables = try storedTables(live)
    let roots = Dictionary(try storedTables(image).map { ($0.name, $0.page) }) { first, _ in first }
    let (now, then) = (try settings(live), try settings(image))
    var plan = Plan(
      only: only, applicationID: then[0], userVersion: then[1],
      hasOtherSettings: only == nil && now != then)
    for table in tables {
      if let only, !only.contains(SQLName(table.name)) { continue }
      guard let root = roots[table.name] else {
        throw RowsUnsuitable("the schemas differ")
      }
      // Rows that are inserted into other tables change this one.
      let isSequence = SQLName(table.name) == SQLName(InternalTable.sequences)
      let ranges =
        isSequence ? nil : try guide?.ranges(liveRoot: table.page, imageRoot: root)
      // All rows are equal.
      if ranges?.ranges.isEmpty == true { continue }
      let shape = try TableShape(table.name, live)
      if let shape, case .rowid = shape.order {
        plan.transfers.append((shape, ranges ?? .everything))
        continue
      }
      let isWithoutRowid = try live.isWithoutRowid(table.name)
      if isWithoutRowid, try guide?.equalRows(liveRoot: table.page, imageRoot: root) != nil {
        continue
      }
      if let shape {
        plan.transfers.append((shape, .everything))
      } else {
        plan.rewrites.append(table.name)
      }
    }
    return plan
  }

  private static func settings(_ db: Database) throws -> [Int] {
    try ["application_id", "user_version"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") ?? 0 }
  }

  private static func storedTables(_ db: Database) throws -> [(name: String, page: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT CAST(name AS TEXT), rootpage FROM main.sqlite_schema
        WHERE type = 'table' AND rootpage > 1 ORDER BY name
        """
    ).map { (name: $0[0], page: $0[1]) }
  }

  /// What a transaction of rows cannot change has to be the same.
  static func requireAlike(_ live: Database, _ image: Database) throws {
    for name in ["encoding", "page_size", "auto_vacuum"] {
      let values = try [live, image].map { try String.fetchOne($0, sql: "PRAGMA \(name)") }
      guard values[0] == values[1] else {
        throw RowsUnsuitable("the setting \(name) differs")
      }
    }
    let (now, then) = (try definitions(live), try definitions(image))
    // Mostly the order is the same as well.
    guard now == then || Set(now) == Set(then) else {
      throw RowsUnsuitable("the schemas differ")
    }
    let tables = try SchemaTables(live)
    let understood = Set(tables.all.map(\.name))
    guard try storedTables(live).allSatisfy({ understood.contains($0.name) }) else {
      throw RowsUnsuitable("SQLite does not understand all of the schema")
    }
    let isKnown = tables.virtualTables.allSatisfy { $0.kind != .foreign }
    guard isKnown else {
      throw RowsUnsuitable("the database has a virtual table whose module is not available")
    }
  }

  private static func definitions(_ db: Database) throws -> [[String?]] {
    try Row.fetchCursor(
      db,
      sql: """
        SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT), CAST(sql AS TEXT)
        FROM main.sqlite_schema
        """
    ).map { row in (0..<4).map { row[$0] as String? } }.all()
  }
}
