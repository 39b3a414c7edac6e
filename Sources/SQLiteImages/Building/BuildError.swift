/// Why no image can be built from some definitions and rows.
package struct BuildError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    /// A statement does what none of a dump does.
    case refused
    /// A statement is not understood, or contradicts the ones before it.
    case invalid
    /// More time, memory or room than is allowed.
    case limit
  }

  package let reason: Reason
  /// One plain sentence.
  package let message: String

  /// What to do about it; nil for what most errors of the reason need.
  package let hint: String?

  /// The setting that a limit comes from, if one does.
  package let setting: String?

  package init(_ reason: Reason, _ message: String, hint: String? = nil, setting: String? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint ?? setting.map { "If you trust the file, raise \($0)." }
    self.setting = setting
  }

  package var description: String { message }
}
