import Compression
import Testing

@Suite("Round trips")
struct RoundTripTests {
  static let blockSize = 1024
  static let sizes = [0, 1, 2, 1023, 1024, 1025, 2048, 40_000]

  @Test(
    "what was compressed comes back, whatever its size and kind",
    arguments: CompressionAlgorithm.allCases, Content.allCases)
  func roundTrip(algorithm: CompressionAlgorithm, kind: Content) throws {
    for size in Self.sizes {
      let content = kind.bytes(size)
      let archive = try compress(content, algorithm, blockSize: Self.blockSize)
      #expect(CompressionAlgorithm(firstBytes: archive) == algorithm)
      #expect(try decompress(archive) == content, "\(size) bytes")
    }
  }

  @Test("the default block size works", arguments: CompressionAlgorithm.allCases)
  func defaultBlockSize(algorithm: CompressionAlgorithm) throws {
    let size = ParallelCompressor.defaultBlockSize
    let content = Content.text.bytes(2 * size + 1)
    let archive = try compress(content, algorithm, blockSize: size)
    #expect(try decompress(archive) == content)
  }

  @Test(
    "the number of workers changes neither the file nor the content",
    arguments: CompressionAlgorithm.allCases, [1, 2, 8])
  func workers(algorithm: CompressionAlgorithm, workers: Int) throws {
    let content = Content.text.bytes(300_000)
    let archive = try compress(content, algorithm, workers: workers)
    #expect(archive == (try compress(content, algorithm, workers: 3)))
    #expect(try decompress(archive, workers: workers) == content)
  }

  @Test("every level works", arguments: CompressionAlgorithm.allCases)
  func levels(algorithm: CompressionAlgorithm) throws {
    let content = Content.text.bytes(20_000)
    for level in algorithm.levels {
      #expect(try decompress(compress(content, algorithm, level: level)) == content)
    }
  }

  @Test("content written in place is the same as content that is copied")
  func inPlace() throws {
    let content = Content.text.bytes(10_000)
    let sink = MemorySink()
    let compressor = try ParallelCompressor(algorithm: .zstd, blockSize: 4096, workers: 2) {
      sink.append($0)
    }
    var rest = content[...]
    while !rest.isEmpty {
      let count = try compressor.withFreeBlock { buffer in
        let piece = rest.prefix(min(buffer.count, 777))
        buffer.copyBytes(from: piece)
        return piece.count
      }
      rest = rest.dropFirst(count)
    }
    _ = try compressor.finish()
    #expect(sink.bytes == (try compress(content, .zstd)))
  }

  @Test("settings out of range are refused", arguments: CompressionAlgorithm.allCases)
  func settings(algorithm: CompressionAlgorithm) {
    for (level, blockSize, workers) in [(0, 4096, 1), (20, 4096, 1), (1, 1, 1), (1, 4096, 0)] {
      #expect(throws: CompressionError.self) {
        try ParallelCompressor(
          algorithm: algorithm, level: level, blockSize: blockSize, workers: workers
        ) { _ in }
      }
    }
  }

  @Test("a format is recognised by its first bytes")
  func recognition() {
    #expect(CompressionAlgorithm(firstBytes: [0x28, 0xB5, 0x2F, 0xFD]) == .zstd)
    #expect(CompressionAlgorithm(firstBytes: [0x5A, 0x2A, 0x4D, 0x18]) == .zstd)
    #expect(CompressionAlgorithm(firstBytes: [0x1F, 0x8B]) == .gzip)
    #expect(CompressionAlgorithm(firstBytes: Array("SQLite format 3".utf8)) == nil)
    #expect(CompressionAlgorithm(firstBytes: []) == nil)
  }
}
