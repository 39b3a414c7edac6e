import Databases
import GRDB

extension EraseError {
  /// Runs statements that change rows of a table; what SQLite has against them is the table's.
  static func naming<Result>(_ table: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      throw EraseError(
        .unsupportedTable,
        "SQLite cannot delete from the table “\(table)” by itself: \(error.plainMessage).",
        hint: "Add it to reset.keepTables, or delete its rows with the application.", table: table)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw EraseError(
        .violated, "A row of “\(table)” would violate a constraint: \(error.plainMessage).",
        hint: "Change what reset.keepTables and reset.keepRows keep.", table: table)
    }
  }
}

extension DatabaseError {
  var plainMessage: String { message ?? resultCode.description }

  /// Whether it is the statement that is wrong, and not the database or its disk.
  var isOfStatement: Bool {
    [.SQLITE_ERROR, .SQLITE_AUTH, .SQLITE_TOOBIG, .SQLITE_MISUSE, .SQLITE_MISMATCH]
      .contains(resultCode)
  }
}
