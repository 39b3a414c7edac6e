// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What the server is.
public struct ServerInfo: Codable, Sendable, Hashable {
  /// `strongroom`.
  public var name: String
  /// Its version.
  public var version: String

  /// Creates one from its parts.
  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
