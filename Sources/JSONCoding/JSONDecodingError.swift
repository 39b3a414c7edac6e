/// Why a JSON value is not what a type asks for: where, what was expected, and what came.
package struct JSONDecodingError: Error, Hashable, CustomStringConvertible {
  package enum Reason: Sendable {
    /// A value of another JSON type, or out of range.
    case mismatch
    /// A member that must be there is not.
    case missing
    /// A member that the type does not know.
    case unknownKey
  }

  package let reason: Reason

  /// The place, as a person would write it: `params.tables[2].name`.
  package let path: String

  /// What would have been right, in words: `an integer from 1 to 7`.
  package let expected: String

  /// What came, in words: `a string`. A value itself is named only for numbers and choices.
  package let found: String

  /// The values (or, of an unknown key, the keys) that are allowed, where they can be listed.
  package let allowed: [String]

  package init(
    _ reason: Reason, path: String, expected: String, found: String, allowed: [String] = []
  ) {
    self.reason = reason
    self.path = path
    self.expected = expected
    self.found = found
    self.allowed = allowed
  }

  /// One sentence.
  package var description: String {
    switch reason {
    case .mismatch: "\(path) must be \(expected), got \(found)."
    case .missing: "\(path) is missing. It must be \(expected)."
    case .unknownKey: "Unknown key \(path); expected one of: \(expected)."
    }
  }
}

extension JSONDecodingError {
  /// `"a", "b" or "c"`.
  static func choice(of values: [String]) -> String {
    let quoted = values.map { "\"\($0)\"" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A text from outside, short enough to stand in a message.
  static func excerpt(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(40) + "…"
  }
}
