import Testing

@testable import Compression

@Suite("Blocks that are taken over from another file")
struct CopiedBlocksTests {
  private func combine(
    _ base: [UInt8], _ numbers: Range<Int>, before: [UInt8] = [], after: [UInt8] = [],
    blockSize: Int = 4096, algorithm: CompressionAlgorithm = .zstd
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let compressor = try ParallelCompressor(
      algorithm: algorithm, blockSize: blockSize, workers: 2
    ) { sink.append($0) }
    do {
      try before.withUnsafeBytes { try compressor.write($0) }
      try compressor.append(
        numbers, of: ParallelDecompressor(source: MemorySource(base), workers: 2))
      try after.withUnsafeBytes { try compressor.write($0) }
      _ = try compressor.finish()
    } catch {
      compressor.cancel()
      throw error
    }
    return sink.bytes
  }

  @Test("are between what is written before and after them", arguments: Content.allCases)
  func between(kind: Content) throws {
    let content = kind.bytes(40_000)
    let base = try compress(content, .zstd)
    let (before, after) = (Array("before".utf8), Content.text.bytes(9000))
    let combined = try combine(base, 2..<7, before: before, after: after)
    #expect(try decompress(combined) == before + content[2 * 4096..<7 * 4096] + after)
  }

  @Test("begin a file with the same bytes")
  func prefix() throws {
    let content = Content.text.bytes(40_000)
    let base = try compress(content, .zstd)
    let combined = try combine(base, 0..<9, after: Array("other".utf8))
    let decompressor = try ParallelDecompressor(source: MemorySource(base))
    let other = try ParallelDecompressor(source: MemorySource(combined))
    let last = try #require(decompressor.blocks?[8])
    let end = Int(last.compressedOffset) + last.compressedLength
    #expect(combined[..<end] == base[..<end])
    #expect(other.hasSameBlocks(0..<9, as: decompressor))
    #expect(!other.hasSameBlocks(0..<10, as: decompressor))
    try other.checkDigests(of: 0..<10)
  }

  @Test("are refused when one bit of them has changed, and found later")
  func damaged() throws {
    let base = try compress(Content.text.bytes(40_000), .zstd)
    let blocks = try #require(ParallelDecompressor(source: MemorySource(base)).blocks)
    for block in blocks[..<5] {
      var flipped = base
      flipped[Int(block.compressedOffset) + block.compressedLength / 2] ^= 4
      #expect(throws: CompressionError.self) { try combine(flipped, 0..<5) }
      let decompressor = try ParallelDecompressor(source: MemorySource(flipped))
      #expect(throws: CompressionError.self) { try decompressor.checkDigests(of: 0..<5) }
    }
  }

  @Test("are refused where they do not fit, or are of another program")
  func unsuitable() throws {
    let content = Content.random.bytes(40_000)
    let own = try compress(content, .zstd)
    let gzip = try compress(content, .gzip)
    #expect(throws: CompressionError.self) { try combine(own, 0..<2, blockSize: 1024) }
    #expect(throws: CompressionError.self) { try combine(gzip, 0..<2) }
    #expect(throws: CompressionError.self) { try combine(own, 0..<2, algorithm: .gzip) }
  }

  @Test("whichever read of the other file fails, the error comes out")
  func unreadable() throws {
    let base = try compress(Content.text.bytes(40_000), .zstd)
    var failures = 0
    for number in 0..<60 {
      let decompressor = try? ParallelDecompressor(
        source: MemorySource(base, failingAtRead: number), workers: 1)
      guard let decompressor else { continue }
      let sink = MemorySink()
      let compressor = try ParallelCompressor(algorithm: .zstd, blockSize: 4096) {
        sink.append($0)
      }
      do {
        try compressor.append(0..<9, of: decompressor)
        _ = try compressor.finish()
        return #expect(failures == 9)
      } catch {
        #expect(error is MemorySource.ReadFailure)
        failures += 1
      }
    }
    Issue.record("it never succeeds")
  }
}
