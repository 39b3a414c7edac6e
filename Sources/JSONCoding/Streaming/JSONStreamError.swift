/// Why a JSON text is refused, and where in it.
package struct JSONStreamError: Error, Hashable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// The text is no JSON, or JSON that is refused by any reader here.
    case syntax(JSONParseError.Problem)
    /// A value of another kind than the one asked for, in words: `"a string"`.
    case mismatch(expected: String, found: String)
    /// A number that what it is read as cannot hold, in words: `"a 64-bit integer"`.
    case outOfRange(expected: String)
    /// A string, a number or a whole value of more bytes than allowed.
    case tooLong(limit: Int)
    /// An object with more keys, or more bytes of keys, than allowed.
    case tooManyKeys(limit: Int)
    /// What the reader's caller objects to: a clause without a full stop.
    case content(String)
  }

  package let reason: Reason
  /// From 1.
  package let line: Int
  /// In bytes, from 0.
  package let offset: Int64
  /// The value in question, or the object or array around it: `$.data.Customer[17].balance`.
  package let path: String

  package init(_ reason: Reason, line: Int, offset: Int64, path: String) {
    self.reason = reason
    self.line = line
    self.offset = offset
    self.path = path
  }

  /// One sentence. It holds keys and places, but no value.
  package var description: String {
    "Line \(line), byte \(offset), at \(path): \(problem)."
  }

  /// What is wrong, without the place: a clause without a full stop.
  package var problem: String {
    switch reason {
    case .syntax(let problem): problem.rawValue
    case .mismatch(let expected, let found): "expected \(expected), got \(found)"
    case .outOfRange(let expected): "this number does not fit \(expected)"
    case .tooLong(let limit): "this is longer than the \(limit) bytes that are allowed"
    case .tooManyKeys(let limit): "this object has more keys than the \(limit) that are allowed"
    case .content(let clause): clause
    }
  }
}
