/// How a database writes text: `PRAGMA encoding`.
package enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "UTF-8"
  case utf16le = "UTF-16le"
  case utf16be = "UTF-16be"

  package func bytes(_ text: String) -> [UInt8] {
    self == .utf8 ? Array(text.utf8) : bytes(units: text.utf16)
  }

  /// Code units, which need not make valid text.
  func bytes(units: some Sequence<UInt16>) -> [UInt8] {
    units.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return self == .utf16be ? [high, low] : [low, high]
    }
  }
}
