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

/// What the server can do.
public struct Capabilities: Codable, Sendable, Hashable {
  /// The framings that it recognises.
  public var framing: [MessageFraming]
  /// The methods that it answers.
  public var methods: [String]
  /// The formats in which it makes backups.
  public var formats: [BackupFormat]
  /// The compressions that it can use.
  public var compressions: [CompressionAlgorithm]
  /// The notifications that it sends on its own.
  public var events: [String]
  /// What it accepts at most.
  public var limits: Limits

  /// Creates one from its parts.
  public init(
    framing: [MessageFraming], methods: [String], formats: [BackupFormat],
    compressions: [CompressionAlgorithm], events: [String], limits: Limits
  ) {
    self.framing = framing
    self.methods = methods
    self.formats = formats
    self.compressions = compressions
    self.events = events
    self.limits = limits
  }
}

/// How one message is told from the next. The server recognises it from the first bytes that
/// arrive.
public enum MessageFraming: String, Codable, Sendable, CaseIterable {
  /// One message a line, ended by LF or CRLF.
  case newline
  /// `Content-Length` headers: the base protocol of the
  /// [Language Server Protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol).
  case contentLength
}

extension Capabilities {
  /// What the server accepts at most.
  public struct Limits: Codable, Sendable, Hashable {
    /// The size of a message in bytes.
    public var messageBytes: Int

    /// How many requests may be unanswered, or their replies unread, at once. Another one is the error
    /// `serverOverloaded`.
    public var requestsInProgress: Int

    /// Creates one from its parts.
    public init(messageBytes: Int, requestsInProgress: Int) {
      self.messageBytes = messageBytes
      self.requestsInProgress = requestsInProgress
    }
  }
}
