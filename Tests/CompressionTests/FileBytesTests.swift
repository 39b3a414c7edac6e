import Testing

@testable import Compression

@Suite("The bytes of a file, handed over while it is decompressed")
struct FileBytesTests {
  private func read(_ source: MemorySource) throws -> (file: [UInt8], content: [UInt8]) {
    var (file, content) = ([UInt8](), [UInt8]())
    try ParallelDecompressor(source: source, workers: 2).forEachBlock(
      file: { file += Array($0) }
    ) { content += Array($0) }
    return (file, content)
  }

  @Test("are all of the file in their order", arguments: Content.allCases, [0, 1, 4096, 90_000])
  func whole(kind: Content, length: Int) throws {
    let content = kind.bytes(length)
    let packed = try compress(content, .zstd)
    let found = try read(MemorySource(packed))
    #expect(found.file == packed)
    #expect(found.content == content)
  }

  @Test("are not handed over of a file that has no blocks of ours")
  func foreign() throws {
    let gzip = try compress(Content.text.bytes(9000), .gzip)
    #expect(throws: CompressionError.self) { try read(MemorySource(gzip)) }
    let decompressor = try ParallelDecompressor(source: MemorySource(gzip))
    #expect(!decompressor.handsOverFile)
  }

  @Test("fail with the file, at any of its reads")
  func failing() throws {
    let packed = try compress(Content.text.bytes(20_000), .zstd)
    var number = 0
    while true {
      do {
        let found = try read(MemorySource(packed, failingAtRead: number))
        #expect(found.file == packed)
        break
      } catch is MemorySource.ReadFailure { number += 1 }
    }
    #expect(number > 5)
  }
}
