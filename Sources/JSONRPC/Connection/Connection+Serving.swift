import JSONCoding
import Logging

/// The way of one message, on the reader's thread.
extension Connection {
  /// Serves what the framing found.
  /// - Returns: the answer to send at once; `nil` where there is none, or none yet.
  func serve(_ event: FrameEvent) -> [UInt8]? {
    switch event {
    case .message(let bytes):
      do throws(JSONParseError) {
        let value = try JSONValue(parsing: bytes, maximumDepth: limits.nestingDepth)
        return serve(value, bytes: bytes.count)
      } catch {
        return refusal(.parseError(error))
      }
    case .tooLarge:
      return refusal(
        .invalidRequest(
          "The message is longer than the limit of \(limits.messageBytes) bytes.",
          data: ["limit": .integer(limits.messageBytes)]))
    case .malformedHeader(let problem):
      return refusal(.invalidRequest(problem))
    }
  }

  private func serve(_ value: JSONValue, bytes: Int) -> [UInt8]? {
    switch value {
    case .array(let elements) where elements.isEmpty:
      refusal(.invalidRequest("A batch must have at least one message."))
    case .array(let elements) where elements.count > limits.batchMessages:
      refusal(
        .invalidRequest(
          "A batch may have at most \(limits.batchMessages) messages.",
          data: ["limit": .integer(limits.batchMessages)]))
    case .array(let elements):
      serve(batch: elements.map { IncomingMessage($0) })
    default:
      serve(IncomingMessage(value), for: .single(bytes))?.serialized
    }
  }

  private func serve(batch messages: [IncomingMessage]) -> [UInt8]? {
    let expected = messages.count { $0.expectsReply }
    let waits = messages.contains { startsTask($0) }
    let isAdmitted = !waits || admit(expected)
    let collector = BatchCollector(count: expected)
    var whole: [UInt8]?
    var index = 0
    for message in messages {
      let answer = serve(message, for: isAdmitted ? .batch(collector, index) : .refused)
      if let answer { whole = collector.set(answer.serialized, at: index) }
      if message.expectsReply { index += 1 }
    }
    if whole != nil, waits, isAdmitted { requests.release(expected) }
    return whole
  }

  /// Serves one message.
  /// - Returns: the answer, unless there is none or a task will give it.
  private func serve(_ message: IncomingMessage, for place: ReplyPlace) -> OutgoingMessage? {
    switch message {
    case .request(let id, let method, let params):
      do throws(RPCError) {
        let result = try serveRequest(id, method, params, for: place)
        return result.map { .result(id: id, $0) }
      } catch {
        return .failure(id: id, error)
      }
    case .notification(let method, let params):
      serveNotification(method, params)
      return nil
    case .response:
      logger.debug("an answer arrived without a request")
      return nil
    case .invalid(let id, let error):
      return .failure(id: id, error)
    }
  }

  private func serveNotification(_ method: String, _ params: IncomingMessage.Params) {
    guard case .byName(let params) = params else { return }
    if method == "$/cancelRequest" {
      if let id = params["id"].flatMap({ RequestID($0) }) { requests.cancel(id) }
      return
    }
    registry.notificationHandlers[method]?(
      RequestContext(method: method, id: nil, params: params, progress: .none, connection: self))
  }

  private func startsTask(_ message: IncomingMessage) -> Bool {
    guard case .request(_, let method, _) = message, case .task = registry.handlers[method]
    else { return false }
    return true
  }

  private func refusal(_ error: RPCError) -> [UInt8] {
    OutgoingMessage.failure(id: nil, error).serialized
  }
}
