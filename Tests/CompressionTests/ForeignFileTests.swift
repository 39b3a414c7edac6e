import Testing

@testable import Compression

/// Files of other programs, put together from single frames.
@Suite("Files of other programs")
struct ForeignFileTests {
  private static let contents = [Content.text.bytes(700), Content.random.bytes(300)]

  /// A lone frame, without the opening and the index.
  private func frame(_ content: [UInt8]) throws -> [UInt8] {
    let archive = try compress(content, .zstd)
    let block = try #require(try ParallelDecompressor(source: MemorySource(archive)).blocks?.first)
    return Array(archive[Int(block.compressedOffset)...].prefix(block.compressedLength))
  }

  private func frames() throws -> [[UInt8]] { try Self.contents.map(frame) }

  private let skippable: [UInt8] = [0x57, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]

  /// A seek table without checksums, as many programs write it.
  private func table(_ entries: [(compressed: Int, content: Int)]) -> [UInt8] {
    let body = entries.flatMap {
      UInt32($0.compressed).littleEndianBytes + UInt32($0.content).littleEndianBytes
    }
    return [0x5E, 0x2A, 0x4D, 0x18] + UInt32(body.count + 9).littleEndianBytes + body
      + UInt32(entries.count).littleEndianBytes + [0, 0xB1, 0xEA, 0x92, 0x8F]
  }

  @Test("frames in a row are read, with skippable ones anywhere")
  func frameSequence() throws {
    let frames = try frames()
    let file = skippable + frames[0] + skippable + skippable + frames[1] + skippable
    let decompressor = try ParallelDecompressor(source: MemorySource(file))
    #expect(decompressor.blocks == nil)
    #expect(throws: CompressionError.self) { try decompressor.readBlock(0) }
    #expect(try decompress(file) == Self.contents.flatMap { $0 })
  }

  @Test("a lone frame cut off anywhere is an error")
  func truncation() throws {
    let frame = try frame(Self.contents[0])
    for length in frame.indices {
      #expect(throws: CompressionError.self) { try decompress(Array(frame[..<length])) }
    }
  }

  @Test("garbage after a frame is an error", arguments: [[0], Array("garbage".utf8)])
  func trailingGarbage(tail: [UInt8]) throws {
    let frame = try frame(Self.contents[0])
    #expect(throws: CompressionError.self) { try decompress(frame + tail) }
  }

  @Test("a seek table of another program is used")
  func foreignTable() throws {
    let frames = try frames()
    let file =
      frames[0] + skippable + frames[1]
      + table([(frames[0].count, 700), (skippable.count, 0), (frames[1].count, 300)])
    let decompressor = try ParallelDecompressor(source: MemorySource(file))
    #expect(decompressor.blocks?.map(\.contentLength) == [700, 300])
    #expect(try decompressor.readBlock(1) == Self.contents[1])
    #expect(try decompress(file) == Self.contents.flatMap { $0 })
  }

  @Test("a seek table that lies about the frames is an error")
  func lyingTable() throws {
    let frames = try frames()
    let (first, second) = (frames[0].count, frames[1].count)
    let lies = [
      [(first, 699), (second, 300)], [(first, 701), (second, 300)],
      [(first, 700), (second, 0)], [(first - 1, 700), (second + 1, 300)],
      [(first + second, 1000)],
    ]
    for lie in lies {
      #expect(throws: CompressionError.self, "\(lie)") {
        try decompress(frames[0] + frames[1] + table(lie.map { (compressed: $0, content: $1) }))
      }
    }
  }

  @Test("a seek table that does not add up to the file, or asks for huge blocks, is not used")
  func uselessTable() throws {
    let frames = try frames()
    let (first, second) = (frames[0].count, frames[1].count)
    for entries in [[(first, 700)], [(first, 700), (second, Int(UInt32.max))]] {
      let file = frames[0] + frames[1] + table(entries.map { (compressed: $0, content: $1) })
      #expect(try ParallelDecompressor(source: MemorySource(file)).blocks == nil)
      #expect(try decompress(file) == Self.contents.flatMap { $0 })
    }
  }

  @Test("a source that fails, or a caller that throws, ends the decoding from start to end")
  func faults() throws {
    struct CallerFailure: Error {}
    let frame = try frame(Self.contents[0])
    var failing = 0
    while true {
      let source = MemorySource(frame, failingAtRead: failing)
      do {
        try ParallelDecompressor(source: source).forEachBlock { _ in }
        break
      } catch {
        #expect(error is MemorySource.ReadFailure)
        failing += 1
      }
    }
    #expect(failing > 2)
    #expect(throws: CallerFailure.self) {
      try ParallelDecompressor(source: MemorySource(frame)).forEachBlock { _ in
        throw CallerFailure()
      }
    }
  }

  @Test("a changed bit in a file with another program's table never changes the content")
  func bitFlips() throws {
    let frame = try frame(Self.contents[0])
    let file = frame + table([(frame.count, 700)])
    for index in file.indices {
      for bit in 0..<8 {
        var damaged = file
        damaged[index] ^= 1 << bit
        if let content = try? decompress(damaged, workers: 1) {
          #expect(content == Self.contents[0], "bit \(bit) of byte \(index)")
        }
      }
    }
  }
}
