import Dispatch

/// Threads of their own that are waited for together.
package struct ThreadGroup: Sendable {
  private let group = DispatchGroup()

  package init() {}

  /// Runs a function that may block on a thread of its own; see ``startThread(_:)``.
  package func start(_ body: @escaping @Sendable () -> Void) {
    group.enter()
    startThread { [group] in
      body()
      group.leave()
    }
  }

  /// Returns once every function that was started has returned.
  package func wait() { group.wait() }
}
