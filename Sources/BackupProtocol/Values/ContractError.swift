/// A failure as the contract has it: what goes into a reply and into the history.
package struct ContractError: Error, Sendable, Equatable, CustomStringConvertible {
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
  package var failure: Failure { Failure(kind: kind, message: message, hint: data.hint) }

  package static func notFound(_ what: String, id: String) -> ContractError {
    ContractError(
      "There is no \(what) with this id.",
      ErrorData(kind: .notFound, hint: "List the entries to find the right id.", id: id))
  }

  package static func invalid(_ path: String, expected: String, found: String? = nil)
    -> ContractError
  {
    ContractError(
      "The parameter \(path) must be \(expected).",
      ErrorData(kind: .invalidParams, path: path, expected: expected, found: found))
  }
}
