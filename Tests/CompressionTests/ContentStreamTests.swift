import Testing

@testable import Compression

@Suite("Content as a stream")
struct ContentStreamTests {
  private func stream(
    _ archive: [UInt8], workers: Int = 2, limit: Int64? = nil
  ) throws -> ContentStream {
    ContentStream(
      try ParallelDecompressor(source: MemorySource(archive), workers: workers, limit: limit))
  }

  private static let largeContent = Content.zeros.bytes(1 << 20) + Content.text.bytes(5 << 20)

  /// More blocks than there are buffers.
  private static let largeArchive = (try? compress(largeContent, .zstd, blockSize: 1 << 19)) ?? []

  /// All that is left, read in pieces of at most `step` bytes.
  private func readAll(_ stream: ContentStream, step: Int = 10_000) throws -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: step)
    while true {
      let count = try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { return result }
      result += piece[..<count]
    }
  }

  /// The content in a file without an index, as other programs write it.
  private func foreign(_ content: [UInt8]) throws -> [UInt8] {
    let archive = try compress(content, .zstd, blockSize: 1 << 22)
    let block = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks?.first)
    return Array(archive[Int(block.compressedOffset)...].prefix(block.compressedLength))
  }

  @Test(
    "a stream gives the content of a file, whatever the size of the reads",
    arguments: CompressionAlgorithm.allCases, [1, 7, 4096, 3_000_000])
  func content(algorithm: CompressionAlgorithm, step: Int) throws {
    let content = Content.text.bytes(20_000)
    let stream = try stream(try compress(content, algorithm, blockSize: 4096))
    #expect(try readAll(stream, step: step) == content)
    #expect(try readAll(stream, step: step) == [], "the end stays the end")
  }

  @Test("blocks that are larger than a buffer, and more of them than there are buffers, are given")
  func largeBlocks() throws {
    let content = Self.largeContent
    let archive = try compress(content, .zstd, blockSize: 5 << 19)
    #expect(try readAll(stream(archive), step: 1 << 20) == content)
  }

  @Test("a file without an index is given")
  func noIndex() throws {
    let content = Content.text.bytes(3_000_000)
    let archive = try foreign(content)
    #expect(try ParallelDecompressor(source: MemorySource(archive)).blocks == nil)
    #expect(try readAll(stream(archive)) == content)
  }

  @Test("a gzip file of another program is given", .enabled(if: Tool.allAreInstalled))
  func foreignGzip() throws {
    let content = Content.text.bytes(3_000_000)
    #expect(try readAll(stream(Tool.gzip.run(["-1"], input: content))) == content)
  }

  @Test("an empty file has ended at once", arguments: CompressionAlgorithm.allCases)
  func empty(algorithm: CompressionAlgorithm) throws {
    #expect(try readAll(stream(compress([], algorithm))) == [])
  }

  @Test("damage comes out of the read that would give it, and of all others thereafter")
  func damage() throws {
    let content = Self.largeContent
    var archive = Self.largeArchive
    archive[archive.count / 2] ^= 1
    let stream = try stream(archive)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    let error = try #require(throws: CompressionError.self) {
      while true {
        let count = try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
        #expect(piece[..<count] == content[total..<total + count])
        total += count
      }
    }
    #expect((1 << 20..<6 << 20).contains(total), "all sound content before the damage came out")
    #expect(throws: error) { try readAll(stream) }
  }

  @Test("a file without an index that is cut off or too long ends in an error")
  func damageWithoutIndex() throws {
    let archive = try foreign(Content.text.bytes(3_000_000))
    let cut = try stream(Array(archive.dropLast(9)))
    #expect(throws: CompressionError.truncated(offset: Int64(archive.count - 9))) {
      try readAll(cut)
    }
    let tooLong = try stream(archive, limit: 2_000_000)
    #expect(throws: CompressionError.limitExceeded(limit: 2_000_000)) { try readAll(tooLong) }
  }

  @Test("what the source of the file throws comes out", arguments: [2, 5, 9])
  func failingSource(read: Int) throws {
    let archive = try compress(Content.text.bytes(8000), .zstd, blockSize: 512)
    let source = MemorySource(archive, failingAtRead: read)
    #expect(throws: MemorySource.ReadFailure.self) {
      try readAll(ContentStream(ParallelDecompressor(source: source)))
    }
  }

  @Test("a stream that is given up, anywhere, lets go of everything", arguments: 0..<12)
  func abandoned(reads: Int) throws {
    weak var released: MemorySource?
    do {
      let source = MemorySource(Self.largeArchive)
      released = source
      let stream = ContentStream(try ParallelDecompressor(source: source, workers: 2))
      var piece = [UInt8](repeating: 0, count: 300_000)
      for _ in 0..<reads { _ = try piece.withUnsafeMutableBytes { try stream.read(into: $0) } }
    }
    #expect(released == nil)
  }

  @Test("a closed stream gives nothing more, and stays closed", arguments: [0, 1, 3])
  func closed(reads: Int) throws {
    let stream = try stream(compress(Content.text.bytes(50_000), .gzip))
    var piece = [UInt8](repeating: 0, count: 1000)
    for _ in 0..<reads { _ = try piece.withUnsafeMutableBytes { try stream.read(into: $0) } }
    stream.close()
    stream.close()
    #expect(throws: CompressionError.cancelled) { try readAll(stream) }
  }

  @Test("a stream that is closed after its end or its error still tells it")
  func closedAfterEnd() throws {
    let stream = try stream(compress([], .zstd))
    _ = try readAll(stream)
    stream.close()
    #expect(try readAll(stream) == [])
  }
}
