import GRDB

/// How a database without a type for dates and times keeps them.
package enum StoredDateForm: Sendable {
  /// Milliseconds since 1970 in UTC, as Prisma has them.
  case unixMilliseconds
  /// ISO 8601 in UTC with milliseconds.
  case isoText
  /// `YYYY-MM-DD HH:MM:SS` in UTC, as SQLite's own functions have it.
  case sqlText
}

/// Finds out how the columns of one database keep their dates.
struct DateFormSurvey {
  private let db: Database
  private let usual: StoredDateForm

  /// - Parameter columns: table and name of every column that is declared to have dates.
  init(_ db: Database, columns: [(table: String, column: String)]) throws {
    self.db = db
    for (table, column) in columns {
      if let form = try Self.form(db, table, column) {
        usual = form
        return
      }
    }
    usual = .unixMilliseconds
  }

  /// How a column has most of its dates; as the first other one that has some, where it is empty.
  func form(of column: String, in table: String) throws -> StoredDateForm {
    try Self.form(db, table, column) ?? usual
  }

  private static func form(
    _ db: Database, _ table: String, _ column: String
  ) throws -> StoredDateForm? {
    let kind = try String.fetchOne(
      db,
      sql: """
        SELECT CASE WHEN typeof(value) <> 'text' THEN 'number'
          WHEN value LIKE '____-__-__T%' THEN 'iso' ELSE 'sql' END AS kind
        FROM (SELECT \(quoted(column)) AS value FROM \(quoted(table)) LIMIT 1000)
        WHERE value IS NOT NULL GROUP BY kind ORDER BY count(*) DESC LIMIT 1
        """)
    switch kind {
    case "number": return .unixMilliseconds
    case "iso": return .isoText
    case "sql": return .sqlText
    default: return nil
    }
  }
}
