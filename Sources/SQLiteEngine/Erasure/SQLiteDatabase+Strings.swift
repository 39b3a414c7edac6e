package import Concurrency
import Databases
import GRDB
import SQLiteImages

extension SQLiteDatabase {
  /// As many as one query gives.
  static let stringLimit = 100

  package func strings(
    sql: String, arguments: [String], cancellation: Cancellation
  ) throws -> [String] {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      try db.execute(sql: "PRAGMA query_only = ON")
      return try db.inReadTransaction {
        guard let handle = db.sqliteConnection else { return [] }
        return try ReadingGuard.run(on: handle) {
          let query = try ReadingQuery(sql, on: handle)
          guard query.parameterCount <= arguments.count else {
            throw EngineError(
              .unsupported,
              "The query has more question marks (\(query.parameterCount)) than there are values.",
              hint: "Use at most \(arguments.count).")
          }
          guard arguments.isEmpty || query.parameterCount > 0 else {
            throw EngineError(
              .unsupported, "The query has no question mark for the value.",
              hint: "Write a question mark in place of the value.")
          }
          for position in 0..<query.parameterCount {
            try query.bind(arguments[position], at: position + 1)
          }
          var (found, rows): ([String], Int) = ([], 0)
          while rows < Self.stringLimit, try query.step() {
            rows += 1
            if let text = query.text { found.append(text) }
          }
          return found
        }
      }
    }
  }
}
