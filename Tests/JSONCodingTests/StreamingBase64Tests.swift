import Foundation
import JSONCoding
import Testing

@Suite("Base64 in streamed JSON")
struct StreamingBase64Tests {
  private func bytes(_ count: Int) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(count))
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  private func decoded(_ text: String) -> [UInt8]? {
    var memory = Array(text.utf8)
    return memory.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return [] }
      return Base64.decode(UnsafeRawBufferPointer(buffer), into: start)
        .map { Array(buffer[..<$0]) }
    }
  }

  @Test(
    "bytes come back as they went, whatever their pieces", arguments: [1, 2, 3, 4, 5, 1000, 9999])
  func roundTrip(piece: Int) throws {
    for count in Array(0...20) + [3071, 3072, 3073, 10_000] {
      let bytes = bytes(count)
      var json: [UInt8] = []
      let writer = JSONStreamWriter(bufferSize: 512) { json += $0 }
      try writer.beginArray()
      try writer.beginBase64()
      for start in stride(from: 0, to: count, by: piece) {
        try bytes[start..<min(start + piece, count)].withUnsafeBytes { try writer.appendBase64($0) }
      }
      try writer.endBase64()
      try bytes.withUnsafeBytes { try writer.base64($0) }
      try writer.endArray()
      try writer.finish()
      let text = Data(bytes).base64EncodedString()
      #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\",\"\(text)\"]")
      let reader = reader(String(decoding: json, as: UTF8.self), piece: 700, bufferSize: 64)
      try reader.beginArray()
      for _ in 0..<2 {
        #expect(try reader.nextElement())
        #expect(try Array(reader.readBase64()) == bytes)
      }
      try reader.finish()
    }
  }

  @Test(
    "what is not exactly Base64 is refused",
    arguments: [
      "A", "AA", "AAA", "AA=", "A===", "====", "AB==", "AAB=", "AA==AAAA", "AAAA=", "AAAAA",
      "AA=A", "=AAA", "AA-_", "AA A", "AAA\n", "AAAA\n", " AAA", "AAAä", "AAAé", "A\0AA", "AA==\n",
      "AAAA====",
    ])
  func refused(text: String) throws {
    #expect(decoded(text) == nil)
    let json = String(decoding: JSONValue.string(text).serialized, as: UTF8.self)
    let error = #expect(throws: JSONStreamError.self) {
      try reader("[\(json)]").readElementBase64()
    }
    #expect(error?.reason == .mismatch(expected: "Base64", found: "another string"))
    #expect(error?.path == "$[0]")
  }

  @Test("each byte but the 64 letters is refused at each place")
  func alphabet() {
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for byte in 0...UInt8.max {
      for place in 0..<4 {
        var text = Array("AAAAAAAA".utf8)
        text[place] = byte
        let count = text.withUnsafeMutableBytes { buffer in
          buffer.baseAddress.flatMap { Base64.decode(UnsafeRawBufferPointer(buffer), into: $0) }
        }
        #expect((count != nil) == letters.contains(byte))
      }
    }
  }

  @Test("escapes in a string of Base64 are taken")
  func escaped() throws {
    for (json, bytes) in [(#""\u0041AA\/""#, [0, 0, 63]), (#""""#, [])] as [(String, [UInt8])] {
      let reader = reader(json)
      #expect(try Array(reader.readBase64()) == bytes)
      try reader.finish()
    }
  }
}

extension JSONStreamReader {
  fileprivate func readElementBase64() throws -> [UInt8] {
    try beginArray()
    _ = try nextElement()
    return Array(try readBase64())
  }
}
