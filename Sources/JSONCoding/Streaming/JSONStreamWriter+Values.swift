extension JSONStreamWriter {
  package func null() throws {
    try beginValue()
    try append("null")
  }

  package func bool(_ value: Bool) throws {
    try beginValue()
    try append(value ? "true" : "false")
  }

  package func integer(_ value: Int64) throws {
    try beginValue()
    try withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var index = digits.count
      var rest = value.magnitude
      repeat {
        index -= 1
        digits[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        index -= 1
        digits[index] = UInt8(ascii: "-")
      }
      try append(UnsafeRawBufferPointer(rebasing: digits[index...]))
    }
  }

  /// Writes the shortest text that is read as the same double, never one that looks like an
  /// integer: `1.0`, `-0.0`, `1e+22`.
  /// - Returns: false, with nothing written, for an infinity or a NaN, which JSON does not have.
  package func real(_ value: Double) throws -> Bool {
    guard value.isFinite else { return false }
    try beginValue()
    var text = value.description
    try text.withUTF8 { try append(UnsafeRawBufferPointer($0)) }
    return true
  }

  /// Writes a string.
  /// - Returns: false, with nothing written, if the bytes are not UTF-8.
  package func string(_ utf8: UnsafeRawBufferPointer) throws -> Bool {
    guard UTF8Check.isValid(utf8) else { return false }
    try beginValue()
    try JSONStringText.write(utf8, to: self)
    return true
  }

  /// Writes a string.
  /// - Precondition: The bytes are UTF-8; they are not checked once more.
  package func string(checked utf8: UnsafeRawBufferPointer) throws {
    try beginValue()
    try JSONStringText.write(utf8, to: self)
  }

  /// Writes a string.
  package func string(_ text: String) throws {
    try beginValue()
    var text = text
    try text.withUTF8 { try JSONStringText.write(UnsafeRawBufferPointer($0), to: self) }
  }

  /// Writes a value that is JSON text already, as it is.
  package func raw(_ json: UnsafeRawBufferPointer) throws {
    try beginValue()
    try append(json)
  }

  /// Writes a value, compactly.
  package func value(_ value: JSONValue) throws {
    try value.serialized.withUnsafeBytes { try raw($0) }
  }

  // MARK: - Bytes

  /// Writes bytes as a string of Base64.
  package func base64(_ bytes: UnsafeRawBufferPointer) throws {
    try beginBase64()
    try appendBase64(bytes)
    try endBase64()
  }

  /// Begins a string of Base64 (RFC 4648, section 4, with padding) that is written piece by piece.
  package func beginBase64() throws {
    try beginValue()
    try append(UInt8(ascii: "\""))
  }

  /// Writes a piece, of any length, between ``beginBase64()`` and ``endBase64()``.
  package func appendBase64(_ bytes: UnsafeRawBufferPointer) throws {
    try base64.encode(bytes) { try append($0) }
  }

  package func endBase64() throws {
    try base64.finish { try append($0) }
    try append(UInt8(ascii: "\""))
  }
}
