/// A strict, one-pass parser for one JSON text (RFC 8259) in UTF-8.
///
/// Beyond the grammar it refuses what receivers are known to read in different ways: a key that
/// comes twice, half a surrogate pair, bytes that are not UTF-8. A byte order mark at the start
/// is skipped. Keys that Unicode holds to be canonically equivalent count as the same key.
struct JSONParser {
  let bytes: UnsafeRawBufferPointer
  let maximumDepth: Int
  var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parseText() throws(JSONParseError) -> JSONValue {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    skipWhitespace()
    let value = try parseValue(depth: 0)
    skipWhitespace()
    guard offset == bytes.count else { throw error(.trailingData) }
    return value
  }

  private mutating func parseValue(depth: Int) throws(JSONParseError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try parseObject(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try parseArray(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "-"), 0x30...0x39: return .number(try parseNumber())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONParseError) -> JSONObject {
    guard depth <= maximumDepth else { throw error(.tooDeep) }
    var object = JSONObject()
    offset += 1
    skipWhitespace()
    if try peek() == UInt8(ascii: "}") {
      offset += 1
      return object
    }
    object.reserveCapacity(4)
    while true {
      let keyOffset = offset
      guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let key = try parseString()
      skipWhitespace()
      guard try peek() == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
      offset += 1
      skipWhitespace()
      let value = try parseValue(depth: depth)
      guard object.appendIfNew(key, value) else { throw error(.duplicateKey, at: keyOffset) }
      skipWhitespace()
      if try !continues(until: UInt8(ascii: "}")) { return object }
    }
  }

  private mutating func parseArray(depth: Int) throws(JSONParseError) -> [JSONValue] {
    guard depth <= maximumDepth else { throw error(.tooDeep) }
    var elements: [JSONValue] = []
    offset += 1
    skipWhitespace()
    if try peek() == UInt8(ascii: "]") {
      offset += 1
      return elements
    }
    while true {
      elements.append(try parseValue(depth: depth))
      skipWhitespace()
      if try !continues(until: UInt8(ascii: "]")) { return elements }
    }
  }

  /// Reads past a comma (and says to go on) or past the closing byte (and says to stop).
  private mutating func continues(until end: UInt8) throws(JSONParseError) -> Bool {
    let byte = try peek()
    guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    offset += 1
    if byte == end { return false }
    skipWhitespace()
    return true
  }

  private mutating func parseWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONParseError) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else { throw error(.unexpectedByte) }
      offset += 1
    }
    return value
  }

  private mutating func skipWhitespace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  func peek() throws(JSONParseError) -> UInt8 {
    guard offset < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[offset]
  }

  func error(_ problem: JSONParseError.Problem, at place: Int? = nil) -> JSONParseError {
    JSONParseError(problem: problem, offset: place ?? offset)
  }
}

extension JSONValue {
  /// Parses one JSON text. See ``JSONParser`` for what is refused.
  /// - Parameter maximumDepth: how deep arrays and objects may nest.
  /// - Throws: ``JSONParseError`` with the byte offset.
  package init(
    parsing bytes: UnsafeRawBufferPointer, maximumDepth: Int = 128
  ) throws(JSONParseError) {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth)
    self = try parser.parseText()
  }

  /// Parses one JSON text. See ``JSONParser`` for what is refused.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONParseError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(JSONParseError) in
        try JSONValue(parsing: buffer, maximumDepth: maximumDepth)
      }
    }
    self = try result.get()
  }

  /// Parses one JSON text. See ``JSONParser`` for what is refused.
  package init(parsing text: String) throws(JSONParseError) {
    try self.init(parsing: Array(text.utf8))
  }
}
