/// Why the data of a database cannot be deleted as the rules say. Nothing has been changed.
package struct EraseError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The stable reason.
  package enum Reason: String, Sendable {
    /// A table that should stay does not exist, or is none.
    case unknownTable
    /// Not one expression that tells which rows of its table stay.
    case invalidCondition
    /// A row that stays refers to one that goes, and may not do without.
    case requiredReference
    /// A table that SQLite alone cannot empty.
    case unsupportedTable
    /// What would be left breaks a rule of the database.
    case violated
  }

  package let reason: Reason
  /// One plain sentence.
  package let message: String
  /// What a person can do about it.
  package let hint: String?
  package let table: String?
  package let columns: [String]
  /// How many rows are concerned, where they were counted.
  package let rows: Int?
  /// Whether it is about conditions for rows, and not about whole tables.
  package let isOfCondition: Bool

  package init(
    _ reason: Reason, _ message: String, hint: String? = nil, table: String? = nil,
    columns: [String] = [], rows: Int? = nil, isOfCondition: Bool = false
  ) {
    self.reason = reason
    self.message = message
    self.hint = hint
    self.table = table
    self.columns = columns
    self.rows = rows
    self.isOfCondition = isOfCondition || reason == .invalidCondition
  }

  package var description: String { message }
}
