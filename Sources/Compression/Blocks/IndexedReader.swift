import Concurrency
import Dispatch
import Synchronization

/// Decompresses the blocks of a file with an index on several threads, some ahead of the caller.
final class IndexedReader<Source: RandomAccessSource>: Sendable {
  private let source: Source
  private let algorithm: CompressionAlgorithm
  private let index: BlockIndex
  private let workers: WorkQueue
  private let slots: [DecodeSlot]
  private let idleDecoders = Mutex<[BlockDecoder]>([])
  private let isStopped = Mutex(false)
  private let ahead: BlockHandler?

  init(
    _ source: Source, algorithm: CompressionAlgorithm, index: BlockIndex, workers: Int,
    ahead: BlockHandler?
  ) {
    self.source = source
    self.ahead = ahead
    self.algorithm = algorithm
    self.index = index
    self.workers = WorkQueue(width: workers)
    let compressedSize = index.longestCompressed
    let contentSize = index.longestContent
    slots = (0..<min(workers + 2, index.blocks.count)).map { _ in
      DecodeSlot(compressedSize: compressedSize, contentSize: contentSize)
    }
  }

  /// - Parameter compressed: gets the bytes that a block was decompressed from, before `body` gets the
  ///   block.
  func forEachBlock(
    compressed: (UnsafeRawBufferPointer) throws -> Void = { _ in },
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    defer {
      isStopped.withLock { $0 = true }
      workers.wait()
    }
    for number in slots.indices { submit(number) }
    for number in index.blocks.indices {
      let slot = slots[number % slots.count]
      let content = try slot.take(doing: workers)
      let length = index.blocks[number].location.compressedLength
      try compressed(UnsafeRawBufferPointer(rebasing: slot.compressed[..<length]))
      if !content.isEmpty { try body(content) }
      if number + slots.count < index.blocks.count { submit(number + slots.count) }
    }
  }

  private func submit(_ number: Int) {
    let slot = slots[number % slots.count]
    let block = index.blocks[number]
    workers.submit {
      slot.result = Result { try self.decode(block, into: slot) }
      slot.isReady.signal()
    }
  }

  private func decode(_ block: IndexedBlock, into slot: DecodeSlot) throws -> Int {
    guard !isStopped.withLock({ $0 }) else { return 0 }
    let decoder = try idleDecoders.withLock { $0.popLast() } ?? BlockDecoder(algorithm: algorithm)
    defer { idleDecoders.withLock { $0.append(decoder) } }
    let length = block.location.contentLength
    let content = UnsafeMutableRawBufferPointer(rebasing: slot.content[..<length])
    try decoder.decode(
      block, from: source,
      compressed: .init(rebasing: slot.compressed[..<block.location.compressedLength]),
      content: content)
    if length > 0 { try ahead?(block.location.contentOffset, UnsafeRawBufferPointer(content)) }
    return length
  }
}
