/// What is wrong with a dump or a document that somebody brings.
package struct DumpError: Error, Sendable, Equatable, CustomStringConvertible {
  package typealias Reason = BuildError.Reason

  package let reason: Reason
  /// One plain sentence, without the place.
  package let message: String
  /// From 1; nil where the fault is in the whole.
  package let line: Int?
  /// Of the value in a JSON document that is at fault: `$.data.Customer[17].balance`.
  package let path: String?
  /// What to do about it; nil for what most errors of the reason need.
  package let hint: String?
  /// The setting that a limit comes from, if one does.
  package let setting: String?

  package init(
    _ reason: Reason, _ message: String, line: Int?, path: String? = nil, hint: String? = nil,
    setting: String? = nil
  ) {
    self.reason = reason
    self.message = message
    self.line = line
    self.path = path
    self.hint = hint
    self.setting = setting
  }

  package var description: String {
    if let path { return "At \(path): \(message)" }
    return line.map { "Line \($0): \(message)" } ?? message
  }
}

extension DumpError {
  package init(_ error: BuildError, line: Int?, path: String? = nil) {
    self.init(
      error.reason, error.message, line: line, path: path, hint: error.hint,
      setting: error.setting)
  }
}
