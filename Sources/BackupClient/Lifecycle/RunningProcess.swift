import BackupProtocol
import JSONRPC
import Subprocess

/// A process that has been started and has answered, and the task that lasts as long as it does.
struct RunningProcess: Sendable {
  let session: Session
  let end: Task<ProcessExit, any Error>
  let began: ContinuousClock.Instant

  /// How it ended, once it has.
  var exit: ProcessExit {
    get async { (try? await end.value) ?? ProcessExit(cause: .unknown) }
  }

  /// Starts a process, and returns once it has answered. On failure nothing of it is left.
  /// - Throws: ``StartFailure``, or `CancellationError` if the task was cancelled.
  static func start(
    _ options: StrongroomClient.Options,
    onNotification: @escaping @Sendable (StrongroomClient.Notification) -> Void
  ) async throws -> RunningProcess {
    let session: Session
    do {
      session = try Session(
        try command(options), framing: options.framing == .newline ? .lines : .contentLength,
        logger: options.logger, onNotification: onNotification)
    } catch let problem as ProgramPath.Problem {
      throw StartFailure(problem, program: options.program)
    } catch let failure as SystemFailure {
      throw StartFailure(failure, program: options.program)
    }
    let began = ContinuousClock.now
    let end = Task.detached {
      do {
        let exit = try await session.run()
        session.finish(exit)
        return exit
      } catch {
        session.finish(nil)
        throw error
      }
    }
    do {
      session.server = try await Handshake(options: options).perform(over: session)
      return RunningProcess(session: session, end: end, began: began)
    } catch {
      session.kill()
      throw failure(error, session: session, end: await end.result, options: options)
    }
  }

  private static func command(
    _ options: StrongroomClient.Options
  ) throws -> ServerProcess.Command {
    let searchPath = options.environment["PATH"] ?? Variables["PATH"]
    var arguments = ["serve"]
    if let database = options.database { arguments += ["--database", database] }
    if let config = options.config { arguments += ["--config", config] }
    return ServerProcess.Command(
      program: try ProgramPath.resolve(options.program, searchPath: searchPath),
      arguments: arguments + options.arguments,
      environment: options.environment,
      grace: min(.seconds(5), options.closeTimeout))
  }

  private static func failure(
    _ error: any Error, session: Session, end: Result<ProcessExit, any Error>,
    options: StrongroomClient.Options
  ) -> any Error {
    if case .failure(let spawning as SubprocessError) = end {
      return StartFailure(spawning, program: options.program)
    }
    if let violation = session.violation {
      return StartFailure.notStrongroom(violation, program: options.program)
    }
    switch error {
    case is StartFailure, is CancellationError: return error
    case ClientError.protocolViolation(let problem, _):
      return StartFailure.notStrongroom(problem, program: options.program)
    case ClientError.timedOut: return StartFailure.noReply(within: options.startTimeout)
    case let error as ServiceError:
      return StartFailure.notStrongroom(
        "It refuses initialize: \(error.message)", program: options.program)
    default:
      guard case .success(let exit) = end else { return error }
      return StartFailure.exited(exit)
    }
  }
}
