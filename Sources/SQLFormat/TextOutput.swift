/// Collects text in one buffer, and hands it on whenever the buffer is full.
package final class TextOutput {
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  /// Bytes that were written so far.
  private(set) var count: Int64 = 0

  package init(capacity: Int = 256 << 10, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    buffer = .allocate(byteCount: capacity, alignment: 16)
    self.sink = sink
  }

  deinit { buffer.deallocate() }

  package func flush() throws {
    guard filled > 0 else { return }
    try sink(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    filled = 0
  }

  /// Room for at least `size` bytes, of which the caller says how many it used.
  @inline(__always)
  func withRoom(_ size: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) throws {
    if buffer.count - filled < size { try flush() }
    guard let start = buffer.baseAddress else { return }
    let used = body(start.advanced(by: filled).assumingMemoryBound(to: UInt8.self))
    filled += used
    count += Int64(used)
  }

  func writeByte(_ byte: UInt8) throws {
    try withRoom(1) {
      $0.pointee = byte
      return 1
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      if filled == buffer.count { try flush() }
      let piece = rest.prefix(buffer.count - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: piece))
      filled += piece.count
      count += Int64(piece.count)
      rest = rest.dropFirst(piece.count)
    }
  }

  func write(_ text: StaticString) throws {
    try write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  func write(_ value: Int64) throws {
    try withRoom(20) { start in
      var magnitude = value.magnitude
      var length = value < 0 ? 2 : 1
      var probe = magnitude
      while probe >= 10 {
        probe /= 10
        length += 1
      }
      var position = length
      repeat {
        position -= 1
        let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
        start[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        magnitude = quotient
      } while magnitude > 0
      if value < 0 { start[0] = UInt8(ascii: "-") }
      return length
    }
  }

  func writeHexadecimal(_ bytes: UnsafeRawBufferPointer) throws {
    var offset = 0
    while offset < bytes.count {
      let piece = min(1024, bytes.count - offset)
      try withRoom(2 * piece) { start in
        for index in 0..<piece {
          let byte = bytes[offset + index]
          start[2 * index] = Self.digit(byte >> 4)
          start[2 * index + 1] = Self.digit(byte & 15)
        }
        return 2 * piece
      }
      offset += piece
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
