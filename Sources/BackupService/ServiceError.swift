package import BackupProtocol

/// A failure as the contract has it: what goes into a reply and into the history.
package struct ServiceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One plain sentence.
  package let message: String
  /// The kind, the hint, and the values that a program needs.
  package let data: ErrorData

  package init(_ message: String, _ data: ErrorData) {
    self.message = message
    self.data = data
  }

  package init(_ kind: ErrorKind, _ message: String, hint: String? = nil) {
    self.init(message, ErrorData(kind: kind, hint: hint))
  }

  package var kind: ErrorKind { data.kind }

  package var description: String { message }

  /// What is kept of it in records.
  var failure: Failure { Failure(kind: kind, message: message, hint: data.hint) }

  static func notFound(_ what: String, id: String) -> ServiceError {
    ServiceError(
      "There is no \(what) with this id.",
      ErrorData(kind: .notFound, hint: "List the entries to find the right id.", id: id))
  }

  static func invalid(_ path: String, expected: String, found: String? = nil) -> ServiceError {
    ServiceError(
      "The parameter \(path) must be \(expected).",
      ErrorData(kind: .invalidParams, path: path, expected: expected, found: found))
  }
}
