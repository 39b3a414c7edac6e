import JSONCoding
import Testing

/// The reader of a whole text in memory and the one of a stream must take and refuse the same.
@Suite("Verdicts on streamed JSON")
struct StreamingVerdictTests {
  /// What the text means by the parser of whole texts; `nil` if it is refused.
  private func expected(_ bytes: [UInt8]) -> [UInt8]? {
    try? JSONValue(parsing: bytes, maximumDepth: 64).serialized
  }

  /// What the text means by each way to read a value; all must agree.
  private func verdicts(_ bytes: [UInt8], _ piece: Int, _ bufferSize: Int) -> [[UInt8]?] {
    func read(_ body: (JSONStreamReader) throws -> [UInt8]) -> [UInt8]? {
      let reader = JSONStreamReader(bufferSize: bufferSize, source: source(bytes, piece: piece))
      do {
        let result = try body(reader)
        try reader.finish()
        return result
      } catch {
        if !(error is JSONStreamError) { Issue.record(error) }
        return nil
      }
    }
    let raw = read { Array(try $0.readRawValue()) }
    let value = read { try $0.readValue(limit: 1 << 20).serialized }
    // Skipping tells nothing but whether there is an error.
    let skipped = read { _ in raw ?? [] }
    return [raw, value, skipped]
  }

  private func compare(_ bytes: [UInt8], piece: Int, bufferSize: Int) {
    let expected = expected(bytes)
    // An expectation for each of so many would take far longer than the reading.
    for verdict in verdicts(bytes, piece, bufferSize) where verdict != expected {
      Issue.record(
        "\(String(decoding: bytes, as: UTF8.self)) in pieces of \(piece), buffer \(bufferSize)")
    }
  }

  @Test("all that RFC 8259 allows is taken, wherever the text is cut into pieces", arguments: feeds)
  func valid(piece: Int, bufferSize: Int) {
    for document in validDocuments {
      #expect(expected(Array(document.utf8)) != nil, "\(document)")
      compare(Array(document.utf8), piece: piece, bufferSize: bufferSize)
    }
  }

  @Test("what is no JSON, or double-edged, is refused", arguments: feeds)
  func invalid(piece: Int, bufferSize: Int) {
    for document in invalidDocuments {
      #expect(expected(Array(document.utf8)) == nil, "\(document)")
      compare(Array(document.utf8), piece: piece, bufferSize: bufferSize)
    }
  }

  @Test("bytes that are not UTF-8 are refused in strings and keys", arguments: feeds)
  func notUTF8(piece: Int, bufferSize: Int) {
    for bytes in invalidUTF8 {
      for head in [[], Array("some text".utf8), Array(#"\n"#.utf8)] {
        for tail in [[], Array("the rest".utf8)] {
          let string = [0x22] + head + bytes + tail + [0x22]
          #expect(expected(string) == nil)
          compare(string, piece: piece, bufferSize: bufferSize)
          compare([0x7B] + string + [0x3A, 0x31, 0x7D], piece: piece, bufferSize: bufferSize)
        }
      }
      compare(bytes + [0x31], piece: piece, bufferSize: bufferSize)
    }
  }

  @Test(
    "a text cut off anywhere, or with any byte changed, is judged alike",
    arguments: [(1, 1), (7, 16)])
  func mutations(piece: Int, bufferSize: Int) {
    let text = Array(
      #"{"a":[1,-2.5e3,"x\ud83d\ude00é\n long enough"],"bc":{"c":null,"d":true}, "e":0}"#.utf8)
    for index in text.indices {
      compare(Array(text[..<index]), piece: piece, bufferSize: bufferSize)
      for byte in [0x00, 0x0A, 0x22, 0x30, 0x5C, 0x7B, 0x7D, 0x2C, 0x63, 0xFF] as [UInt8] {
        var changed = text
        changed[index] = byte
        compare(changed, piece: piece, bufferSize: bufferSize)
      }
    }
  }

  @Test("random texts are judged alike", arguments: 0..<8)
  func random(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let parts =
      [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\\n\"", "\\", "1", "-0.5e3", "true",
        "null", " ",
      ]
      + ["{\"a\":", "[1,", "\"ü\"", "\n", "e"]
    for _ in 0..<800 {
      let text = (0..<Int.random(in: 0...9, using: &random))
        .compactMap { _ in parts.randomElement(using: &random) }.joined()
      let feed = feeds[Int.random(in: 0..<feeds.count, using: &random)]
      compare(Array(text.utf8), piece: feed.0, bufferSize: feed.1)
    }
  }

  @Test("nesting is taken up to the limit, and refused beyond it whatever its length")
  func depth() throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      for depth in [63, 64, 65, 100_000] {
        let inner = open == "[" ? "" : "0"
        let text =
          String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
        #expect((expected(Array(text.utf8)) != nil) == (depth <= 64))
        compare(Array(text.utf8), piece: 5, bufferSize: 4)
      }
    }
  }
}
