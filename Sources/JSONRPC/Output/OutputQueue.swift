import JSONCoding

/// What waits to be written, as pure state: the channel holds the lock and makes the calls.
struct OutputQueue {
  /// A request that reports its progress.
  private struct Stream {
    let token: JSONValue
    var pacer = ProgressPacer()
  }

  /// Bytes for one write, with the number of replies among them.
  struct Chunk {
    var bytes: [UInt8] = []
    var replies = 0
  }

  private(set) var framing: MessageFraming?
  private var beforeFraming: [[UInt8]] = []
  private var queued = Chunk()
  private var notificationBytes = 0
  private var streams: [Int: Stream] = [:]
  private var nextStream = 0

  /// Bytes that wait, without those being written.
  var queuedBytes: Int { queued.bytes.count + beforeFraming.reduce(0) { $0 + $1.count } }
  var queuedReplies: Int { queued.replies }
  var isEmpty: Bool { queued.bytes.isEmpty && beforeFraming.isEmpty }

  /// Whether requests report progress.
  var hasStreams: Bool { !streams.isEmpty }

  /// Whether there is something to write now, progress aside.
  var hasChunk: Bool { !queued.bytes.isEmpty }

  /// Sets the framing, once; what came before goes out in it.
  mutating func setFraming(_ framing: MessageFraming) {
    guard self.framing == nil else { return }
    self.framing = framing
    for message in beforeFraming { framing.append(message, to: &queued.bytes) }
    beforeFraming = []
  }

  mutating func append(reply: [UInt8], replies: Int) {
    append(reply)
    queued.replies += replies
  }

  /// Takes bytes that are framed already.
  mutating func append(framed: [UInt8]) {
    queued.bytes.append(contentsOf: framed)
  }

  /// - Returns: whether the notification was taken, rather than dropped for want of room.
  mutating func append(notification: [UInt8], limit: Int) -> Bool {
    guard notificationBytes + notification.count <= limit else { return false }
    notificationBytes += notification.count
    append(notification)
    return true
  }

  mutating func openStream(token: JSONValue) -> Int {
    nextStream += 1
    streams[nextStream] = Stream(token: token)
    return nextStream
  }

  /// - Returns: whether the stream had nothing that waits.
  mutating func report(_ update: ProgressUpdate, to stream: Int) -> Bool {
    streams[stream]?.pacer.accept(update) ?? false
  }

  /// Ends a stream; its last report goes out whatever the time is.
  mutating func closeStream(_ id: Int) {
    guard var stream = streams.removeValue(forKey: id),
      let update = stream.pacer.takeLast()
    else { return }
    append(progress: update, token: stream.token)
  }

  /// When progress will be due; `nil` while none waits.
  func progressDue(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    streams.values.compactMap { $0.pacer.due(now: now) }.min()
  }

  /// Takes all that can be written now, progress that is due included.
  mutating func takeChunk(now: ContinuousClock.Instant) -> Chunk {
    guard framing != nil else { return Chunk() }
    for id in streams.keys.sorted() {
      guard let token = streams[id]?.token, let update = streams[id]?.pacer.take(now: now)
      else { continue }
      append(progress: update, token: token)
    }
    defer { queued = Chunk() }
    notificationBytes = 0
    return queued
  }

  /// Drops everything.
  mutating func clear() {
    queued = Chunk()
    beforeFraming = []
    streams = [:]
    notificationBytes = 0
  }

  private mutating func append(progress update: ProgressUpdate, token: JSONValue) {
    append(
      OutgoingMessage.notification(
        method: "$/progress", params: ["token": token, "value": update.json]
      ).serialized)
  }

  private mutating func append(_ message: [UInt8]) {
    guard let framing else { return beforeFraming.append(message) }
    framing.append(message, to: &queued.bytes)
  }
}
