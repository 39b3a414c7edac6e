// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What the client is. It appears in the log only.
public struct ClientInfo: Codable, Sendable, Hashable {
  /// The name of the program.
  public var name: String
  /// Its version.
  public var version: String?

  /// Creates one from its parts.
  public init(name: String, version: String? = nil) {
    self.name = name
    self.version = version
  }
}
