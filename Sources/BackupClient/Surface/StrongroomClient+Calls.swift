public import BackupProtocol
import JSONCoding

extension StrongroomClient {
  /// Makes a call and waits for its result.
  ///
  /// Cancelling the task cancels the call: the service is asked to stop, and a call that is past its
  /// point of no return still returns its result. Any other throws `CancellationError` as soon as
  /// the service has said so, or after the time that the options give. A call that was cancelled
  /// before it was sent is not sent.
  /// - Parameters:
  ///   - method: the method, such as `CreateBackup.self`.
  ///   - params: its params.
  ///   - auth: who is asking, instead of whom the client acts for.
  ///   - options: the time it may take, and who hears of its progress.
  /// - Throws: ``ServiceError``, ``ClientError`` or `CancellationError`. For `initialize` and
  ///   `shutdown` a ``ClientError/invalidParams(_:method:)``: ``start()`` and ``close()`` do these.
  public func call<M: BackupMethod>(
    _ method: M.Type, _ params: M.Params, as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> M.Result {
    try Self.refuseOwn(M.name)
    return try await callAny(method, params, as: auth, options: options)
  }

  /// As ``call(_:_:as:options:)``, also for what the client does by itself. For tests.
  package func callAny<M: BackupMethod>(
    _ method: M.Type, _ params: M.Params, as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> M.Result {
    let result = try await perform(M.name, as: auth, options: options) {
      try JSONValueEncoder().encode(params).objectValue ?? [:]
    }
    return try Self.decode(M.self, result)
  }

  /// Begins a call, to be watched, waited for and cancelled by the returned value.
  ///
  /// See ``call(_:_:as:options:)`` for its params.
  public func begin<M: BackupMethod>(
    _ method: M.Type, _ params: M.Params, as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) -> Call<M.Result> {
    let (progress, continuation) = AsyncStream.makeStream(
      of: Progress.Value.self, bufferingPolicy: .bufferingNewest(1))
    var options = options
    let listener = options.onProgress
    options.onProgress = { value in
      continuation.yield(value)
      listener?(value)
    }
    let task = Task { [options] in
      defer { continuation.finish() }
      return try await call(method, params, as: auth, options: options)
    }
    return Call(progress: progress, task: task)
  }

  /// Makes a call of any name, also of one that a newer service added, in JSON.
  /// - Parameters:
  ///   - method: the name of the method.
  ///   - params: an object as JSON text, or nothing for none. An identity in it counts before all
  ///     others.
  /// - Returns: the result as JSON text.
  /// - Throws: as ``call(_:_:as:options:)``; also where the params nest deeper than 100 levels.
  public func callJSON(
    _ method: String, params: [UInt8] = [], as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> [UInt8] {
    try Self.refuseOwn(method)
    return try await callAnyJSON(method, params: params, as: auth, options: options)
  }

  /// As ``callJSON(_:params:as:options:)``, also for what the client does by itself. For tests.
  package func callAnyJSON(
    _ method: String, params: [UInt8] = [], as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> [UInt8] {
    let result = try await perform(method, as: auth, options: options) {
      guard !params.isEmpty else { return [:] }
      let value = try JSONValue(parsing: params, maximumDepth: Self.nestingLimit)
      guard case .object(let object) = value else {
        throw ClientError.invalidParams("They are not an object.", method: method)
      }
      return object
    }
    return result.serialized
  }

  /// How deep params may nest. The service takes some more, of which the message itself uses a part.
  private static let nestingLimit = 100

  private static let ownMethods: Set<String> = [Initialize.name, Shutdown.name, Exit.name]

  private static func refuseOwn(_ method: String) throws(ClientError) {
    guard ownMethods.contains(method) else { return }
    throw .invalidParams("The client does this by itself, in start() and close().", method: method)
  }

  private func perform(
    _ method: String, as auth: Auth?, options: CallOptions, params: () throws -> JSONObject
  ) async throws -> JSONValue {
    let whole: JSONObject
    do {
      whole = try Request.params(try params(), of: method, auth: auth ?? self.auth)
    } catch let error as ClientError {
      throw error
    } catch {
      throw ClientError.invalidParams("\(error)", method: method)
    }
    var request = Request(
      method: method, params: whole, timeout: timeout(of: method, options.timeout),
      cancelGrace: core.options.cancelGrace)
    guard let listener = options.onProgress else { return try await core.perform(request) }
    let (progress, continuation) = AsyncStream.makeStream(
      of: Progress.Value.self, bufferingPolicy: .bufferingNewest(1))
    request.progress = continuation
    let listening = Task { for await value in progress { listener(value) } }
    do {
      let result = try await core.perform(request)
      await listening.value
      return result
    } catch {
      continuation.finish()
      await listening.value
      throw error
    }
  }

  private func timeout(of method: String, _ timeout: CallOptions.Timeout) -> Duration? {
    switch timeout {
    case .standard: MethodTraits.reportsProgress.contains(method) ? nil : core.options.timeout
    case .after(let limit): limit
    case .unlimited: nil
    }
  }

  private static func decode<M: BackupMethod>(
    _ method: M.Type, _ result: JSONValue
  ) throws(ClientError) -> M.Result {
    do {
      return try JSONValueDecoder(root: "result").decode(from: result)
    } catch {
      throw .unexpectedResult("\(error)", method: M.name)
    }
  }
}
