// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Returns the OpenRPC document of the service.
///
/// No permission is needed.
public enum Discover: BackupMethod {
  /// `rpc.discover`.
  public static let name = "rpc.discover"

  /// The parameters.
  public typealias Params = EmptyObject

  /// What `rpc.discover` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The version of the OpenRPC specification.
    public var openrpc: String
    /// What the document is about.
    public var info: Discover.Result.Info
    /// The methods.
    public var methods: [Discover.Result.MethodsItem]

    /// Creates one from its parts.
    public init(
      openrpc: String, info: Discover.Result.Info, methods: [Discover.Result.MethodsItem]
    ) {
      self.openrpc = openrpc
      self.info = info
      self.methods = methods
    }
  }
}

extension Discover.Result {
  /// What the document is about.
  public struct Info: Codable, Sendable, Hashable {
    /// The name of the service.
    public var title: String
    /// The version of the contract.
    public var version: String

    /// Creates one from its parts.
    public init(title: String, version: String) {
      self.title = title
      self.version = version
    }
  }

  /// The methods.
  public struct MethodsItem: Codable, Sendable, Hashable {
    /// The name of the method.
    public var name: String

    /// Creates one from its parts.
    public init(name: String) {
      self.name = name
    }
  }
}
