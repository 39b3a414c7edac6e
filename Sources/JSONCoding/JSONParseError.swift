/// Why some bytes are not a JSON text, and where.
package struct JSONParseError: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  package enum Problem: String, Sendable {
    case unexpectedEnd = "the text ends too early"
    case unexpectedByte = "unexpected byte"
    case trailingData = "there is more after the end of the value"
    case invalidNumber = "this is not a JSON number"
    case invalidEscape = "this is not a JSON escape sequence"
    case loneSurrogate = "half a surrogate pair is not a character"
    case controlCharacter = "a control character in a string must be escaped"
    case invalidUTF8 = "this string is not UTF-8"
    case duplicateKey = "this object has the same key twice"
    case tooDeep = "the nesting is too deep"
  }

  package let problem: Problem

  /// The position in bytes, from 0.
  package let offset: Int

  package init(problem: Problem, offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  /// One clause with the place, without any of the text itself.
  package var description: String { "\(problem.rawValue) (at byte \(offset))" }
}
