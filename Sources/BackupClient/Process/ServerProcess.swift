import Concurrency
import Subprocess
import Synchronization
import SystemPackage

/// One run of the program, with its stdin, stdout and stderr.
///
/// Subprocess starts and reaps it. The descriptors are our own, and so is the wait for its end: where
/// the system gives no more descriptors, Subprocess 1.0.2 ends the application or waits for ever, and
/// the pipe that it makes for stdin raises SIGPIPE.
final class ServerProcess: Sendable {
  /// What to run.
  struct Command: Sendable {
    var program: String
    var arguments: [String]
    var environment: [String: String]
    /// How long it may go on after it has closed its stdout.
    var grace: Duration
  }

  /// How long to wait for a process that has ended to be reaped.
  private static let reapingTime = Duration.seconds(1)

  private let command: Command
  private let input: InputSocket
  private let output: OutputPipe
  private let errors: OutputPipe
  private let kills = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  /// - Throws: why the system gives no descriptors.
  init(_ command: Command) throws(SystemFailure) {
    self.command = command
    input = try InputSocket()
    output = try OutputPipe()
    errors = try OutputPipe()
  }

  /// Sends bytes to its stdin, in order and without waiting.
  func write(_ bytes: [UInt8]) { input.write(bytes) }

  /// Gives it the end of its stdin.
  func closeInput() { input.close() }

  /// Ends it at once, also if it has not been started yet.
  func kill() { kills.continuation.yield() }

  /// Runs it to its end.
  ///
  /// It has a process group of its own, so that an interrupt typed at the terminal reaches the
  /// application alone, which then closes it in order.
  /// - Parameters:
  ///   - onOutput: takes what it writes to stdout, in pieces.
  ///   - onErrors: takes what it writes to stderr, in pieces.
  /// - Throws: `SubprocessError` where it cannot be run.
  func run(
    onOutput: @escaping OutputReader.Receiver, onErrors: @escaping OutputReader.Receiver
  ) async throws -> ProcessExit.Cause {
    let (outcome, continuation) = AsyncThrowingStream.makeStream(of: ProcessExit.Cause.self)
    Task.detached { [self] in
      let found = Mutex<ProcessExit.Cause?>(nil)
      do {
        _ = try await Subprocess.run(
          configuration,
          input: .fileDescriptor(input.childEnd.handOver(), closeAfterSpawningProcess: true),
          output: .fileDescriptor(output.writing.handOver(), closeAfterSpawningProcess: true),
          error: .fileDescriptor(errors.writing.handOver(), closeAfterSpawningProcess: true)
        ) { execution in
          let cause = await attend(execution, onOutput: onOutput, onErrors: onErrors)
          found.withLock { $0 = cause }
          input.abort()
          _ = Deadlines.shared.add(after: Self.reapingTime) { continuation.yield(cause) }
        }
        continuation.yield(found.withLock { $0 } ?? .unknown)
      } catch {
        // Reaping may fail, too.
        guard let cause = found.withLock({ $0 }) else {
          return continuation.finish(throwing: error)
        }
        continuation.yield(cause)
      }
    }
    for try await cause in outcome { return cause }
    return .unknown
  }

  private var configuration: Configuration {
    var platformOptions = PlatformOptions()
    platformOptions.processGroupID = 0
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in command.environment { variables[.init(stringLiteral: name)] = value }
    return Configuration(
      executable: .path(FilePath(command.program)), arguments: Arguments(command.arguments),
      environment: .inherit.updating(variables), platformOptions: platformOptions)
  }

  /// Reads both streams until the process has ended, and finds out how. It is not reaped before this
  /// returns, so that its id cannot have become another one's when it is killed.
  private func attend<I, O, E>(
    _ execution: Execution<I, O, E>, onOutput: @escaping OutputReader.Receiver,
    onErrors: @escaping OutputReader.Receiver
  ) async -> ProcessExit.Cause {
    let killer = Task.detached { [kills] in
      for await _ in kills.stream { try? execution.send(signal: .kill) }
    }
    let id = execution.processIdentifier
    let cause = await withCheckedContinuation { continuation in
      startThread { [self] in
        var reader = OutputReader(
          output: output.reading.number, errors: errors.reading.number,
          exit: ExitWatch(id: id.value, descriptor: id.processDescriptor),
          grace: command.grace, onOutput: onOutput, onErrors: onErrors, onStall: kill)
        continuation.resume(returning: reader.run())
      }
    }
    killer.cancel()
    await killer.value
    return cause
  }
}
