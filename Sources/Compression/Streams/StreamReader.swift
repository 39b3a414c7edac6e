import Concurrency
import Dispatch
import Synchronization

/// Decompresses a file without an index on one thread, some buffers ahead of the caller.
final class StreamReader<Source: RandomAccessSource>: Sendable {
  private let source: Source
  private let algorithm: CompressionAlgorithm
  /// Neither end can do the work of the other, so each has a thread.
  private let thread = ThreadGroup()
  private let slots: [DecodeSlot]
  private let freeSlots = DispatchSemaphore(value: 0)
  private let isStopped = Mutex(false)

  init(_ source: Source, algorithm: CompressionAlgorithm) {
    self.source = source
    self.algorithm = algorithm
    slots = (0..<3).map { _ in DecodeSlot(compressedSize: 0, contentSize: 1 << 20) }
    for _ in slots { freeSlots.signal() }
  }

  func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    thread.start { self.decodeAll() }
    defer {
      isStopped.withLock { $0 = true }
      freeSlots.signal()
      thread.wait()
    }
    var number = 0
    while true {
      let content = try slots[number % slots.count].take()
      if content.isEmpty { return }
      try body(content)
      freeSlots.signal()
      number += 1
    }
  }

  /// Fills one slot after the other; an empty one or an error is the last.
  private func decodeAll() {
    let decoder = Result { try makeDecoder() }
    var number = 0
    while true {
      freeSlots.wait()
      if isStopped.withLock({ $0 }) { return }
      let slot = slots[number % slots.count]
      slot.result = decoder.flatMap { decoder in Result { try decoder.read(into: slot.content) } }
      let isLast = (try? slot.result.get()) ?? 0 == 0
      slot.isReady.signal()
      if isLast { return }
      number += 1
    }
  }

  private func makeDecoder() throws -> any StreamDecoder {
    switch algorithm {
    case .zstd: try ZstdStreamDecoder(source)
    case .gzip: try GzipStreamDecoder(source)
    }
  }
}
