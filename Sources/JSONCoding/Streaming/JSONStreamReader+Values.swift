/// A value that is no object and no array.
package enum JSONScalar {
  case null
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  /// UTF-8 without escapes, valid until the reader's next call.
  case string(UnsafeRawBufferPointer)
}

extension JSONStreamReader {
  /// The kind of the value that comes next, which is not read.
  package func peekKind() throws -> JSONKind {
    guard let kind = JSONKind(firstByte: try nextTokenByte()) else { throw unexpected() }
    return kind
  }

  /// Reads a value that is no object and no array.
  /// - Returns: `nil` if an object or an array comes, which is not read.
  package func readScalar() throws -> JSONScalar? {
    switch try nextTokenByte() {
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "{"), UInt8(ascii: "["): return nil
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try readBool())
    case UInt8(ascii: "n"):
      try readNull()
      return .null
    default:
      switch try readNumber() {
      case .integer(let value): return .integer(value)
      case .real(let value): return .real(value)
      }
    }
  }

  /// Reads `null`.
  package func readNull() throws {
    guard try nextTokenByte() == UInt8(ascii: "n") else { throw mismatch(expected: .null) }
    try scanWord("null")
  }

  /// Reads `true` or `false`.
  package func readBool() throws -> Bool {
    switch try nextTokenByte() {
    case UInt8(ascii: "t"):
      try scanWord("true")
      return true
    case UInt8(ascii: "f"):
      try scanWord("false")
      return false
    default: throw mismatch(expected: .bool)
    }
  }

  /// Goes past a value of any kind, which is checked like any other.
  package func skipValue() throws {
    switch try peekKind() {
    case .null: try readNull()
    case .bool: _ = try readBool()
    case .number: _ = try readNumberText()
    case .string: _ = try readString()
    case .array:
      try beginArray()
      while try nextElement() { try skipValue() }
    case .object:
      try beginObject()
      while try nextKey() != nil { try skipValue() }
    }
  }

  /// Reads a value of any kind as a whole.
  /// - Parameter limit: How many bytes of the text it may take.
  package func readValue(limit: Int) throws -> JSONValue {
    _ = try nextTokenByte()
    return try readValue(until: offset + Int64(limit), limit: limit)
  }

  private func readValue(until last: Int64, limit: Int) throws -> JSONValue {
    let value: JSONValue
    switch try peekKind() {
    case .null:
      try readNull()
      value = .null
    case .bool: value = .bool(try readBool())
    case .number:
      value = .number(
        JSONNumber(validated: String(decoding: try readNumberText(), as: UTF8.self)))
    case .string: value = .string(try readText())
    case .array:
      var elements: [JSONValue] = []
      try beginArray()
      while try nextElement() { elements.append(try readValue(until: last, limit: limit)) }
      value = .array(elements)
    case .object:
      var object = JSONObject()
      try beginObject()
      while let key = try nextKeyText() {
        let member = try readValue(until: last, limit: limit)
        guard object.appendIfNew(key, member) else { throw failure(.syntax(.duplicateKey)) }
      }
      value = .object(object)
    }
    guard offset <= last else { throw failure(.tooLong(limit: limit)) }
    return value
  }

  /// Reads a value of any kind.
  /// - Returns: Its compact text, valid until the next call: without blanks, numbers as they are
  ///   written, strings with no escapes but those that are needed.
  package func readRawValue() throws -> UnsafeRawBufferPointer {
    assembled.removeAll()
    try assembleValue()
    return assembled.bytes
  }

  private func assembleValue() throws {
    switch try peekKind() {
    case .null:
      try readNull()
      assembled.append("null")
    case .bool: assembled.append(try readBool() ? "true" : "false")
    case .number: assembled.append(try readNumberText())
    case .string: JSONStringText.write(try readString(), to: assembled)
    case .array:
      try beginArray()
      assembled.append(UInt8(ascii: "["))
      while try nextElement() {
        if frames[depth].count > 1 { assembled.append(UInt8(ascii: ",")) }
        try assembleValue()
      }
      assembled.append(UInt8(ascii: "]"))
    case .object:
      try beginObject()
      assembled.append(UInt8(ascii: "{"))
      while let key = try nextKey() {
        if frames[depth].count > 1 { assembled.append(UInt8(ascii: ",")) }
        JSONStringText.write(key, to: assembled)
        assembled.append(UInt8(ascii: ":"))
        try assembleValue()
      }
      assembled.append(UInt8(ascii: "}"))
    }
    guard assembled.count <= limits.tokenLength else {
      throw failure(.tooLong(limit: limits.tokenLength))
    }
  }

  /// Reads the word whose first letter is at ``position``.
  private func scanWord(_ word: StaticString) throws {
    let count = word.utf8CodeUnitCount
    tokenStart = position
    if end - position < count { try ensure(count) }
    for index in 0..<count {
      guard base[position] == word.utf8Start[index] else { throw unexpected() }
      position += 1
    }
    isValuePending = false
  }

  /// What comes next is not what the caller asks for, or no value at all.
  func mismatch(expected: JSONKind) -> JSONStreamError {
    guard let found = JSONKind(firstByte: base[position]) else { return unexpected() }
    return failure(.mismatch(expected: expected.description, found: found.description))
  }
}
