/// The outcome of checking an image.
package struct CheckReport: Sendable, Equatable {
  /// Faults of the structure, as SQLite words them; empty when the image is whole.
  package var faults: [String] = []
  /// Rows that refer to a row that is not there. The source had them too, so they are no fault.
  package var foreignKeyViolations = 0
  package var tables: [TableRows] = []
  /// Tables whose indexes a full check had to leave out, as they are built with collations or
  /// functions that only the application has. Their pages were checked.
  package var uncheckedTables: [String] = []
  /// Milliseconds by step.
  package var durations: [String: Int] = [:]

  package init() {}

  package var isSound: Bool { faults.isEmpty }
}
