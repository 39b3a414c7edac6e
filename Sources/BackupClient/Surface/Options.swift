public import BackupProtocol
public import Logging

extension StrongroomClient {
  /// How to run the service, and how to talk to it.
  public struct Options: Sendable {
    /// The program: a path, or a name to look up in `PATH`.
    public var program = "strongroom"
    /// The database to take care of: `--database`.
    public var database: String?
    /// The configuration: `--config`.
    public var config: String?
    /// More arguments of `strongroom serve`.
    public var arguments: [String] = []
    /// Variables for the process, added to those of this one.
    public var environment: [String: String] = [:]
    /// How messages are told apart on the pipes.
    public var framing = MessageFraming.newline
    /// The identity for every call that names none.
    public var auth: Auth?
    /// What this application is; it appears in the log of the service.
    public var clientInfo: ClientInfo?
    /// How long a call may take that reports no progress; nil for as long as it likes.
    public var timeout: Duration? = .seconds(60)
    /// How long the process may take to answer first.
    public var startTimeout: Duration = .seconds(10)
    /// How long the process may take to end before it is killed.
    public var closeTimeout: Duration = .seconds(30)
    /// How long to wait for the answer to a call that was cancelled.
    public var cancelGrace: Duration = .seconds(5)
    /// Whether the process is started again by itself when it ended unexpectedly. Without, the next
    /// call starts it.
    public var restart = true
    /// Takes what the process writes to stderr, a line at a time, and what the client has to say.
    public var logger: Logger?

    /// For one database, with defaults for all else.
    public init(program: String = "strongroom", database: String) {
      self.program = program
      self.database = database
    }

    /// For what a configuration says, with defaults for all else.
    public init(program: String = "strongroom", config: String) {
      self.program = program
      self.config = config
    }
  }
}
