import Compression
import Testing

@Suite("Blocks")
struct BlockTests {
  private func archive(
    _ algorithm: CompressionAlgorithm, parts: [[UInt8]]
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let compressor = try ParallelCompressor(algorithm: algorithm, blockSize: 1024, workers: 2) {
      sink.append($0)
    }
    for part in parts {
      try part.withUnsafeBytes { try compressor.write($0) }
      try compressor.endBlock()
      try compressor.endBlock()
    }
    _ = try compressor.finish()
    return sink.bytes
  }

  @Test("the last block can be read alone", arguments: CompressionAlgorithm.allCases)
  func lastBlock(algorithm: CompressionAlgorithm) throws {
    let content = Content.text.bytes(2500)
    let manifest = Array("{\"format\": 1}".utf8)
    let archive = try archive(algorithm, parts: [content, manifest])
    let decompressor = try ParallelDecompressor(source: MemorySource(archive))
    let blocks = try #require(decompressor.blocks)
    #expect(blocks.map(\.contentLength) == [1024, 1024, 452, manifest.count])
    #expect(blocks.map(\.contentOffset) == [0, 1024, 2048, 2500])
    #expect(decompressor.contentLength == 2513)
    for (this, next) in zip(blocks, blocks.dropFirst()) {
      #expect(this.compressedOffset + Int64(this.compressedLength) == next.compressedOffset)
    }
    #expect(try decompressor.readBlock(3) == manifest)
    #expect(try decompressor.readBlock(1) == Array(content[1024..<2048]))
    #expect(throws: CompressionError.self) { try decompressor.readBlock(4) }
    #expect(throws: CompressionError.self) { try decompressor.readBlock(-1) }
  }

  @Test("an empty file has an index of no blocks", arguments: CompressionAlgorithm.allCases)
  func noBlocks(algorithm: CompressionAlgorithm) throws {
    let decompressor = try ParallelDecompressor(source: MemorySource(archive(algorithm, parts: [])))
    #expect(decompressor.blocks == [])
    #expect(decompressor.contentLength == 0)
  }

  @Test("the end of a block that has just begun does nothing", arguments: [1024, 2048])
  func endOfFullBlock(size: Int) throws {
    let archive = try archive(.zstd, parts: [Content.text.bytes(size), [1]])
    let blocks = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks)
    #expect(blocks.count == size / 1024 + 1)
  }

  @Test("each zstd frame holds its content's size and checksum, and the table repeats them")
  func seekTable() throws {
    let archive = try archive(.zstd, parts: [Content.text.bytes(100), Content.text.bytes(200)])
    let table = try #require(try SeekTableView(archive))
    #expect(table.contentLengths == [0, 100, 200, 0])
    #expect(table.compressedLengths.reduce(0, +) + table.length == archive.count)
    let firstEnd = table.compressedLengths[0] + table.compressedLengths[1]
    #expect(Array(archive[(firstEnd - 4)..<firstEnd]) == table.checksums[1])
  }
}

/// Reads a seek table by its specification, apart from the code under test.
struct SeekTableView {
  let compressedLengths: [Int]
  let contentLengths: [Int]
  let checksums: [[UInt8]]
  let length: Int

  init?(_ archive: [UInt8]) throws {
    func number(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(archive[offset + $1]) << (8 * $1) }
    }
    let footer = archive.count - 9
    guard number(footer + 5) == 0x8F92_EAB1, archive[footer + 4] == 0x80 else { return nil }
    let count = number(footer)
    length = 8 + 12 * count + 9
    let start = archive.count - length
    guard number(start) == 0x184D_2A5E, number(start + 4) == length - 8 else { return nil }
    let entries = (0..<count).map { start + 8 + 12 * $0 }
    compressedLengths = entries.map { number($0) }
    contentLengths = entries.map { number($0 + 4) }
    checksums = entries.map { Array(archive[($0 + 8)..<($0 + 12)]) }
  }
}
