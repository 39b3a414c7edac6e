/// A value as SQLite has it in a row, to the last bit.
package enum StoredValue: Hashable, Sendable {
  case null
  case integer(Int64)
  /// By its bits, so that -0.0 is not 0.0.
  case real(bits: UInt64)
  /// In the encoding of the database, whether valid or not.
  case text([UInt8])
  case blob([UInt8])

  package static func real(_ value: Double) -> Self { .real(bits: value.bitPattern) }
}

extension StoredValue: CustomStringConvertible {
  /// Its type and the value, cut where it is long.
  package var description: String {
    switch self {
    case .null: "NULL"
    case .integer(let value): "integer \(value)"
    case .real(let bits): "real \(Double(bitPattern: bits)) (\(String(bits, radix: 16)))"
    case .text(let bytes): "text \(Self.shown(bytes))"
    case .blob(let bytes): "blob \(Self.shown(bytes))"
    }
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    "\(bytes.count):x'\(hex(bytes.prefix(48)))\(bytes.count > 48 ? "…" : "")'"
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
