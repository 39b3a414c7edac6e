import BackupProtocol
import JSONCoding
import JSONRPC
import Logging
import Synchronization

/// The conversation with one process, from its start to its end.
final class Session: Sendable {
  private struct State {
    var calls: [Int: PendingCall] = [:]
    /// The ids of requests that have no answer yet, whether somebody waits for it or not.
    var unanswered: Set<Int> = []
    var nextID = 1
    var hasEnded = false
    var isClosing = false
    /// What ended it, if this side did because of it.
    var violation: String?
    var server: Initialize.Result?
    var lastLines: [String] = []

    mutating func enter(_ call: PendingCall) -> Int {
      defer { nextID += 1 }
      calls[nextID] = call
      unanswered.insert(nextID)
      return nextID
    }
  }

  /// The longest answer that is read.
  static let replyLimit = 1 << 30

  private static let keptLines = 20

  private let process: ServerProcess
  private let framing: JSONRPC.MessageFraming
  private let logger: Logger?
  private let onNotification: @Sendable (StrongroomClient.Notification) -> Void
  private let state = Mutex(State())

  init(
    _ command: ServerProcess.Command, framing: JSONRPC.MessageFraming, logger: Logger?,
    onNotification: @escaping @Sendable (StrongroomClient.Notification) -> Void
  ) throws(SystemFailure) {
    process = try ServerProcess(command)
    self.framing = framing
    self.logger = logger
    self.onNotification = onNotification
  }

  /// What the service said of itself; nil before the handshake, and after the end.
  var server: Initialize.Result? {
    get { state.withLock { $0.hasEnded ? nil : $0.server } }
    set { state.withLock { $0.server = newValue } }
  }

  /// How many bytes a request may have.
  var messageLimit: Int { server?.capabilities.limits.messageBytes ?? .max }

  /// Runs the process to its end. Calls in flight are left for ``finish(_:)``.
  /// - Throws: `SubprocessError` where it cannot be run.
  func run() async throws -> ProcessExit {
    let frames = Mutex(FrameReader(limit: Self.replyLimit))
    let lines = Mutex(LineSplitter())
    let cause = try await process.run { [self] bytes in
      frames.withLock { $0.consume(bytes) { event, _ in receive(event) } }
    } onErrors: { [self] bytes in
      lines.withLock { $0.consume(bytes, keep) }
    }
    // What the stream of messages ends with in the middle is no message.
    lines.withLock { $0.finish(keep) }
    return ProcessExit(cause: cause, lastLines: state.withLock { $0.lastLines })
  }

  /// What made this side end the process, if it did.
  var violation: String? { state.withLock { $0.violation } }

  /// From now on, whatever ends does so because the client is closed, and nothing but what is urgent
  /// is sent.
  func beginClosing() {
    state.withLock { $0.isClosing = true }
  }

  /// Takes no more calls, and ends those that were sent.
  /// - Parameter exit: how the process ended; nil if it never ran.
  func finish(_ exit: ProcessExit?) {
    let (calls, isClosing, violation) = state.withLock { state in
      state.hasEnded = true
      return (Array(state.calls.values), state.isClosing, state.violation)
    }
    for call in calls {
      let method = call.request.method
      let error: ClientError =
        if isClosing {
          .closed(method: method)
        } else if let violation {
          .protocolViolation(violation, method: method)
        } else if let exit {
          .processExited(exit, method: method)
        } else {
          .closed(method: method)
        }
      call.finish(.failure(error))
    }
  }

  /// Ends the process at once.
  func kill() { process.kill() }

  /// Lets the process end by itself: it sees the end of its stdin.
  func closeInput() { process.closeInput() }

  // MARK: - Sending

  /// Gives a call its id, which is that of its request.
  /// - Returns: nil if it needs another session.
  func enter(_ call: PendingCall) -> Int? {
    state.withLock { state in
      guard !state.hasEnded, call.request.isUrgent || !state.isClosing else { return nil }
      return state.enter(call)
    }
  }

  /// Takes back the id of a call that is not sent after all.
  func withdraw(_ id: Int) {
    forget(id)
    answered(id)
  }

  private func answered(_ id: Int) {
    _ = state.withLock { $0.unanswered.remove(id) }
  }

  /// Drops the answer to a call, should it still come.
  func forget(_ id: Int) {
    _ = state.withLock { $0.calls.removeValue(forKey: id) }
  }

  /// The JSON text of a request.
  func message(_ request: Request, id: Int) -> [UInt8] {
    OutgoingMessage.request(
      id: .number(JSONNumber(id)), method: request.method, params: request.params(id: id)
    ).serialized
  }

  /// Sends the JSON text of a message.
  func write(_ message: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(message.count + 40)
    framing.append(message, to: &bytes)
    process.write(bytes)
  }

  /// Asks the service to stop working on a call.
  func cancel(_ id: Int) {
    notify(CancelRequest.name, ["id": .integer(id)])
  }

  func notify(_ method: String, _ params: JSONValue = [:]) {
    write(OutgoingMessage.notification(method: method, params: params).serialized)
  }

  // MARK: - Receiving

  private func receive(_ event: FrameEvent) {
    switch event {
    case .message(let bytes):
      do throws(ServerMessage.Problem) {
        receive(try ServerMessage(parsing: bytes))
      } catch {
        endBecause(error.text)
      }
    case .tooLarge: endBecause("An answer is longer than \(Self.replyLimit) bytes.")
    case .malformedHeader(let problem): endBecause(problem)
    }
  }

  private func receive(_ message: ServerMessage) {
    switch message {
    case .result(let id, let result):
      if let call = call(id) { call.receive(result: result) }
      answered(id)
    case .failure(let id?, let error):
      if let call = call(id) { receive(error, for: call) }
      answered(id)
    case .failure(nil, let error): receiveUnattributed(error)
    case .notification(Progress.name, let params): receiveProgress(params)
    case .notification(let name, let params):
      onNotification(StrongroomClient.Notification(name: name, params: params))
    case .request(let id, let method):
      guard server != nil else {
        return endBecause("It asks for \(method.prefix(20)) instead of answering.")
      }
      guard let id = RequestID(id) else { return }
      let error = RPCError(
        code: -32601, kind: "methodNotFound", message: "A client answers no requests.")
      write(OutgoingMessage.failure(id: id, error).serialized)
    }
  }

  /// The service could not read a request, nor say which. If only one can be meant, it ends.
  private func receiveUnattributed(_ error: JSONValue) {
    let reason = error["message"]?.stringValue ?? "It gives no reason."
    logger?.warning("The service could not read a message: \(reason)")
    let call = state.withLock { state -> PendingCall? in
      guard state.unanswered.count == 1, let id = state.unanswered.first else {
        return nil
      }
      state.unanswered.remove(id)
      return state.calls[id]
    }
    if let call {
      let problem = "The service could not read the request: \(reason)"
      call.finish(
        .failure(ClientError.protocolViolation(problem, method: call.request.method)))
    }
  }

  private func receive(_ error: JSONValue, for call: PendingCall) {
    // What was sent behind `shutdown` is refused as no valid request.
    if state.withLock({ $0.isClosing }), error["code"]?.intValue == -32600 {
      call.finish(.failure(ClientError.closed(method: call.request.method)))
    } else {
      call.receive(error: error)
    }
  }

  private func call(_ id: Int) -> PendingCall? {
    let call = state.withLock { $0.calls[id] }
    if call == nil { logger?.debug("A late answer to call \(id) is dropped.") }
    return call
  }

  private func receiveProgress(_ params: JSONValue) {
    guard let id = params["token"]?.intValue, let call = state.withLock({ $0.calls[id] }),
      let progress = try? JSONValueDecoder().decode(Progress.Params.self, from: params)
    else { return }
    call.receive(progress: progress.value)
  }

  private func endBecause(_ problem: String) {
    state.withLock { $0.violation = $0.violation ?? problem }
    process.kill()
  }

  private func keep(_ line: String) {
    state.withLock { state in
      if state.lastLines.count == Self.keptLines { state.lastLines.removeFirst() }
      state.lastLines.append(line)
    }
    logger?.info("\(line)")
  }
}
