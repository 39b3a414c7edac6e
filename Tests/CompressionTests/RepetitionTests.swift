import Files
import Testing

@testable import Compression

@Suite("Repetitions")
struct RepetitionTests {
  private static let piece = RepetitionProbe.pieceLength
  private static let block = 16 * piece

  private func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  private func hasRepetitions(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { RepetitionProbe().hasRepetitions($0) }
  }

  /// The same small picture again and again, and something of its own behind each.
  private func pictures(_ count: Int) -> [UInt8] {
    let picture = hexadecimal(Content.random.bytes(2000))
    let others = Content.text.bytes(count)
    var result: [UInt8] = []
    while result.count < count { result += picture + others[result.count..<result.count + 100] }
    return Array(result.prefix(count))
  }

  @Test("random bytes have none, in hexadecimal digits either, and text and zeros have")
  func probe() {
    #expect(!hasRepetitions(Content.random.bytes(Self.piece)))
    #expect(!hasRepetitions(hexadecimal(Content.random.bytes(Self.piece / 2))))
    #expect(hasRepetitions(Content.text.bytes(Self.piece)))
    #expect(hasRepetitions(Content.zeros.bytes(Self.piece)))
    #expect(hasRepetitions(pictures(Self.piece)))
  }

  @Test("a run of any one byte counts as repetitions, also beside random bytes")
  func runs() {
    for byte in UInt8.min...UInt8.max {
      let run = [UInt8](repeating: byte, count: Self.piece * 3 / 4)
      #expect(hasRepetitions(run + Content.random.bytes(Self.piece / 4)), "byte \(byte)")
    }
  }

  @Test("hexadecimal digits of random bytes take half a byte each")
  func hexadecimalSize() throws {
    let content = hexadecimal(Content.random.bytes(Self.block / 2))
    let archive = try compress(content, .gzip, level: 5, blockSize: Self.block)
    #expect(archive.count < content.count * 51 / 100)
    #expect(try decompress(archive) == content)
  }

  @Test("a picture that comes again and again is stored once")
  func pictureSize() throws {
    let content = pictures(Self.block)
    let archive = try compress(content, .gzip, level: 5, blockSize: Self.block)
    #expect(archive.count < content.count / 10)
    #expect(try decompress(archive) == content)
  }

  @Test("content that changes its kind from piece to piece comes back", arguments: [1, 5, 9])
  func changing(level: Int) throws {
    var content: [UInt8] = []
    for number in 0..<24 {
      let count = Self.piece / 2 + 4099 * number
      content += number % 2 == 0 ? Content.text.bytes(count) : Content.random.bytes(count)
    }
    let archive = try compress(content, .gzip, level: level, blockSize: Self.block)
    #expect(try decompress(archive) == content)
    guard Tool.allAreInstalled else { return }
    #expect(try Tool.gunzip.run(["-c"], input: archive) == content)
  }
}
