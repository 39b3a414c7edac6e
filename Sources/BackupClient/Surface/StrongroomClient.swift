public import BackupProtocol

/// A client of the service: runs `strongroom serve` and talks to it.
///
/// One client serves a whole application: any number of calls may run at once, each for a person of
/// its own. The process is started by the first call or by ``start()``, and again after an
/// unexpected end; no call is ever repeated by the client. ``close()`` ends the process in order.
/// Without it, the process ends itself once nobody holds the client any more, or the application
/// has ended.
///
/// ```swift
/// let client = StrongroomClient(.init(database: "app.db"))
/// let backup = try await client.acting(as: .actor(Actor(id: "7", role: "ADMIN"))).createBackup()
/// await client.close()
/// ```
public final class StrongroomClient: Sendable {
  let core: ClientCore
  let auth: Auth?

  /// Creates one that has not started anything yet.
  public init(_ options: Options) {
    core = ClientCore(options)
    auth = options.auth
  }

  private init(_ core: ClientCore, auth: Auth) {
    self.core = core
    self.auth = auth
  }

  /// The same client on behalf of one person: the same process, and another identity for the calls
  /// that name none.
  public func acting(as auth: Auth) -> StrongroomClient {
    StrongroomClient(core, auth: auth)
  }

  /// Starts the process, unless it runs.
  ///
  /// Cancelling the task ends the wait; the process goes on starting for whoever else needs it.
  /// - Throws: ``ClientError/startFailed(_:)``, ``ClientError/closed(method:)``, or
  ///   `CancellationError`.
  public func start() async throws {
    try Task.checkCancellation()
    let (started, continuation) = AsyncThrowingStream.makeStream(of: Void.self)
    Task { [core] in
      do {
        _ = try await core.process(for: "start")
        continuation.yield()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    // A stream just ends where its reader is cancelled.
    for try await _ in started { return }
    throw CancellationError()
  }

  /// Ends the process in order: operations past their point of no return finish, the others are
  /// cancelled. A process that is still there after the time that the options give is killed.
  ///
  /// Calls made afterwards fail with ``ClientError/closed(method:)``. To close twice is to close
  /// once. The task being cancelled changes nothing.
  public func close() async {
    await core.close()
  }

  /// What the service said of itself; nil while no process runs.
  public var server: Initialize.Result? { core.server }

  /// What happens from now on beside the calls, until the client is closed. Each use gives a stream
  /// of its own; one who does not take them loses the oldest of more than 1000 events.
  public var events: AsyncStream<Event> { core.events.listen() }
}
