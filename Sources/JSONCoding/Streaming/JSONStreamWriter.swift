/// Writes one JSON text piece by piece, in memory that does not grow with it.
///
/// Commas and colons come by themselves. The caller has to see to it that begins and ends match
/// and that each member has a key; ``finish()`` checks what can be checked.
///
/// All functions throw what the sink throws.
package final class JSONStreamWriter: JSONByteSink {
  /// Takes the next bytes of the text, which are valid until it returns.
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  private let sink: Sink
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0

  private var needsComma = false
  private var indent: Int?
  private var depth = 0
  var base64 = Base64.Encoder()

  package init(bufferSize: Int = 1 << 18, sink: @escaping Sink) {
    precondition(bufferSize > 0)
    self.sink = sink
    buffer = .allocate(byteCount: bufferSize, alignment: 16)
  }

  deinit { buffer.deallocate() }

  package func beginObject() throws { try begin(UInt8(ascii: "{")) }
  package func endObject() throws { try end(UInt8(ascii: "}")) }
  package func beginArray() throws { try begin(UInt8(ascii: "[")) }
  package func endArray() throws { try end(UInt8(ascii: "]")) }

  /// Writes the key of the next value.
  /// - Parameter utf8: UTF-8; see ``UTF8Check``.
  package func key(_ utf8: UnsafeRawBufferPointer) throws {
    try beginValue()
    try JSONStringText.write(utf8, to: self)
    try append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the key of the next value.
  package func key(_ text: String) throws {
    var text = text
    try text.withUTF8 { try key(UnsafeRawBufferPointer($0)) }
  }

  /// Writes the key of the next value.
  /// - Parameter json: The key as ``JSONStringText`` writes it, and a colon.
  package func key(raw json: UnsafeRawBufferPointer) throws {
    try beginValue()
    try append(json)
    needsComma = false
  }

  /// Has the next key, value or end begin on a line of its own.
  /// - Parameter indent: How many blanks to put before it.
  package func newline(indent: Int) { self.indent = indent }

  /// Hands all that is written to the sink.
  package func flush() throws {
    guard filled > 0 else { return }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    filled = 0
    try sink(bytes)
  }

  /// Ends the text, with a line break if one was asked for, and flushes.
  package func finish() throws {
    precondition(depth == 0, "an object or an array was not ended")
    try writeNewline()
    try flush()
  }

  // MARK: - For the values

  @inline(__always)
  func beginValue() throws {
    if needsComma { try append(UInt8(ascii: ",")) }
    if indent != nil { try writeNewline() }
    needsComma = true
  }

  @inline(__always)
  func append(_ byte: UInt8) throws {
    if filled == buffer.count { try flush() }
    buffer[filled] = byte
    filled += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count <= buffer.count - filled else { return try appendLong(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: bytes)
    filled += bytes.count
  }

  func append(_ text: StaticString) throws {
    try append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func appendLong(_ bytes: UnsafeRawBufferPointer) throws {
    try flush()
    guard bytes.count < buffer.count else { return try sink(bytes) }
    try append(bytes)
  }

  private func begin(_ bracket: UInt8) throws {
    try beginValue()
    try append(bracket)
    needsComma = false
    depth += 1
  }

  private func end(_ bracket: UInt8) throws {
    try writeNewline()
    try append(bracket)
    needsComma = true
    depth -= 1
  }

  private func writeNewline() throws {
    guard let indent else { return }
    self.indent = nil
    try append(UInt8(ascii: "\n"))
    for _ in 0..<indent { try append(UInt8(ascii: " ")) }
  }
}
