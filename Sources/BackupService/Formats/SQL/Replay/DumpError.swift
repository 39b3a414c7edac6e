/// What is wrong with a dump or a document that somebody brings.
package struct DumpError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    /// It does what no dump does, and was refused.
    case refused
    /// It is cut off, damaged, or contradicts itself.
    case invalid
    /// It takes more time, memory or room than is allowed.
    case limit
  }

  package let reason: Reason
  /// One plain sentence, without the place.
  package let message: String
  /// From 1; nil where the fault is in the whole.
  package let line: Int?

  package init(_ reason: Reason, _ message: String, line: Int?) {
    self.reason = reason
    self.message = message
    self.line = line
  }

  package var description: String { line.map { "Line \($0): \(message)" } ?? message }
}
