import Testing

@testable import Compression

@Suite("Limits")
struct LimitTests {
  @Test(
    "content above the limit is refused before any of it is given out",
    arguments: CompressionAlgorithm.allCases)
  func indexedBomb(algorithm: CompressionAlgorithm) throws {
    let archive = try compress(Content.zeros.bytes(1 << 20), algorithm, blockSize: 1 << 16)
    #expect(throws: CompressionError.limitExceeded(limit: 1 << 19)) {
      try ParallelDecompressor(source: MemorySource(archive), limit: 1 << 19)
    }
    #expect(try decompress(archive, limit: 1 << 20).count == 1 << 20)
  }

  @Test("a file without an index is stopped at the limit")
  func streamedBomb() throws {
    let archive = try compress(Content.zeros.bytes(16 << 20), .zstd, blockSize: 16 << 20)
    let block = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks?.first)
    let frame = archive[Int(block.compressedOffset)...].prefix(block.compressedLength)
    let decompressor = try ParallelDecompressor(source: MemorySource(Array(frame)), limit: 1 << 21)
    #expect(decompressor.blocks == nil)
    var length = 0
    #expect(throws: CompressionError.limitExceeded(limit: 1 << 21)) {
      try decompressor.forEachBlock { length += $0.count }
    }
    #expect(length <= 1 << 21)
  }

  @Test("the buffers are as many as documented", arguments: [1, 2, 8])
  func buffers(workers: Int) throws {
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: workers) { _ in }
    let blockSize = ParallelCompressor.defaultBlockSize
    let bound = 2 * (workers + 2) * (blockSize + blockSize / 128)
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    for _ in 0..<40 { try bytes.withUnsafeBytes { try compressor.write($0) } }
    #expect(compressor.bufferBytes <= bound)
    _ = try compressor.finish()
    #expect(compressor.bufferBytes <= bound)
  }

  @Test("two workers stay far below 24 MiB")
  func defaultMemory() throws {
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: 2) { _ in }
    let bytes = [UInt8](repeating: 7, count: 16 << 20)
    try bytes.withUnsafeBytes { try compressor.write($0) }
    #expect((8 << 20..<17 << 20).contains(compressor.bufferBytes))
    _ = try compressor.finish()
  }

  @Test("there are no buffers before the first block, and none between a flush and the next one")
  func idleMemory() throws {
    let sink = MemorySink()
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: 2) { sink.append($0) }
    #expect(compressor.bufferBytes == 0)
    let bytes = [UInt8](repeating: 7, count: 5 << 20)
    for _ in 0..<2 {
      try bytes.withUnsafeBytes { try compressor.write($0) }
      #expect(compressor.bufferBytes > 0)
      _ = try compressor.flush()
      #expect(compressor.bufferBytes == 0)
    }
    _ = try compressor.finish()
    #expect(try decompress(sink.bytes) == bytes + bytes)
  }

  @Test("an index has no more blocks than its reader takes")
  func blockCount() {
    #expect(throws: Never.self) { try BlockIndex.checkCount(BlockIndex.maximumBlocks) }
    #expect(throws: CompressionError.self) {
      try BlockIndex.checkCount(BlockIndex.maximumBlocks + 1)
    }
  }
}
