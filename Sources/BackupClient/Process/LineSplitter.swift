/// Cuts what a program writes for people into lines, and long ones off.
struct LineSplitter {
  static let limit = 8192

  private var held: [UInt8] = []

  mutating func consume(_ bytes: UnsafeRawBufferPointer, _ receive: (String) -> Void) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        finish(receive)
      } else if held.count < Self.limit {
        held.append(byte)
      }
    }
  }

  /// The last line needs no line break.
  mutating func finish(_ receive: (String) -> Void) {
    if held.last == UInt8(ascii: "\r") { held.removeLast() }
    if !held.isEmpty { receive(String(decoding: held, as: UTF8.self)) }
    held.removeAll(keepingCapacity: true)
  }
}
