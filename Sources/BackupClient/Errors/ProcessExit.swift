/// How the process ended.
public struct ProcessExit: Sendable, Hashable {
  /// What ended it.
  public enum Cause: Sendable, Hashable {
    /// It ended itself, with this status; 0 is success.
    case exited(status: Int)
    /// A signal ended it.
    case killed(signal: Int)
    /// The system did not say.
    case unknown
  }

  /// What ended it.
  public let cause: Cause
  /// The last lines that it wrote to stderr, at most 20.
  public let lastLines: [String]

  /// Creates one from its parts.
  public init(cause: Cause, lastLines: [String] = []) {
    self.cause = cause
    self.lastLines = lastLines
  }
}

extension ProcessExit: CustomStringConvertible {
  /// What ended it and what it said last, as the end of a sentence.
  public var description: String {
    let ending =
      switch cause {
      case .exited(let status): "with status \(status)"
      case .killed(let signal): "by signal \(signal)"
      case .unknown: "in an unknown way"
      }
    return lastLines.isEmpty
      ? "\(ending)" : "\(ending). Its last lines: \(lastLines.joined(separator: "\n"))"
  }
}
