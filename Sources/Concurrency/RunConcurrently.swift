import Glibc
import Synchronization

/// Runs jobs on the worker pool, the first ones first, and waits for all of them. The caller's
/// thread does some of them.
///
/// - Throws: the error of the first job in the list that failed. No job begins after one has failed.
package func runConcurrently(_ jobs: [@Sendable () throws -> Void]) throws {
  try runConcurrently(over: jobs) { jobs in
    for job in jobs { try job() }
  }
}

/// Shares items among the worker pool and the caller's thread, and waits until all are done. As many
/// threads work on them as there are processors.
///
/// - Parameter work: called once on each thread, so that it can keep a connection for all the items
///   that it takes.
/// - Throws: the error at the first item in the list that has one. No item is taken after an error.
package func runConcurrently<Item: Sendable>(
  over items: [Item], _ work: @escaping @Sendable (TakenItems<Item>) throws -> Void
) throws {
  guard !items.isEmpty else { return }
  let share = ItemShare(items)
  let run: @Sendable () -> Void = {
    let taken = TakenItems(share)
    do { try work(taken) } catch { share.record(error, at: taken.position) }
  }
  let helpers = WorkQueue(width: processorCount)
  for _ in 1..<max(1, min(items.count, processorCount)) { helpers.submit(run) }
  run()
  helpers.stop()
  try share.throwFirst()
}

package let processorCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// The items that one thread takes, one after the other.
package final class TakenItems<Item: Sendable>: Sequence, IteratorProtocol {
  private let share: ItemShare<Item>
  /// The place in the list of the item taken last.
  fileprivate private(set) var position = 0

  fileprivate init(_ share: ItemShare<Item>) { self.share = share }

  package func next() -> Item? {
    guard let (position, item) = share.takeNext() else { return nil }
    self.position = position
    return item
  }
}

private final class ItemShare<Item: Sendable>: Sendable {
  private let items: [Item]
  private let state = Mutex((next: 0, errors: [Int: any Error]()))

  init(_ items: [Item]) { self.items = items }

  func takeNext() -> (Int, Item)? {
    state.withLock { state in
      guard state.next < items.count, state.errors.isEmpty else { return nil }
      defer { state.next += 1 }
      return (state.next, items[state.next])
    }
  }

  func record(_ error: any Error, at index: Int) {
    state.withLock { $0.errors[index] = error }
  }

  func throwFirst() throws {
    let first = state.withLock { state in state.errors.min { $0.key < $1.key }?.value }
    if let first { throw first }
  }
}

/// Whole milliseconds that have gone by.
package func milliseconds(since start: ContinuousClock.Instant) -> Int {
  milliseconds(from: start, to: .now)
}

func milliseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Int {
  Int((end - start) / .milliseconds(1))
}
