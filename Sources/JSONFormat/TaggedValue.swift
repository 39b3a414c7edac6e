import JSONCoding
import SQLiteImages

/// What JSON has no form of its own for is an object with one of these as its only key.
enum ValueTag: String, CaseIterable {
  /// A whole number beyond those that a double holds exactly, in decimal digits.
  case integer = "$integer"
  /// `Infinity` or `-Infinity`.
  case real = "$real"
  /// Text that is not valid in the database's encoding: its bytes in Base64.
  case text = "$text"
  /// Bytes in Base64.
  case blob = "$blob"

  /// The whole numbers that every reader of JSON keeps, also one that has doubles only
  /// (RFC 7493, section 2.2).
  static let plainIntegers: ClosedRange<Int64> = -(1 << 53) + 1...(1 << 53) - 1
}

extension JSONStreamWriter {
  /// Writes a value so that it can be read back with its type and every bit of it.
  func write(_ value: StoredValue) throws {
    switch value {
    case .null: try null()
    case .integer(let value) where ValueTag.plainIntegers.contains(value): try integer(value)
    case .integer(let value): try writeTagged(.integer) { try string(String(value)) }
    case .real(let value):
      if try !real(value) {
        try writeTagged(.real) { try string(value < 0 ? "-Infinity" : "Infinity") }
      }
    case .text(let bytes): try string(checked: bytes)
    case .malformedText(let bytes): try writeTagged(.text) { try base64(bytes) }
    case .blob(let bytes): try writeTagged(.blob) { try base64(bytes) }
    }
  }

  private func writeTagged(_ tag: ValueTag, _ content: () throws -> Void) throws {
    try beginObject()
    try key(tag.rawValue)
    try content()
    try endObject()
  }
}
