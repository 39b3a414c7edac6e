// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

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
  public var limits: Capabilities.Limits

  /// Creates one from its parts.
  public init(
    framing: [MessageFraming], methods: [String], formats: [BackupFormat],
    compressions: [CompressionAlgorithm], events: [String], limits: Capabilities.Limits
  ) {
    self.framing = framing
    self.methods = methods
    self.formats = formats
    self.compressions = compressions
    self.events = events
    self.limits = limits
  }
}

extension Capabilities {
  /// What the server accepts at most.
  public struct Limits: Codable, Sendable, Hashable {
    /// The size of a message in bytes.
    public var messageBytes: Int
    /// How many requests are worked on at once, those among them whose replies are unread. Others
    /// wait their turn.
    public var requestsInProgress: Int
    /// How many bytes of requests may wait, each counted with 512 bytes more than its message.
    /// Another one is the error `serverOverloaded`.
    public var queuedRequestBytes: Int?

    /// Creates one from its parts.
    public init(messageBytes: Int, requestsInProgress: Int, queuedRequestBytes: Int? = nil) {
      self.messageBytes = messageBytes
      self.requestsInProgress = requestsInProgress
      self.queuedRequestBytes = queuedRequestBytes
    }
  }
}
