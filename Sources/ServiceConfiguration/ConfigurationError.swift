/// A configuration that can't be used. The message never holds a secret or the text of a file.
package struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case unreadableFile
    case invalidJSON
    case unknownKey
    case missingValue
    case invalidValue
    case unknownVariable
    /// A secret in the configuration file.
    case misplacedSecret
    /// A secret given in two ways, or an empty or too large one.
    case invalidSecret
  }

  package let kind: Kind
  /// The path of the key (`limits.busySeconds`, `storages[0].path`), or the name of the variable.
  package let path: String
  /// One plain sentence: where, what was expected, and what came.
  package let message: String
  /// The remedy, where the message doesn't say it already.
  package let hint: String?

  init(_ kind: Kind, path: String, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.path = path
    self.message = message
    self.hint = hint
  }

  package var description: String { hint.map { "\(message) \($0)" } ?? message }
}
