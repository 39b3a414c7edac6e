import SQLiteImages

/// The expressions by which dumps write text that no literal can hold: `replace(…, 'x', char(n))` and
/// `char(n)`, `unistr('\000a')` of newer shells, and `CAST(x'…' AS TEXT)`.
struct TextExpression {
  struct Value {
    let bytes: [UInt8]
    /// Whether the bytes are in the database's own encoding.
    var isStored = false
  }

  static let functions: [StaticString] = ["replace", "char", "unistr", "cast"]
  private static let depthLimit = 16

  private var text: ArraySlice<UInt8>

  /// - Returns: nil for anything else, and for what is not valid.
  static func evaluate(_ source: UnsafeBufferPointer<UInt8>) -> Value? {
    var expression = TextExpression(text: Array(source)[...])
    guard let value = expression.value(depth: 0) else { return nil }
    expression.skipSpace()
    return expression.text.isEmpty ? value : nil
  }

  private mutating func value(depth: Int) -> Value? {
    guard depth < Self.depthLimit else { return nil }
    skipSpace()
    if text.first == UInt8(ascii: "'") { return quoted().map { Value(bytes: $0) } }
    let name = String(decoding: text.prefix { LiteralCursor.isWordByte($0) }, as: UTF8.self)
    text = text.dropFirst(name.utf8.count)
    guard take("(") else { return nil }
    let result: Value?
    switch name.lowercased() {
    case "replace": result = replacement(depth: depth)
    case "char": result = character()
    case "unistr": result = quoted().flatMap(Self.unescaped).map { Value(bytes: $0) }
    case "cast": result = cast()
    default: result = nil
    }
    guard let result, take(")") else { return nil }
    return result
  }

  private mutating func replacement(depth: Int) -> Value? {
    guard let subject = value(depth: depth + 1), !subject.isStored, take(","),
      let pattern = value(depth: depth + 1), take(","),
      let substitute = value(depth: depth + 1), !pattern.bytes.isEmpty
    else { return nil }
    var result: [UInt8] = []
    var rest = subject.bytes[...]
    while let first = rest.firstIndex(of: pattern.bytes[0]) {
      result += rest[..<first]
      rest = rest[first...]
      if rest.starts(with: pattern.bytes) {
        result += substitute.bytes
        rest = rest.dropFirst(pattern.bytes.count)
      } else {
        result.append(rest[first])
        rest = rest.dropFirst()
      }
    }
    return Value(bytes: result + rest)
  }

  private mutating func character() -> Value? {
    skipSpace()
    let digits = text.prefix { (48...57).contains($0) }
    text = text.dropFirst(digits.count)
    guard let code = UInt32(String(decoding: digits, as: UTF8.self)),
      let scalar = Unicode.Scalar(code)
    else { return nil }
    return Value(bytes: Array(String(Character(scalar)).utf8))
  }

  private mutating func cast() -> Value? {
    guard take("x") || take("X"), var digits = quoted() else { return nil }
    let count = digits.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { LiteralCursor.decodeHexadecimal($0, buffer.count) } ?? 0
    }
    guard let count, take("AS"), take("TEXT") else { return nil }
    return Value(bytes: Array(digits.prefix(count)), isStored: true)
  }

  private mutating func quoted() -> [UInt8]? {
    guard take("'") else { return nil }
    var result: [UInt8] = []
    while let end = text.firstIndex(of: 39) {
      result += text[..<end]
      text = text[(end + 1)...]
      guard text.first == 39 else { return result }
      result.append(39)
      text = text.dropFirst()
    }
    return nil
  }

  /// `\XXXX`, `\uXXXX`, `\+XXXXXX`, `\UXXXXXXXX` and `\\`
  /// (https://www.sqlite.org/lang_corefunc.html#unistr).
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      var digits = 4
      switch rest.first {
      case UInt8(ascii: "\\"):
        result.append(byte)
        rest = rest.dropFirst()
        continue
      case UInt8(ascii: "u"): rest = rest.dropFirst()
      case UInt8(ascii: "+"):
        rest = rest.dropFirst()
        digits = 6
      case UInt8(ascii: "U"):
        rest = rest.dropFirst()
        digits = 8
      default: break
      }
      guard rest.count >= digits,
        let code = UInt32(String(decoding: rest.prefix(digits), as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return nil }
      result += Array(String(Character(scalar)).utf8)
      rest = rest.dropFirst(digits)
    }
    return result
  }

  private mutating func skipSpace() { text = text.drop { LiteralCursor.isSpace($0) } }

  private mutating func take(_ token: String) -> Bool {
    skipSpace()
    guard text.count >= token.utf8.count,
      zip(text, token.utf8).allSatisfy({ $0 == $1 || $0 & 0xDF == $1 && (65...90).contains($1) })
    else { return false }
    text = text.dropFirst(token.utf8.count)
    return true
  }
}
