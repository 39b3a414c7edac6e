/// Returns the [OpenRPC](https://spec.open-rpc.org) document of the service.
public enum Discover: BackupMethod {
  /// `rpc.discover`.
  public static let name = "rpc.discover"

  /// The parameters.
  public typealias Params = EmptyObject

  /// The head of the document, and the names of the methods. The rest is for tools, which read the
  /// document as JSON.
  public struct Result: Codable, Sendable, Hashable {
    /// The version of the OpenRPC specification.
    public var openrpc: String
    /// What the document is about.
    public var info: Info
    /// The methods.
    public var methods: [Method]

    /// Creates one from its parts.
    public init(openrpc: String, info: Info, methods: [Method]) {
      self.openrpc = openrpc
      self.info = info
      self.methods = methods
    }
  }

  /// What a document is about.
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

  /// A method of the service.
  public struct Method: Codable, Sendable, Hashable {
    /// The name of the method.
    public var name: String

    /// Creates one from its parts.
    public init(name: String) {
      self.name = name
    }
  }
}
