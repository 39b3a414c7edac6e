import Testing

@testable import JSONRPC

@Suite("Framing")
struct FrameReaderTests {
  enum Event: Equatable {
    case message(String), tooLarge, malformedHeader
  }

  private func events(_ parts: [[UInt8]], limit: Int = 100) -> ([Event], MessageFraming?) {
    var events: [Event] = []
    func note(_ event: FrameEvent, _ framing: MessageFraming) {
      switch event {
      case .message(let bytes): events.append(.message(String(decoding: bytes, as: UTF8.self)))
      case .tooLarge: events.append(.tooLarge)
      case .malformedHeader: events.append(.malformedHeader)
      }
    }
    var reader = FrameReader(limit: limit)
    for part in parts { part.withUnsafeBytes { reader.consume($0, note) } }
    reader.finish(note)
    return (events, reader.framing)
  }

  static let long = String(repeating: "x", count: 101)
  static let full = String(repeating: "y", count: 100)

  static let streams: [(String, [Event], MessageFraming?)] = [
    ("", [], nil),
    ("\n\r\n \n", [], nil),
    ("{1}\n{2}\r\n\r\n  \n\n{3}\n", [.message("{1}"), .message("{2}"), .message("{3}")], .lines),
    ("\u{FEFF}{1}\n", [.message("{1}")], .lines),
    ("{1}\n{2}", [.message("{1}"), .message("{2}")], .lines),
    ("con", [.message("con")], .lines),
    ("contents\n", [.message("contents")], .lines),
    ("\(long)\n{1}\n", [.tooLarge, .message("{1}")], .lines),
    ("\(full)\n\(full)\r\n", [.message(full), .message(full)], .lines),
    ("\(long)\r\n{1}\n\(long)", [.tooLarge, .message("{1}"), .tooLarge], .lines),
    ("Content-Length: 3\r\n\r\n{1}", [.message("{1}")], .contentLength),
    ("\u{FEFF}\r\ncontent-LENGTH:3\n\n{1}", [.message("{1}")], .contentLength),
    (
      "Content-Type: x; charset=utf-8\r\nContent-Length: 3 \r\n\r\n{1}\r\nContent-Length: 4\r\n\r\n{\n2}",
      [.message("{1}"), .message("{\n2}")], .contentLength
    ),
    (
      "Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", [.message(""), .message("1")],
      .contentLength
    ),
    (
      "Content-Length: 101\r\n\r\n\(long)Content-Length: 1\r\n\r\n1", [.tooLarge, .message("1")],
      .contentLength
    ),
    (
      "Content-Length: x\r\n\r\n{}Content-Length: 1\r\n\r\n1", [.malformedHeader, .message("1")],
      .contentLength
    ),
    (
      "Content-Type: x\r\n\r\n{}\ncontent-contENT-length: 1\r\n\r\n1",
      [.malformedHeader, .message("1")], .contentLength
    ),
    (
      "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxxContent-Length: 1\r\n\r\n1",
      [.malformedHeader, .message("1")], .contentLength
    ),
    (
      "Content-Length: 1\r\n\r\n1nonsense\r\nContent-Length: 1\r\n\r\n1",
      [.message("1"), .malformedHeader, .message("1")], .contentLength
    ),
    (
      "Content-Length: 9999999999999999999\r\n\r\n1Content-Length: -1\r\n\r\n",
      [.malformedHeader, .malformedHeader], .contentLength
    ),
    (
      "Content-Length: 1\r\nX: \(String(repeating: "z", count: 9000))Content-Length: 1\r\n\r\n1",
      [.malformedHeader, .message("1")], .contentLength
    ),
    ("Content-Length: 5\r\n\r\n123", [], .contentLength),
  ]

  @Test("a stream gives its messages, in its framing", arguments: streams)
  func whole(_ text: String, _ expected: [Event], _ framing: MessageFraming?) {
    let (events, found) = events([Array(text.utf8)])
    #expect(events == expected)
    #expect(found == framing)
  }

  @Test("how a stream is cut makes no difference", arguments: streams)
  func cut(_ text: String, _ expected: [Event], _ framing: MessageFraming?) {
    let bytes = Array(text.utf8)
    #expect(events(bytes.map { [$0] }).0 == expected)
    for index in bytes.indices where bytes.count < 1000 {
      #expect(events([Array(bytes[..<index]), Array(bytes[index...])]).0 == expected)
    }
  }

  @Test(
    "of a message above the limit nothing is kept",
    arguments: ["{", "Content-Length: 99999999\r\n\r\n"])
  func bounded(start: String) {
    var reader = FrameReader(limit: 1000)
    var tooLarge = 0
    func note(_ event: FrameEvent, _ framing: MessageFraming) {
      if case .tooLarge = event { tooLarge += 1 }
    }
    Array(start.utf8).withUnsafeBytes { reader.consume($0, note) }
    let part = [UInt8](repeating: 0x20, count: 300)
    for _ in 0..<100 {
      part.withUnsafeBytes { reader.consume($0, note) }
      #expect(reader.heldBytes <= 1001)
    }
    #expect(reader.heldBytes == 0)
    #expect(tooLarge == 1)
  }

  @Test("after any bytes without a header, a good line is found", arguments: 0..<20)
  func fuzzLines(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let noise = (0..<Int.random(in: 0...150, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let stream = Array("x".utf8) + noise + Array("\n{good}\n".utf8)
      #expect(events([stream]).0.last == .message("{good}"))
    }
  }

  @Test("after any bytes amid headers, a good message is found in the end", arguments: 0..<20)
  func fuzzHeaders(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let good = Array("Content-Length: 6\r\n\r\n{good}".utf8)
    for _ in 0..<200 {
      let noise = (0..<Int.random(in: 0...150, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      // A line feed may end the noise as a header line, so that one good message may be lost.
      #expect(events([good + noise + good + good]).0.last == .message("{good}"))
    }
  }
}
