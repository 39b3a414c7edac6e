// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Why an operation failed, as kept in records.
public struct Failure: Codable, Sendable, Hashable {
  /// The kind of error: the `data.kind` of the reply to the call which failed.
  public var kind: ErrorKind
  /// One plain sentence.
  public var message: String
  /// What can be done about it, where something can.
  public var hint: String?

  /// Creates one from its parts.
  public init(kind: ErrorKind, message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}
