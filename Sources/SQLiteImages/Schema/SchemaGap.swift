package import Databases
package import GRDB
import GRDBSQLite
import SQLitePages

/// A definition in the schema that the linked SQLite does not understand: its syntax is newer, or it
/// needs something that only the application has.
///
/// SQLite answers as it does for a damaged file. A connection with `writable_schema` leaves such
/// definitions out and reads the rest (https://www.sqlite.org/pragma.html#pragma_writable_schema).
package struct SchemaGap: Sendable, Equatable {
  /// `table`, `index`, `view` or `trigger`.
  let kind: String
  let name: String
  /// SQLite's words.
  let reason: String

  /// Whether pages of the file belong to it, which nothing else names then.
  var hasPages: Bool { kind == "table" || kind == "index" }

  /// - Parameter db: a connection that leaves out what it does not understand.
  /// - Returns: what was left out; nil where that is not the whole reason, so that the schema is
  ///   damaged.
  static func all(_ db: Database) throws -> [SchemaGap]? {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT CAST(type AS TEXT), CAST(name AS TEXT), sql FROM main.sqlite_schema
        WHERE sql IS NOT NULL ORDER BY rowid
        """)
    var loaded = Set(
      try SchemaTables(db).all.filter { $0.kind != .view }.map { ["table", $0.name] })
    loaded.formUnion(
      try String.fetchAll(
        db,
        sql: """
          SELECT i.name FROM main.sqlite_schema AS t, pragma_index_list(t.name, 'main') AS i
          WHERE t.type = 'table'
          """
      ).map { ["index", $0] })
    var gaps: [SchemaGap] = []
    for row in rows {
      guard let kind = row[0] as String?, let name = row[1] as String?,
        let sql = String.fromDatabaseValue(row[2]), isDefinition(sql, of: kind)
      else { return nil }
      if loaded.contains([kind, name]) { continue }
      if kind == "trigger" || kind == "view",
        try refusal(of: "DROP \(kind) main.\(quoted(name))", db) == nil
      {
        continue
      }
      let option = kind == "table" ? TableOptions.unknown(in: sql) : nil
      guard
        let reason = try option.map({ "unknown table option: \($0)" }) ?? refusal(of: sql, db)
      else { return nil }
      gaps.append(SchemaGap(kind: kind, name: name, reason: reason))
    }
    return gaps
  }

  /// Whether a text looks like what SQLite stores for a definition, and not like noise.
  private static func isDefinition(_ sql: String, of kind: String) -> Bool {
    let beginnings =
      ["CREATE \(kind.uppercased()) "] + (kind == "table" ? ["CREATE VIRTUAL TABLE "] : [])
      + (kind == "index" ? ["CREATE UNIQUE INDEX "] : [])
    let isText = sql.unicodeScalars.allSatisfy {
      $0.value >= 32 ? $0.value != 127 && $0.value != 0xFFFD : [9, 10, 12, 13].contains($0.value)
    }
    guard isText, beginnings.contains(where: sql.hasPrefix) else { return false }
    var (scanner, depth) = (SQLScanner(sql), 0)
    while depth >= 0, let token = scanner.next() {
      depth += token == "(" ? 1 : token == ")" ? -1 : 0
    }
    return depth == 0
  }

  /// Why SQLite does not prepare a statement; nil where it does.
  private static func refusal(of sql: String, _ db: Database) throws -> String? {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    let code = sqlite3_prepare_v2(db.sqliteConnection, sql, -1, &statement, nil)
    switch code & 0xff {
    case SQLITE_OK: return nil
    case SQLITE_ERROR: return String(cString: sqlite3_errmsg(db.sqliteConnection))
    default: throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }
}

extension [SchemaGap] {
  /// A sentence for each.
  func limits(_ db: Database) -> [String] {
    let writer = db.writerVersion
    return map { gap in
      "The \(gap.kind) “\(gap.name)” was not checked: SQLite \(SQLiteLibrary.version) does not "
        + "understand its definition (\(gap.reason))." + Self.sentence(writer)
    }
  }

  /// That a whole schema is needed.
  package func error(_ db: Database) -> EngineError {
    let gap = first
    return EngineError(
      .incompatible,
      "SQLite \(SQLiteLibrary.version) does not understand the definition of the "
        + "\(gap?.kind ?? "") “\(gap?.name ?? "")”: \(gap?.reason ?? "")."
        + Self.sentence(db.writerVersion),
      hint: "Use the format archive, which needs no schema.")
  }

  private static func sentence(_ writer: String?) -> String {
    writer.map { " The database was last written by SQLite \($0)." } ?? ""
  }
}

extension Database {
  /// The version of SQLite that wrote the file last (https://www.sqlite.org/fileformat.html#validfor),
  /// as far as the file itself knows, without its log.
  var writerVersion: String? {
    guard let handle = sqliteConnection,
      let file = try? DatabaseFile(.database, of: handle)
    else { return nil }
    var header = [UInt8](repeating: 0, count: 100)
    do { try header.withUnsafeMutableBytes { try file.read(at: 0, into: $0) } } catch { return nil }
    let number = header[96...].reduce(0) { $0 << 8 | Int($1) }
    guard (3_000_000..<10_000_000).contains(number) else { return nil }
    return "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
  }
}
