import GRDB

extension Database {
  /// Rows of a table that refer to rows which are not there.
  package func countBrokenReferences(of table: String) throws -> Int {
    do {
      let rows = try Row.fetchCursor(self, sql: "PRAGMA foreign_key_check(\(quoted(table)))")
      var violations = 0
      while try rows.next() != nil { violations += 1 }
      return violations
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // A key that refers to columns which are not unique means nothing, to SQLite too.
      return 0
    }
  }
}
