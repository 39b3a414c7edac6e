#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The protocol's own two descriptors, out of reach of whatever else is in the process.
///
/// Afterwards a stray `print` ends up on standard error, nobody else can read what the peer sends,
/// and child processes inherit neither.
package struct ProtocolDescriptors: Sendable, Hashable {
  package let input: Int32
  package let output: Int32

  /// A descriptor could not be made or moved.
  package struct Failure: Error, CustomStringConvertible {
    /// The system's error number.
    package let errno: Int32

    package var description: String {
      "The standard streams could not be set up (system error \(errno))."
    }
  }

  /// Moves the protocol to private descriptors: points standard input at the null device and
  /// standard output at standard error. To be done first, before anything writes.
  /// - Throws: ``Failure``.
  package static func takeOver(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    diagnostics: Int32 = STDERR_FILENO
  ) throws -> ProtocolDescriptors {
    // From 3 on: a number below is a standard stream's, even if that was closed.
    let own = ProtocolDescriptors(
      input: try check(fcntl(input, F_DUPFD_CLOEXEC, 3)),
      output: try check(fcntl(output, F_DUPFD_CLOEXEC, 3)))
    let null = try check(open("/dev/null", O_RDONLY | O_CLOEXEC))
    try check(dup2(null, input))
    close(null)
    try check(dup2(diagnostics, output))
    return own
  }

  /// Makes a write to a peer that is gone an error to handle, rather than the end of the process.
  package static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  @discardableResult
  private static func check(_ result: Int32) throws -> Int32 {
    guard result >= 0 else { throw Failure(errno: errno) }
    return result
  }
}
