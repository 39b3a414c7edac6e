import Dispatch
import Synchronization

/// Threads of their own that are waited for together.
package struct ThreadGroup: Sendable {
  private let group = DispatchGroup()

  package init() {}

  /// Runs a function that may block on a thread of its own; see ``startThread(_:)``. What the function
  /// holds is let go before ``wait()`` returns.
  package func start(_ body: @escaping @Sendable () -> Void) {
    group.enter()
    let body = OneRun(body)
    startThread { [group] in
      body.run()
      group.leave()
    }
  }

  /// Returns once every function that was started has returned.
  package func wait() { group.wait() }
}

/// A function that is let go once it has run.
private final class OneRun: Sendable {
  private let body: Mutex<(@Sendable () -> Void)?>

  init(_ body: @escaping @Sendable () -> Void) { self.body = Mutex(body) }

  func run() {
    let taken = body.withLock { body in
      defer { body = nil }
      return body
    }
    taken?()
  }
}
