import Concurrency
import JSONCoding
import Logging

/// Where an answer goes that is not there at once.
enum ReplyPlace {
  /// A message of its own, of so many bytes.
  case single(Int)
  /// Room has been made for the whole batch.
  case batch(BatchCollector, Int)
  /// There was no room for the batch.
  case refused

  var isRefused: Bool { if case .refused = self { true } else { false } }
}

extension Connection {
  /// Makes room for that many answers that have to wait.
  func admit(_ count: Int) -> Bool {
    requests.admit(
      count, limit: limits.requestsInProgress, unwritten: output.unwrittenReplies)
  }

  /// Serves one request.
  /// - Returns: the result; `nil` where a task will give it.
  func serveRequest(
    _ id: RequestID, _ method: String, _ params: IncomingMessage.Params, for place: ReplyPlace
  ) throws(RPCError) -> JSONValue? {
    guard acceptsRequests else {
      throw .invalidRequest("The server is shutting down and takes no more requests.")
    }
    guard !requests.contains(id) else {
      throw .invalidRequest("A request with this id is in progress; use another id.")
    }
    guard let handler = registry.handlers[method] else { throw methodNotFound(method) }
    guard case .byName(var params) = params else {
      throw .invalidParams(
        JSONDecodingError(
          .mismatch, path: "params", expected: "an object with named members", found: "an array"))
    }
    let token = try Self.progressToken(takenFrom: &params)
    switch handler {
    case .inline(let handler):
      do {
        return try handler(
          RequestContext(
            method: method, id: id, params: params, progress: .none, connection: self))
      } catch {
        throw wireError(for: error, method: method)
      }
    case .task(let handler):
      try start(id, method, params, token, handler, for: place)
      return nil
    }
  }

  private func start(
    _ id: RequestID, _ method: String, _ params: JSONObject, _ token: JSONValue?,
    _ handler: @escaping @Sendable (RequestContext) async throws -> JSONValue,
    for place: ReplyPlace
  ) throws(RPCError) {
    if let token, !requests.reserve(token: token) {
      throw .invalidParams(
        JSONDecodingError(
          .mismatch, path: "params.progressToken",
          expected: "a token of its own", found: "one that another request uses"))
    }
    let stream = token.map { output.openStream(token: $0) }
    let reply = PendingReply(to: id) { [self] bytes in
      requests.remove(id, token: token) { deliver(bytes, to: place, closing: stream) }
      beginWaiting()
    }
    let context = RequestContext(
      method: method, id: id, params: params,
      progress: stream.map { stream in
        ProgressSink { [output] in output.report($0, to: stream) }
      } ?? .none, connection: self)
    let isTaken = enter(id, for: place) {
      Task(executorPreference: BlockingExecutor.serving) {
        reply.answer(await self.outcome(of: handler, context))
      }
    }
    guard isTaken else {
      reply.drop()
      if let stream { output.closeStream(stream) }
      if let token { requests.free(token: token) }
      throw .serverOverloaded(
        limit: place.isRefused ? limits.requestsInProgress : limits.queuedRequestBytes)
    }
  }

  /// - Returns: whether there was room for the request.
  private func enter(
    _ id: RequestID, for place: ReplyPlace, _ makeTask: @escaping @Sendable () -> Task<Void, Never>
  ) -> Bool {
    switch place {
    case .single(let bytes):
      return requests.add(id, bytes: bytes, limits, unwritten: output.unwrittenReplies, makeTask)
    case .batch:
      requests.addAdmitted(id, makeTask)
      return true
    case .refused: return false
    }
  }

  /// Begins the requests that waited, as far as there is room.
  func beginWaiting() {
    requests.beginWaiting(limit: limits.requestsInProgress, unwritten: output.unwrittenReplies)
  }

  private func outcome(
    of handler: @Sendable (RequestContext) async throws -> JSONValue, _ context: RequestContext
  ) async -> PendingReply.Outcome {
    do {
      try Task.checkCancellation()
      return .success(try await handler(context))
    } catch {
      let error = wireError(for: error, method: context.method)
      guard Task.isCancelled, error.code != RPCError.cancelled.code else { return .failure(error) }
      return .failure(.cancelled(by: error))
    }
  }

  /// - Returns: how many requests are answered by this.
  private func deliver(_ reply: [UInt8], to place: ReplyPlace, closing stream: Int?) -> Int {
    if let stream { output.closeStream(stream) }
    switch place {
    case .single:
      output.enqueue(reply: reply, replies: 1)
      return 1
    case .batch(let collector, let index):
      guard let whole = collector.set(reply, at: index) else { return 0 }
      output.enqueue(reply: whole, replies: collector.count)
      return collector.count
    case .refused: return 0
    }
  }

  private static func progressToken(
    takenFrom params: inout JSONObject
  ) throws(RPCError) -> JSONValue? {
    switch params.removeValue(forKey: "progressToken") {
    case nil: return nil
    case .string(let text): return .string(text)
    case .number(let number) where number.isInteger: return .number(number)
    case let other?:
      throw .invalidParams(
        JSONDecodingError(
          .mismatch, path: "params.progressToken", expected: "a string or an integer",
          found: other.kindDescription))
    }
  }

  private func methodNotFound(_ method: String) -> RPCError {
    let nearest = nearestMethod(to: method, among: registry.methods)
    return RPCError(
      code: -32601, kind: "methodNotFound",
      message: "There is no method \"\(method.prefix(64))\".",
      data: nearest.map { ["hint": .string("Did you mean \"\($0)\"?")] } ?? [:])
  }

  private func wireError(for error: any Error, method: String) -> RPCError {
    if let known = registry.wireError(for: error) { return known }
    logger.error("a request failed", metadata: ["method": "\(method)", "error": "\(error)"])
    return .internalError
  }
}
