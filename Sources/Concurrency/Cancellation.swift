import Synchronization

/// A one-way switch that long blocking work looks at between its steps.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// - Throws: `CancellationError` once ``cancel()`` was called.
  package func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
