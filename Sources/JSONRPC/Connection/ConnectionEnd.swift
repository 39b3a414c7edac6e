/// Why a connection came to its end.
package enum ConnectionEnd: Sendable, Hashable {
  /// The peer closed its side.
  case endOfInput
  /// The peer reads no more: the output is closed.
  case outputClosed
  /// Someone called ``Connection/stop(_:)``.
  case stopped(StopReason)
  /// Reading failed, with this `errno`.
  case readFailed(Int32)

  package enum StopReason: Sendable, Hashable {
    /// The peer sent `exit`, after `shutdown`.
    case exit
    /// The peer sent `exit` without `shutdown`.
    case abruptExit
    /// The process was asked to end.
    case signal
  }
}
