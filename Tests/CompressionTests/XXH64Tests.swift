import Testing

@testable import Compression

@Suite("XXH64")
struct XXH64Tests {
  @Test(
    "known texts have their known hashes",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func vectors(text: String, hash: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { XXH64.hash($0) } == hash)
  }

  @Test("zstd computes the same for every length up to 100")
  func zstdAgrees() throws {
    for length in 1...100 {
      let content = Content.random.bytes(length)
      let archive = try compress(content, .zstd)
      let block = try #require(
        try ParallelDecompressor(source: MemorySource(archive)).blocks?.first)
      let end = Int(block.compressedOffset) + block.compressedLength
      let hash = content.withUnsafeBytes { XXH64.hash($0) }
      #expect(archive.number(at: end - 4) == UInt32(truncatingIfNeeded: hash))
    }
  }
}
