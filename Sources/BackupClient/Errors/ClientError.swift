/// What went wrong on this side, or with the process.
public enum ClientError: StrongroomError, Hashable {
  /// The process could not be started. The next call tries again.
  case startFailed(StartFailure)
  /// The process ended before it answered. Whether the call was done is not known.
  case processExited(ProcessExit, method: String)
  /// The process wrote something that is no message, and was ended; or it could not read the request.
  /// Whether the call was done is not known.
  case protocolViolation(String, method: String)
  /// The answer did not come in time. The call was cancelled, but may have been done.
  case timedOut(method: String, after: Duration)
  /// The request is longer than the service takes, and was not sent.
  case messageTooLarge(method: String, bytes: Int, limit: Int)
  /// The client is closed, or was closed before the answer came.
  case closed(method: String)
  /// The params cannot be put into JSON that the service reads, or the method is one that the client
  /// calls by itself. Nothing was sent.
  case invalidParams(String, method: String)
  /// The result is not what this version of the client expects. The call was done.
  case unexpectedResult(String, method: String)
}

extension ClientError {
  /// What happened, in one sentence.
  public var message: String {
    switch self {
    case .startFailed(let failure): failure.message
    case .processExited(let exit, let method):
      "The process ended during \(method), \(exit)"
    case .protocolViolation(let problem, let method):
      "The process broke the protocol during \(method): \(problem)"
    case .timedOut(let method, let limit): "\(method) was not answered within \(limit)."
    case .messageTooLarge(let method, let bytes, let limit):
      "The request \(method) has \(bytes) bytes, and the service takes \(limit)."
    case .closed(let method): "The client was closed before \(method) was answered."
    case .invalidParams(let problem, let method): "The params of \(method) are invalid: \(problem)"
    case .unexpectedResult(let problem, let method):
      "The result of \(method) is not as expected: \(problem)"
    }
  }

  /// What can be done about it, where there is something.
  public var hint: String? {
    switch self {
    case .startFailed(let failure): failure.hint
    case .processExited, .protocolViolation:
      "Look at the catalog for what became of the call, or repeat it with the same idempotencyKey."
    case .timedOut: "Give the call more time in its options, or see what else the service is doing."
    case .messageTooLarge: "Raise limits.messageBytes in the configuration of the service."
    case .closed: "Make the call before close, or with another client."
    case .invalidParams:
      "Pass an object of JSON, nested 100 deep at most, to a method other than the client's own."
    case .unexpectedResult: "Use a client of the same version as the service."
    }
  }
}
