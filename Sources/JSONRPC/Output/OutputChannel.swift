import Dispatch
import JSONCoding
import Synchronization

/// The one way out: whole messages, in order, from any thread.
///
/// Only two threads ever write: the reader, with what it answered itself, and the channel's own,
/// with all else. So the only ones to wait for a slow peer are the reader, which then takes no
/// more requests, and the writer; whoever queues a reply, a notification or progress never waits.
/// A closed descriptor ends the connection, which takes that the program ignores `SIGPIPE`.
final class OutputChannel: Sendable {
  private struct State {
    var queue = OutputQueue()
    var writing = OutputQueue.Chunk()
    var isWriting = false
    var readerServes = false
    var isClosed = false
    var writerSleeps = false
    var readerSleeps = false
    var droppedNotifications = 0
    var whenDrained: [@Sendable () -> Void] = []
    var whenRepliesAreWritten: (@Sendable () -> Void)?

    /// Whether nothing waits, and the reader does not hold anything back either.
    var isDrained: Bool { isClosed || (queue.isEmpty && !isWriting && !readerServes) }

    mutating func takeObservers() -> [@Sendable () -> Void] {
      guard isDrained else { return [] }
      defer { whenDrained = [] }
      return whenDrained
    }
  }

  /// From here on the reader waits until what is queued has been written.
  private static let readerBound = 1 << 16

  private let descriptor: Int32
  private let clock: ConnectionClock
  private let notificationLimit: Int
  private let end: EndSignal
  private let state = Mutex(State())
  private let writerWake = DispatchSemaphore(value: 0)
  private let readerWake = DispatchSemaphore(value: 0)

  init(descriptor: Int32, clock: ConnectionClock, notificationLimit: Int, end: EndSignal) {
    self.descriptor = descriptor
    self.clock = clock
    self.notificationLimit = notificationLimit
    self.end = end
  }

  func setFraming(_ framing: MessageFraming) {
    change { $0.queue.setFraming(framing) }
  }

  /// Queues an answer, after the last progress of its stream. It is never dropped.
  /// - Parameter replies: how many requests it answers.
  func enqueue(reply: [UInt8], replies: Int) {
    change { $0.queue.append(reply: reply, replies: replies) }
  }

  /// Queues a notification, or drops it where too much waits already.
  func enqueue(notification: [UInt8]) -> Bool {
    change { state in
      let isTaken = state.queue.append(notification: notification, limit: notificationLimit)
      if !isTaken { state.droppedNotifications += 1 }
      return isTaken
    } ?? false
  }

  func openStream(token: JSONValue) -> Int {
    state.withLock { $0.queue.openStream(token: token) }
  }

  /// Takes a report; the writer is woken only where it does not know of a due time already.
  func report(_ update: ProgressUpdate, to stream: Int) {
    state.withLock { state in
      guard !state.isClosed else { return }
      if state.queue.report(update, to: stream), !state.isWriting { wakeWriter(&state) }
    }
  }

  func closeStream(_ stream: Int) {
    change { $0.queue.closeStream(stream) }
  }

  /// Says that the reader serves what it read, and may hold answers that it has not written.
  func beginServing() {
    state.withLock { $0.readerServes = true }
  }

  /// Says that the reader holds nothing any more.
  func endServing() {
    let observers = state.withLock { state in
      state.readerServes = false
      return state.takeObservers()
    }
    for observer in observers { observer() }
  }

  /// Writes framed messages on this thread if nobody else is writing, queues them otherwise.
  /// Blocks while the peer does not read. Only for the reader.
  func write(framed bytes: [UInt8]) {
    let isMine = state.withLock { state in
      if state.isClosed { return false }
      if state.isWriting || !state.queue.isEmpty {
        state.queue.append(framed: bytes)
        return false
      }
      state.isWriting = true
      state.writing = OutputQueue.Chunk(bytes: bytes)
      return true
    }
    if isMine { finishWriting(writeAll(bytes, to: descriptor)) } else { waitForRoom() }
  }

  /// The writer's loop, for a thread of its own. Returns once the channel is closed.
  func runWriter() {
    while true {
      let now = clock.now()
      enum Step { case write([UInt8]), sleep(until: ContinuousClock.Instant?), end }
      let step = state.withLock { state -> Step in
        if state.isClosed { return .end }
        if !state.isWriting {
          state.writing = state.queue.takeChunk(now: now)
          state.isWriting = !state.writing.bytes.isEmpty
          if state.isWriting { return .write(state.writing.bytes) }
        }
        state.writerSleeps = true
        return .sleep(until: state.isWriting ? nil : state.queue.progressDue(now: now))
      }
      switch step {
      case .write(let bytes): finishWriting(writeAll(bytes, to: descriptor))
      case .sleep(until: nil): writerWake.wait()
      case .sleep(let due?):
        // At least a millisecond, so that a clock that stands still makes no busy loop.
        let nanoseconds = (due - now) / .nanoseconds(1)
        _ = writerWake.wait(timeout: .now() + max(nanoseconds / 1e9, 0.001))
      case .end: return
      }
    }
  }

  /// Writes nothing any more.
  func close() {
    let observers = state.withLock { state in
      state.isClosed = true
      state.queue.clear()
      wakeSleepers(&state)
      return state.takeObservers()
    }
    for observer in observers { observer() }
  }

  /// Calls back each time that replies were written.
  func whenRepliesAreWritten(_ observer: @escaping @Sendable () -> Void) {
    state.withLock { $0.whenRepliesAreWritten = observer }
  }

  /// Calls back once, when nothing waits any more.
  func whenDrained(_ observer: @escaping @Sendable () -> Void) {
    let isDrained = state.withLock { state in
      if !state.isDrained { state.whenDrained.append(observer) }
      return state.isDrained
    }
    if isDrained { observer() }
  }

  var isDrained: Bool { state.withLock { $0.isDrained } }

  /// Replies that have not been written.
  var unwrittenReplies: Int { state.withLock { $0.queue.queuedReplies + $0.writing.replies } }

  /// Bytes that have not been written.
  var unwrittenBytes: Int { state.withLock { $0.queue.queuedBytes + $0.writing.bytes.count } }

  var droppedNotifications: Int { state.withLock { $0.droppedNotifications } }

  private func finishWriting(_ problem: Int32) {
    let observers = state.withLock { state -> [@Sendable () -> Void] in
      let written = state.writing.replies > 0 ? state.whenRepliesAreWritten : nil
      state.isWriting = false
      state.writing = OutputQueue.Chunk()
      wakeSleepers(&state)
      return state.takeObservers() + [written].compactMap(\.self)
    }
    if problem != 0 {
      close()
      end.finish(.outputClosed)
    }
    for observer in observers { observer() }
  }

  private func waitForRoom() {
    while true {
      let waits = state.withLock { state in
        let waits = !state.isClosed && state.queue.queuedBytes > Self.readerBound
        state.readerSleeps = waits
        return waits
      }
      guard waits else { return }
      readerWake.wait()
    }
  }

  @discardableResult
  private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result? {
    state.withLock { state in
      guard !state.isClosed else { return nil }
      let result = body(&state)
      if !state.isWriting { wakeWriter(&state) }
      return result
    }
  }

  private func wakeSleepers(_ state: inout State) {
    if state.isClosed || state.queue.hasChunk || state.queue.hasStreams { wakeWriter(&state) }
    if state.readerSleeps {
      state.readerSleeps = false
      readerWake.signal()
    }
  }

  private func wakeWriter(_ state: inout State) {
    guard state.writerSleeps else { return }
    state.writerSleeps = false
    writerWake.signal()
  }
}
