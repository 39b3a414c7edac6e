/// Why a store could not do what it was asked.
package struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    /// Not there, unreachable, or broken.
    case unavailable
    /// There, and refuses to be written.
    case readOnly
    case full
    case notFound
    /// An object of this name is there already.
    case exists
  }

  package let reason: Reason
  /// One plain sentence, without a path of the machine.
  package let message: String
  package let hint: String?

  package init(_ reason: Reason, _ message: String, hint: String? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint
  }

  package var description: String { message }
}
