/// A place where a value is not what a schema or an example says.
package struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
  /// Where, such as `createBackup.result.backup.label`.
  package let path: String
  /// What is wrong, in a plain clause.
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}
