/// A reply of a server, as far as it came ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321#section-4.2)).
struct SMTPReply {
  /// Set by the last line.
  private(set) var code: Int?
  /// The lines without their ends, the second and all later ones without their codes.
  private(set) var text: [UInt8] = []

  private static let longestText = 4096

  mutating func append(_ line: UnsafeRawBufferPointer) {
    let isReply = line.count > 3 && line.prefix(3).allSatisfy(Self.isDigit)
    // As libcurl reads it: a code alone, without a text, is to be taken too.
    if isReply, line[3] == 0x20 || line.count == 5 {
      let digits = line.prefix(line.count == 5 ? 4 : 3).prefix(while: Self.isDigit)
      code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    var content = isReply && !text.isEmpty ? line.dropFirst(4) : line[...]
    while let last = content.last, last == 0x0D || last == 0x0A { content = content.dropLast() }
    if !text.isEmpty { text.append(0x20) }
    text += content.prefix(Self.longestText - min(text.count, Self.longestText))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
