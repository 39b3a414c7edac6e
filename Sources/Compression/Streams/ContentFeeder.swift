import Concurrency
import Dispatch
import Synchronization

/// Runs a function that gives content piece by piece on a thread of its own, some pieces ahead of
/// the one thread that takes them.
final class ContentFeeder: Sendable {
  typealias Feed = @Sendable ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

  private struct Stopped: Error {}

  private let feed: Feed
  /// Neither end can do the work of the other, so each has a thread.
  private let thread = ThreadGroup()
  private let slots: [DecodeSlot]
  private let freeSlots = DispatchSemaphore(value: 0)
  private let isStopped = Mutex(false)

  init(slots: Int = 4, slotSize: Int = 1 << 20, _ feed: @escaping Feed) {
    self.feed = feed
    self.slots = (0..<slots).map { _ in DecodeSlot(compressedSize: 0, contentSize: slotSize) }
  }

  func start() {
    for _ in slots { freeSlots.signal() }
    thread.start { self.run() }
  }

  /// Waits for a piece. The pieces are taken one after the other, each given back by ``recycle()``
  /// at some time, until one is empty or an error is thrown.
  func take(_ number: Int) throws -> UnsafeRawBufferPointer {
    try slots[number % slots.count].take()
  }

  /// Gives back the oldest piece that has been taken.
  func recycle() { freeSlots.signal() }

  /// Returns once nothing runs any more.
  func stop() {
    isStopped.withLock { $0 = true }
    freeSlots.signal()
    thread.wait()
  }

  // MARK: - On the worker

  private func run() {
    var number = 0
    let outcome = Result {
      try feed { content in
        var rest = content
        while !rest.isEmpty {
          let slot = try freeSlot(number)
          let count = min(rest.count, slot.content.count)
          slot.content.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
          hand(over: slot, .success(count))
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
          number += 1
        }
      }
    }
    guard let last = try? freeSlot(number) else { return }
    hand(over: last, outcome.map { 0 })
  }

  private func freeSlot(_ number: Int) throws -> DecodeSlot {
    // Looks before it waits as well, since `stop()` ends but one wait.
    guard !isStopped.withLock({ $0 }) else { throw Stopped() }
    freeSlots.wait()
    guard !isStopped.withLock({ $0 }) else { throw Stopped() }
    return slots[number % slots.count]
  }

  private func hand(over slot: DecodeSlot, _ result: Result<Int, any Error>) {
    slot.result = result
    slot.isReady.signal()
  }
}
