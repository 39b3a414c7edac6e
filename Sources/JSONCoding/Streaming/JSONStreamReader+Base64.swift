extension JSONStreamReader {
  /// Reads a string of Base64 (see ``Base64``).
  /// - Returns: The bytes,.
  package func readBase64() throws -> UnsafeRawBufferPointer {
    let text = try readString()
    guard let base = UnsafeMutableRawPointer(mutating: text.baseAddress) else { return text }
    guard let count = Base64.decode(text, into: base) else {
      throw failure(.mismatch(expected: "Base64", found: "another string"))
    }
    return UnsafeRawBufferPointer(start: base, count: count)
  }
}
