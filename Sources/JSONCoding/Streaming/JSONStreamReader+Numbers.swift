/// A number in the narrowest type of SQLite's two.
package enum JSONNumeral: Sendable, Hashable {
  /// Written without fraction and exponent.
  case integer(Int64)
  case real(Double)
}

extension JSONStreamReader {
  /// Reads a number: an integer if it is written without fraction and exponent, or else the
  /// nearest double.
  package func readNumber() throws -> JSONNumeral {
    let (token, isInteger) = try numberToken()
    if isInteger { return .integer(try integer(token)) }
    return .real(try double(token))
  }

  /// Reads a number that is written without fraction and exponent and fits 64 bits.
  package func readInteger() throws -> Int64 {
    let (token, isInteger) = try numberToken()
    guard isInteger else {
      throw failure(
        .mismatch(expected: "an integer", found: "a number with a fraction or an exponent"),
        at: tokenStart)
    }
    return try integer(token)
  }

  /// Reads any number as the nearest double.
  package func readDouble() throws -> Double { try double(numberToken().bytes) }

  /// Reads any number.
  /// - Returns: Its ASCII text as it is written,.
  package func readNumberText() throws -> UnsafeRawBufferPointer { try numberToken().bytes }

  private func numberToken() throws -> (bytes: UnsafeRawBufferPointer, isInteger: Bool) {
    let byte = try nextTokenByte()
    guard byte &- 0x30 < 10 || byte == UInt8(ascii: "-") else {
      throw mismatch(expected: .number)
    }
    let token = try scanNumber()
    isValuePending = false
    return token
  }

  private func integer(_ token: UnsafeRawBufferPointer) throws -> Int64 {
    let isNegative = token[0] == UInt8(ascii: "-")
    let digits = UnsafeRawBufferPointer(rebasing: token[(isNegative ? 1 : 0)...])
    if digits.count <= 18 {
      var value: Int64 = 0
      for byte in digits { value = value &* 10 &+ Int64(byte &- 0x30) }
      return isNegative ? -value : value
    }
    var value: Int64 = 0
    for byte in digits {
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte &- 0x30)
      let (sum, second) =
        isNegative
        ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !first, !second else {
        throw failure(.outOfRange(expected: "a 64-bit integer"), at: tokenStart)
      }
      value = sum
    }
    return value
  }

  private func double(_ token: UnsafeRawBufferPointer) throws -> Double {
    if let value = DecimalText.exactDouble(token) { return value }
    guard let value = Double(String(decoding: token, as: UTF8.self)), value.isFinite else {
      throw failure(.outOfRange(expected: "a double"), at: tokenStart)
    }
    return value
  }

  // MARK: - Scanning

  /// Reads the number that begins at ``position``. ``tokenStart`` is its start thereafter, too.
  func scanNumber() throws -> (bytes: UnsafeRawBufferPointer, isInteger: Bool) {
    tokenStart = position
    var isInteger = true
    if base[position] == UInt8(ascii: "-") { try step() }
    if base[position] == UInt8(ascii: "0") {
      try step()
      guard !Self.isDigit(base[position]) else { throw invalidNumber() }
    } else {
      try skipDigits()
    }
    if base[position] == UInt8(ascii: ".") {
      isInteger = false
      try step()
      try skipDigits()
    }
    if base[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      try step()
      if base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") { try step() }
      try skipDigits()
    }
    let count = position - tokenStart
    guard count <= limits.tokenLength else {
      throw failure(.tooLong(limit: limits.tokenLength), at: tokenStart)
    }
    return (UnsafeRawBufferPointer(start: base + tokenStart, count: count), isInteger)
  }

  /// Goes on by one byte and sees to it that the next is in the window.
  @inline(__always)
  private func step() throws {
    position += 1
    if position == end { _ = try fill() }
  }

  private func skipDigits() throws {
    guard Self.isDigit(base[position]) else { throw invalidNumber() }
    while true {
      var index = position
      while Self.isDigit(base[index]) { index += 1 }
      position = index
      guard index == end, try fill() else { return }
    }
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func invalidNumber() -> JSONStreamError {
    isAtEnd && position == end ? unexpected() : failure(.syntax(.invalidNumber), at: tokenStart)
  }
}
