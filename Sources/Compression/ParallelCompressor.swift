import FoundationEssentials

/// Compresses a stream block by block on several cores, and writes it out in order.
///
/// The caller's thread reads and hashes while the workers compress:
///
/// ```swift
/// let compressor = try ParallelCompressor(algorithm: .zstd) { try output.write($0) }
/// while try compressor.withFreeBlock({ try input.read(into: $0) }) > 0 {}
/// let totals = try compressor.finish()
/// ```
///
/// Every block is independent of the others, so ``ParallelDecompressor`` can decompress them in
/// parallel and each alone. Any `zstd` or `gzip` program opens the file as usual. For the bytes see
/// ``ZstdLayout`` and ``GzipLayout``.
///
/// Memory: two buffers of `blockSize` for each worker and for two more blocks, plus the library's
/// tables for each worker: about 17 MiB with two workers, zstd level 1 and the default block size.
/// The buffers are reused, and none is added however slow the sink is: the caller waits instead.
///
/// Use it from one thread at a time. Nothing runs on after ``finish()``, ``cancel()`` or its end of
/// life.
package final class ParallelCompressor {
  /// How much content a block holds unless the caller says otherwise: 2 MiB.
  ///
  /// Smaller blocks compress worse (1 MiB by half a percent), larger ones need more memory and
  /// keep more of the work for the end.
  package static let defaultBlockSize = 2 << 20
  /// The block sizes allowed. ``ParallelDecompressor`` refuses larger blocks.
  static let blockSizes = 64...(16 << 20)

  private let pipeline: CompressionPipeline
  private var current: BlockSlot?
  private var uncompressedBytes: Int64 = 0
  private var blocks = 0
  private var isFinished = false
  let algorithm: CompressionAlgorithm

  /// - Parameters:
  ///   - level: One of ``CompressionAlgorithm/levels``.
  ///   - blockSize: How many bytes of content go into one block, in ``blockSizes``.
  ///   - workers: How many threads compress, at least 1.
  ///   - sink: Takes the compressed bytes in order, in pieces. It is called on a worker's thread or
  ///     the caller's, never by two at a time, and must not use the compressor. What it throws comes
  ///     out of the next call here, and the sink is not called again.
  /// - Throws: ``CompressionError/unsupported(reason:)`` for a level, a block size or a number of
  ///   workers that is out of range.
  package init(
    algorithm: CompressionAlgorithm,
    level: Int? = nil,
    blockSize: Int = ParallelCompressor.defaultBlockSize,
    workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    sink: sending @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let level = level ?? algorithm.defaultLevel
    guard algorithm.levels.contains(level) else {
      throw CompressionError.unsupported(
        reason: "\(algorithm) has levels \(algorithm.levels), not \(level)")
    }
    guard Self.blockSizes.contains(blockSize) else {
      throw CompressionError.unsupported(reason: "a block of \(blockSize) bytes is out of range")
    }
    guard workers > 0 else {
      throw CompressionError.unsupported(reason: "there must be a worker to compress")
    }
    self.algorithm = algorithm
    pipeline = CompressionPipeline(
      format: CompressionFormat(algorithm: algorithm, level: level, blockSize: blockSize),
      workers: workers, sink: sink)
  }

  deinit { pipeline.cancel() }

  /// Compresses `bytes`.
  ///
  /// - Throws: What the sink threw at an earlier block, or a ``CompressionError``.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try withFreeBlock { buffer in
        let piece = rest.prefix(buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece))
        return piece.count
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Lets the caller put content where it is compressed, without a copy.
  ///
  /// - Parameter fill: Gets the unused part of the current block, which is never empty, writes to
  ///   its start, and returns how many bytes it wrote. The buffer is not valid thereafter.
  /// - Returns: What `fill` returned.
  /// - Throws: What `fill` throws, in which case nothing is added; or as ``write(_:)``.
  @discardableResult
  package func withFreeBlock(_ fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> Int {
    let slot = try slotToFill()
    let count = try fill(UnsafeMutableRawBufferPointer(rebasing: slot.content[slot.filled...]))
    precondition(0...(slot.content.count - slot.filled) ~= count, "more than the buffer holds")
    slot.filled += count
    uncompressedBytes += Int64(count)
    if slot.filled == slot.content.count { submit(slot) }
    return count
  }

  /// Ends the current block, so that what follows is in a block of its own.
  ///
  /// Without content since the last end of a block it does nothing.
  package func endBlock() throws {
    try checkUsable()
    if let current, current.filled > 0 { submit(current) }
  }

  /// Ends the current block, and returns when the sink has all blocks so far.
  ///
  /// - Returns: The bytes that would make it a whole file if it ended here, for reading it back while
  ///   it is being written. The sink does not get them.
  /// - Throws: As ``write(_:)``.
  package func flush() throws -> [UInt8] {
    try endBlock()
    return try pipeline.flush()
  }

  /// Compresses what is left, closes the file, and returns when the sink has all of it.
  ///
  /// - Returns: How many bytes the sink got, and how many there were before compression.
  /// - Throws: As ``write(_:)``. The file is not complete then.
  package func finish() throws -> (compressedBytes: Int64, uncompressedBytes: Int64) {
    guard !isFinished else { throw CompressionError.finished }
    isFinished = true
    do {
      try submitLast()
      return (try pipeline.finish(), uncompressedBytes)
    } catch {
      pipeline.cancel()
      throw error
    }
  }

  /// Gives up. Returns once no worker runs any more; the sink is not called thereafter.
  package func cancel() { pipeline.cancel() }

  /// How many workers compress or write at the moment.
  var runningWorkers: Int { pipeline.runningWorkers }

  /// The memory that the buffers take, in bytes.
  var bufferBytes: Int { pipeline.slots.reduce(0) { $0 + $1.content.count + $1.output.count } }

  /// The most compressed bytes that a block can have.
  var longestOutput: Int { pipeline.slots.reduce(.max) { min($0, $1.outputSize) } }

  /// Adds a block that is compressed already.
  ///
  /// - Parameters:
  ///   - length: of its content.
  ///   - copy: is called by a worker.
  func submit(copying length: Int, _ copy: @escaping BlockCopy) throws {
    let slot = try slotToFill()
    slot.copy = copy
    uncompressedBytes += Int64(length)
    submit(slot)
  }

  private func slotToFill() throws -> BlockSlot {
    try checkUsable()
    if let current { return current }
    let slot = try pipeline.nextSlot()
    current = slot
    return slot
  }

  private func submitLast() throws {
    try pipeline.throwFailure()
    // An empty block, so that an empty file has what marks it as one of this kit.
    if blocks == 0, algorithm == .gzip, current?.filled ?? 0 == 0 {
      submit(try current ?? pipeline.nextSlot())
    } else if let current, current.filled > 0 {
      submit(current)
    }
  }

  private func submit(_ slot: BlockSlot) {
    current = nil
    blocks += 1
    pipeline.submit(slot)
  }

  private func checkUsable() throws {
    guard !isFinished else { throw CompressionError.finished }
    try pipeline.throwFailure()
  }
}
