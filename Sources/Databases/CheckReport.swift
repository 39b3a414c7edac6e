/// The outcome of checking an image.
package struct CheckReport: Codable, Sendable, Equatable {
  /// Faults of the structure, as SQLite words them; empty when the image is whole.
  package var faults: [String] = []
  /// Rows that refer to a row that is not there. The source had them too, so they are no fault.
  package var foreignKeyViolations = 0
  package var tables: [TableRows] = []
  /// Tables whose indexes a full check had to leave out, as they are built with collations or
  /// functions that only the application has. Their pages were checked.
  package var uncheckedTables: [String] = []
  /// Rows that break rules of the application's schema, a sentence for each rule. The file is whole,
  /// so they are no fault of it.
  package var violations: [String] = []
  /// What could not be checked, and why, a sentence each.
  package var limits: [String] = []
  /// Milliseconds by step.
  package var durations: [String: Int] = [:]

  package init() {}

  package var isSound: Bool { faults.isEmpty }
}
