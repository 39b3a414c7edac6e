import BackupProtocol
import JSONCoding
import Logging
import Synchronization

/// The life of a client: which process runs, and what comes after it.
final class ClientCore: Sendable {
  private enum Phase {
    /// No process, until a call needs one.
    case idle
    /// One is being started, at once or after a wait.
    case starting(Task<RunningProcess, any Error>)
    case running(RunningProcess)
    case closed(Task<Void, Never>)
  }

  private struct State {
    var phase = Phase.idle
    var backoff = Backoff()
  }

  let options: StrongroomClient.Options
  let events = EventHub()
  private let state = Mutex(State())

  init(_ options: StrongroomClient.Options) {
    self.options = options
  }

  deinit {
    // Nobody can call any more: the process sees the end of its stdin and ends itself.
    if case .running(let process) = state.withLock({ $0.phase }) { process.session.closeInput() }
    events.finish()
  }

  /// Makes a call, with the process that runs or one that is started for it.
  /// - Throws: ``ServiceError``, ``ClientError``, or `CancellationError` if the call was cancelled.
  func perform(_ request: Request) async throws -> JSONValue {
    guard !Task.isCancelled else { throw CancellationError() }
    let call = PendingCall(request)
    if case .running(let process) = state.withLock({ $0.phase }), call.send(over: process.session) {
      return try await call.value()
    }
    send(call)
    return try await call.value()
  }

  /// Sends a call with the process that runs or one that is started for it.
  private func send(_ call: PendingCall) {
    Task {
      do {
        while case let process = try await process(for: call.request.method),
          !call.send(over: process.session)
        {
          // It has ended since; what comes after it has to be under way before the next look.
          ended(process, await process.exit)
        }
      } catch {
        call.finish(.failure(error))
      }
    }
  }

  /// The process that runs, or one that is started for it.
  /// - Throws: ``ClientError/startFailed(_:)`` or ``ClientError/closed(method:)``.
  func process(for method: String) async throws -> RunningProcess {
    let starting: Task<RunningProcess, any Error>
    switch state.withLock({ state in
      if case .idle = state.phase { state.phase = .starting(start(after: nil)) }
      return state.phase
    }) {
    case .running(let process): return process
    case .starting(let task): starting = task
    case .idle, .closed: throw ClientError.closed(method: method)
    }
    do {
      return try await starting.value
    } catch let failure as StartFailure {
      throw ClientError.startFailed(failure)
    } catch {
      throw ClientError.closed(method: method)
    }
  }

  /// What the service that runs said of itself.
  var server: Initialize.Result? { session?.server }

  /// The conversation with the process that runs.
  var session: Session? {
    guard case .running(let process) = state.withLock({ $0.phase }) else { return nil }
    return process.session
  }

  /// Ends the process in order, and takes no more calls.
  func close() async {
    let closing = state.withLock { state in
      if case .closed(let closing) = state.phase { return closing }
      let closing = Task { [phase = state.phase] in await shutDown(phase) }
      state.phase = .closed(closing)
      return closing
    }
    await closing.value
  }

  // MARK: - Starting

  /// The wait holds no client alive that nobody uses any more.
  private func start(after delay: Duration?) -> Task<RunningProcess, any Error> {
    Task.detached { [weak self] in
      if let delay { try await Task.sleep(for: delay) }
      guard let self else { throw CancellationError() }
      return try await self.start()
    }
  }

  private func start() async throws -> RunningProcess {
    let process: RunningProcess
    do {
      process = try await RunningProcess.start(options) { [weak events] in
        events?.send(.notification($0))
      }
    } catch {
      options.logger?.error("\(error)")
      state.withLock { if case .starting = $0.phase { $0.phase = .idle } }
      throw error
    }
    let isWanted = state.withLock { state in
      guard case .starting = state.phase else { return false }
      state.phase = .running(process)
      return true
    }
    guard isWanted else {
      await Self.shutDown(process, within: options.closeTimeout)
      throw CancellationError()
    }
    if let server = process.session.server { events.send(.started(server)) }
    Task.detached { [weak self] in
      let exit = await process.exit
      self?.ended(process, exit)
    }
    return process
  }

  // MARK: - Ending

  /// Does nothing if the process is not the one that runs, as when this has been said before.
  private func ended(_ process: RunningProcess, _ exit: ProcessExit) {
    let wasRunning = state.withLock { state in
      guard case .running(let current) = state.phase, current.session === process.session else {
        return false
      }
      guard options.restart else {
        state.phase = .idle
        return true
      }
      let delay = state.backoff.delay(livedFor: .now - process.began)
      options.logger?.error("The process ended \(exit). It is started again in \(delay).")
      state.phase = .starting(start(after: delay))
      return true
    }
    if wasRunning { events.send(.exited(exit)) }
  }

  private func shutDown(_ phase: Phase) async {
    switch phase {
    case .idle, .closed: break
    case .starting(let task):
      task.cancel()
      _ = await task.result
    case .running(let process):
      let exit = await Self.shutDown(process, within: options.closeTimeout)
      events.send(.exited(exit))
    }
    events.finish()
  }

  @discardableResult
  private static func shutDown(
    _ process: RunningProcess, within limit: Duration
  ) async -> ProcessExit {
    process.session.beginClosing()
    let killer = Task {
      try await Task.sleep(for: limit)
      process.session.kill()
    }
    defer { killer.cancel() }
    let call = PendingCall(
      Request(
        method: Shutdown.name, params: [:], timeout: nil, cancelGrace: .zero, isUrgent: true))
    if call.send(over: process.session) { _ = try? await call.value() }
    process.session.notify(Exit.name)
    process.session.closeInput()
    return await process.exit
  }
}
