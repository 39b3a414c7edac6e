import Dispatch
import Subprocess
import Synchronization
import SystemPackage

/// One run of the program, with its stdin, stdout and stderr.
///
/// Subprocess starts and reaps it. The descriptors are our own: where the system gives no more of
/// them, Subprocess 1.0.2 ends the application instead of throwing, and the pipe that it makes for
/// stdin raises SIGPIPE.
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
  /// Returns only once the process is gone. It has a process group of its own, so that an interrupt
  /// typed at the terminal reaches the application alone, which then closes it in order.
  /// - Parameters:
  ///   - onOutput: takes what it writes to stdout, in pieces.
  ///   - onErrors: takes what it writes to stderr, in pieces.
  /// - Throws: `SubprocessError` where it cannot be run.
  func run(
    onOutput: @escaping OutputReader.Receiver, onErrors: @escaping OutputReader.Receiver
  ) async throws -> ProcessExit.Cause {
    defer { input.abort() }
    let hasRun = Mutex(false)
    do {
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(input.childEnd.handOver(), closeAfterSpawningProcess: true),
        output: .fileDescriptor(output.writing.handOver(), closeAfterSpawningProcess: true),
        error: .fileDescriptor(errors.writing.handOver(), closeAfterSpawningProcess: true)
      ) { execution in
        hasRun.withLock { $0 = true }
        await attend(execution, onOutput: onOutput, onErrors: onErrors)
      }
      return switch result.terminationStatus {
      case .exited(let status): .exited(status: Int(status))
      case .signaled(let signal): .killed(signal: Int(signal))
      }
    } catch {
      // It was started and has ended, but how is lost.
      if hasRun.withLock({ $0 }) { return .unknown }
      throw error
    }
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

  /// Reads both streams until the process has ended. It is not reaped before this returns, so that
  /// its id cannot have become another one's when it is killed.
  private func attend<I, O, E>(
    _ execution: Execution<I, O, E>, onOutput: @escaping OutputReader.Receiver,
    onErrors: @escaping OutputReader.Receiver
  ) async {
    let killer = Task.detached { [kills] in
      for await _ in kills.stream { try? execution.send(signal: .kill) }
    }
    let exit = execution.processIdentifier.processDescriptor
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "strongroom.stdout").async { [self] in
        var reader = OutputReader(
          output: output.reading.number, errors: errors.reading.number, exit: exit,
          grace: command.grace, onOutput: onOutput, onErrors: onErrors, onStall: kill)
        reader.run()
        continuation.resume()
      }
    }
    killer.cancel()
    await killer.value
  }
}
