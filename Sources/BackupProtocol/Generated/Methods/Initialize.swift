// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Says who the client is and learns what the server can do. Optional; the first call if made at
/// all.
///
/// Params that it does not know, such as those of the Language Server Protocol, are ignored. No
/// permission is needed.
public enum Initialize: BackupMethod {
  /// `initialize`.
  public static let name = "initialize"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// What the client is.
    public var clientInfo: ClientInfo?
    /// The identity for every call on this connection that names none of its own.
    public var auth: Auth?

    /// Creates one from its parts.
    public init(clientInfo: ClientInfo? = nil, auth: Auth? = nil) {
      self.clientInfo = clientInfo
      self.auth = auth
    }
  }

  /// What `initialize` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// What the server is.
    public var serverInfo: ServerInfo
    /// What it can do.
    public var capabilities: Capabilities

    /// Creates one from its parts.
    public init(serverInfo: ServerInfo, capabilities: Capabilities) {
      self.serverInfo = serverInfo
      self.capabilities = capabilities
    }
  }
}
