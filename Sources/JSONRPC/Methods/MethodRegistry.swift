package import JSONCoding

/// Which handler serves which method.
package struct MethodRegistry: Sendable {
  package typealias ErrorMapping = @Sendable (any Error) -> RPCError?

  enum Handler: Sendable {
    case inline(@Sendable (RequestContext) throws -> JSONValue)
    case task(@Sendable (RequestContext) async throws -> JSONValue)
  }

  private(set) var handlers: [String: Handler] = [:]
  private(set) var notificationHandlers: [String: @Sendable (RequestContext) -> Void] = [:]
  private let mapError: ErrorMapping

  /// - Parameter mapError: makes of an error from a handler what the peer sees; `nil` means that
  ///   it has no meaning for the peer, who then sees `internalError` while the log has the rest.
  ///   `RPCError`, `JSONDecodingError` and `CancellationError` need no mapping.
  package init(mapError: @escaping ErrorMapping = { _ in nil }) {
    self.mapError = mapError
  }

  /// The methods there are, sorted.
  package var methods: [String] { handlers.keys.sorted() }

  /// A method that answers at once, on the reader's own thread. It must not block.
  package mutating func addInline(
    _ method: String, _ handler: @escaping @Sendable (RequestContext) throws -> JSONValue
  ) {
    handlers[method] = .inline(handler)
  }

  /// A method that runs in a task of its own, which is cancelled by `$/cancelRequest`.
  ///
  /// The task may block its thread for a moment: it has one of a few that serve all requests, and
  /// that no other work in the process keeps busy.
  package mutating func add<Result: Encodable & Sendable>(
    _ method: String, _ handler: @escaping @Sendable (RequestContext) async throws -> Result
  ) {
    handlers[method] = .task { try JSONValueEncoder().encode(try await handler($0)) }
  }

  /// A notification, handled on the reader's own thread. It must not block.
  package mutating func addNotification(
    _ method: String, _ handler: @escaping @Sendable (RequestContext) -> Void
  ) {
    notificationHandlers[method] = handler
  }

  /// What the peer sees of an error; `nil` where it has no meaning for the peer.
  func wireError(for error: any Error) -> RPCError? {
    switch error {
    case let error as RPCError: error
    case let error as JSONDecodingError: .invalidParams(error)
    case is CancellationError: .cancelled
    default: mapError(error)
    }
  }
}
