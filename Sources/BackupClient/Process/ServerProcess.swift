import Glibc
import Subprocess
import SystemPackage

/// One run of the program, with its stdin, stdout and stderr.
final class ServerProcess: Sendable {
  /// What to run.
  struct Command: Sendable {
    var program: String
    var arguments: [String]
    var environment: [String: String]
    /// How long it may go on after it has closed its stdout.
    var grace: Duration
  }

  private let command: Command
  private let input: InputSocket
  private let kills = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(_ command: Command) throws(SystemFailure) {
    self.command = command
    input = try InputSocket()
  }

  /// Sends bytes to its stdin, some time later and in order.
  func write(_ bytes: [UInt8]) { input.write(bytes) }

  /// Gives it the end of its stdin.
  func closeInput() { input.close() }

  /// Ends it at once, also if it has not been started yet.
  func kill() { kills.continuation.yield() }

  /// Runs it to its end.
  ///
  /// Returns only once the process is gone. It has a process group of its own, so that an interrupt
  /// typed at the terminal reaches the application alone, which then closes it in order.
  /// - Parameters:
  ///   - onOutput: takes what it writes to stdout, in pieces.
  ///   - onErrors: takes what it writes to stderr, in pieces.
  /// - Throws: `SubprocessError` where it cannot be run.
  func run(
    onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    onErrors: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) async throws -> ProcessExit.Cause {
    var platformOptions = PlatformOptions()
    platformOptions.processGroupID = 0
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in command.environment { variables[.init(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
      .path(FilePath(command.program)),
      arguments: Arguments(command.arguments),
      environment: .inherit.updating(variables),
      platformOptions: platformOptions,
      input: .fileDescriptor(
        FileDescriptor(rawValue: input.childEnd), closeAfterSpawningProcess: true),
      output: .sequence,
      error: .sequence
    ) { execution in
      await attend(execution, onOutput: onOutput, onErrors: onErrors)
    }
    input.abort()
    return switch result.terminationStatus {
    case .exited(let status): .exited(status: Int(status))
    case .signaled(let signal): .killed(signal: Int(signal))
    }
  }

  /// Reads both streams to their ends. The process is not reaped before this returns, so that its id
  /// cannot have become another one's.
  private func attend(
    _ execution: Execution<FileDescriptorInput, SequenceOutput, SequenceOutput>,
    onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    onErrors: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) async {
    let killer = Task { [kills] in
      for await _ in kills.stream { try? execution.send(signal: .kill) }
    }
    async let errors: Void = Self.drain(execution.standardError, onErrors)
    await Self.drain(execution.standardOutput, onOutput)
    let watchdog = Task { [command] in
      try await Task.sleep(for: command.grace)
      try execution.send(signal: .kill)
    }
    await errors
    watchdog.cancel()
    _ = await watchdog.result
    // Both closed, it is past all that it could do for a client, if not gone already.
    try? execution.send(signal: .kill)
    killer.cancel()
    await killer.value
  }

  private static func drain(
    _ output: SubprocessOutputSequence, _ receive: (UnsafeRawBufferPointer) -> Void
  ) async {
    do {
      for try await buffer in output { buffer.withUnsafeBytes { receive($0) } }
    } catch {
      // A pipe that cannot be read has come to its end.
    }
  }
}
