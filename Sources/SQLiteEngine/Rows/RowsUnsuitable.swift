import GRDB

/// Says that rows cannot be brought along one by one, so that the whole image has to be taken. Nothing
/// was changed.
struct RowsUnsuitable: Error, Equatable, CustomStringConvertible {
  /// Ends a sentence: “The whole backup is taken, because …”.
  let reason: String

  init(_ reason: String) { self.reason = reason }

  var description: String { reason }

  /// The meaning of an error of SQLite at one table.
  ///
  /// - Returns: nil for an error that the whole image would meet as well.
  init?(_ error: any Error, table: String) {
    guard let error = error as? DatabaseError else { return nil }
    switch error.resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE:
      reason =
        "the table “\(table)” does not take a row of the backup (\(error.message ?? "refused"))"
    case .SQLITE_CORRUPT:
      reason = "the table “\(table)” is damaged in the database"
    default: return nil
    }
  }
}
