/// Why the process could not be started.
public struct StartFailure: Error, Sendable, Hashable {
  /// What went wrong.
  public enum Reason: String, Sendable, CaseIterable {
    /// There is no such program.
    case notFound
    /// There is a file, but not one that can be run.
    case notExecutable
    /// The program ended instead of answering; ``StartFailure/exit`` says how.
    case exited
    /// The program did not answer in time.
    case noReply
    /// The program is another one.
    case notStrongroom
    /// The program is too old for this client, or too new.
    case incompatibleVersion
    /// The system refuses to run it, for want of memory, processes or descriptors.
    case refused
  }

  /// What went wrong.
  public let reason: Reason
  /// The same in one sentence.
  public let message: String
  /// What can be done about it.
  public let hint: String
  /// How the process ended, where it did by itself.
  public let exit: ProcessExit?

  /// Creates one from its parts.
  public init(reason: Reason, message: String, hint: String, exit: ProcessExit? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint
    self.exit = exit
  }
}
