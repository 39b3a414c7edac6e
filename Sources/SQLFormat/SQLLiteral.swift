import Glibc
import SQLiteImages

extension TextOutput {
  /// Writes a value as an SQL expression that has exactly this value, whichever program reads it
  /// (https://www.sqlite.org/lang_expr.html#literal_values_constants_).
  ///
  /// Text that the `sqlite3` shell would change on its way, by its line ends, is put together by
  /// `replace`; text that no literal can hold is cast from a blob.
  func writeLiteral(_ value: StoredValue) throws {
    switch value {
    case .null: try write("NULL")
    case .integer(let value): try write(value)
    case .real(let value): try writeReal(value)
    case .text(let bytes): try writeText(bytes)
    case .malformedText(let bytes): try writeCast(bytes)
    case .blob(let bytes): try writeBlob(bytes)
    }
  }

  private func writeBlob(_ bytes: UnsafeRawBufferPointer) throws {
    try write("x'")
    try writeHexadecimal(bytes)
    try write("'")
  }

  private func writeCast(_ bytes: UnsafeRawBufferPointer) throws {
    try write("CAST(")
    try writeBlob(bytes)
    try write(" AS TEXT)")
  }

  private func writeText(_ bytes: UnsafeRawBufferPointer) throws {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return try write("''") }
    if memchr(start, 13, bytes.count) != nil || memchr(start, 0, bytes.count) != nil {
      return try writeReplacing(bytes)
    }
    try writeByte(39)
    try writeDoublingQuotes(bytes)
    try writeByte(39)
  }

  /// A statement ends at a NUL, and the shell drops a carriage return before the end of a line.
  private func writeReplacing(_ bytes: UnsafeRawBufferPointer) throws {
    let codes = [UInt8(13), 0].filter(bytes.contains)
    let markers = Dictionary(
      uniqueKeysWithValues: codes.map { ($0, Self.marker(for: $0, absentFrom: bytes)) })
    for _ in codes { try write("replace(") }
    try write("'")
    var rest = bytes[...]
    while let end = rest.firstIndex(where: { codes.contains($0) }) {
      try writeDoublingQuotes(UnsafeRawBufferPointer(rebasing: rest[..<end]))
      try write(markers[bytes[end]] ?? "")
      rest = rest[(end + 1)...]
    }
    try writeDoublingQuotes(UnsafeRawBufferPointer(rebasing: rest))
    try write("'")
    for code in codes { try write(",'\(markers[code] ?? "")',char(\(code)))") }
  }

  /// Text that stands for a character, and is nowhere else in the text.
  private static func marker(for code: UInt8, absentFrom bytes: UnsafeRawBufferPointer) -> String {
    let name = code == 0 ? "0" : "r"
    var number = 0
    while true {
      let candidate = number == 0 ? "\\\(name)" : "\\{\(name)\(number)}"
      let needle = Array(candidate.utf8)
      let isTaken = bytes.indices.contains {
        bytes[$0] == needle[0] && bytes[$0...].starts(with: needle)
      }
      if !isTaken { return candidate }
      number += 1
    }
  }

  private func writeDoublingQuotes(_ bytes: UnsafeRawBufferPointer) throws {
    guard let start = bytes.baseAddress else { return }
    var offset = 0
    while let quote = memchr(start + offset, 39, bytes.count - offset) {
      let end = start.distance(to: UnsafeRawPointer(quote)) + 1
      try write(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
      try writeByte(39)
      offset = end
    }
    try write(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
  }

  func writeReal(_ value: Double) throws {
    if value.isInfinite { return try write(value < 0 ? "-9.0e+999" : "9.0e+999") }
    try write(RealLiteral.text(of: value))
  }
}
