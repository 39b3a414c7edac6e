import Compression
import Testing

@Suite("Damage")
struct DamageTests {
  /// Files of no block, one, and several with a short last one.
  static let sizes = [0, 100, 1000]

  private func archive(_ algorithm: CompressionAlgorithm, _ size: Int) throws -> [UInt8] {
    try compress(Content.text.bytes(size), algorithm, blockSize: 300)
  }

  @Test(
    "a single changed bit anywhere is an error",
    arguments: CompressionAlgorithm.allCases, sizes)
  func bitFlip(algorithm: CompressionAlgorithm, size: Int) throws {
    let archive = try archive(algorithm, size)
    for index in archive.indices {
      for bit in 0..<8 {
        var damaged = archive
        damaged[index] ^= 1 << bit
        #expect(throws: CompressionError.self, "bit \(bit) of byte \(index)") {
          try decompress(damaged, workers: 1)
        }
      }
    }
  }

  @Test(
    "a file cut off anywhere is an error",
    arguments: CompressionAlgorithm.allCases, sizes)
  func truncation(algorithm: CompressionAlgorithm, size: Int) throws {
    let archive = try archive(algorithm, size)
    for length in archive.indices {
      #expect(throws: CompressionError.self, "\(length) bytes") {
        try decompress(Array(archive[..<length]), workers: 1)
      }
    }
  }

  @Test(
    "a file cut off between two blocks is known to be truncated",
    arguments: CompressionAlgorithm.allCases)
  func truncationAtBlock(algorithm: CompressionAlgorithm) throws {
    let archive = try archive(algorithm, 1000)
    let blocks = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks)
    for block in blocks {
      let length = block.compressedOffset + Int64(block.compressedLength)
      #expect(throws: CompressionError.truncated(offset: length)) {
        try decompress(Array(archive[..<Int(length)]))
      }
    }
  }

  @Test(
    "bytes after the end are an error",
    arguments: CompressionAlgorithm.allCases, [[0], [0, 0, 0, 0], Array("garbage".utf8)])
  func trailingBytes(algorithm: CompressionAlgorithm, tail: [UInt8]) throws {
    let archive = try archive(algorithm, 1000)
    #expect(throws: CompressionError.self) { try decompress(archive + tail) }
  }

  @Test("blocks that changed places are an error", arguments: CompressionAlgorithm.allCases)
  func swappedBlocks(algorithm: CompressionAlgorithm) throws {
    let content = Content.zeros.bytes(300) + [UInt8](repeating: 1, count: 300)
    let archive = try compress(content, algorithm, blockSize: 300)
    let blocks = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks)
    let ranges = blocks.map {
      Int($0.compressedOffset)..<Int($0.compressedOffset) + $0.compressedLength
    }
    let swapped =
      archive[..<ranges[0].lowerBound] + archive[ranges[1]] + archive[ranges[0]]
      + archive[ranges[1].upperBound...]
    #expect(throws: CompressionError.self) { try decompress(Array(swapped)) }
  }

  @Test("what is neither zstd nor gzip is refused")
  func otherFormats() {
    #expect(throws: CompressionError.truncated(offset: 0)) { try decompress([]) }
    #expect(throws: CompressionError.unsupported(reason: "it is neither zstd nor gzip")) {
      try decompress(Array("SQLite format 3\0".utf8))
    }
  }

  @Test("damage is reported where it is", arguments: CompressionAlgorithm.allCases)
  func offset(algorithm: CompressionAlgorithm) throws {
    var archive = try archive(algorithm, 1000)
    let blocks = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks)
    let block = blocks[2]
    archive[Int(block.compressedOffset) + block.compressedLength - 10] ^= 1
    #expect(
      throws: CompressionError.corrupt(
        offset: block.compressedOffset, reason: "a block does not match its digest")
    ) { try decompress(archive) }
    let decompressor = try ParallelDecompressor(source: MemorySource(archive))
    #expect(throws: CompressionError.self) { try decompressor.readBlock(2) }
    #expect(throws: Never.self) { try decompressor.readBlock(1) }
  }
}
