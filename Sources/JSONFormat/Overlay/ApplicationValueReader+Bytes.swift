import Databases
import JSONCoding
import SQLiteImages

extension ApplicationValueReader {
  /// Bytes as Node.js writes a `Buffer` (`{"type":"Buffer","data":[1,2]}`) or a `Uint8Array`
  /// (`{"0":1,"1":2}`), as a list, or as Base64.
  func readBytes(_ kind: JSONKind, _ column: ApplicationColumn) throws -> StoredValue {
    switch kind {
    case .array: return keep(try readList())
    case .object: return keep(try readObject())
    case .string: return try readByteText(column)
    case .null, .bool, .number: throw unfit(.bytes)
    }
  }

  private func keep(_ bytes: [UInt8]) -> StoredValue {
    bytes.withUnsafeBytes { .blob(arena.copy($0)) }
  }

  private func readList() throws -> [UInt8] {
    var list: [UInt8] = []
    try reader.beginArray()
    while try reader.nextElement() { list.append(try readByte()) }
    return list
  }

  private func readByte() throws -> UInt8 {
    guard try reader.peekKind() == .number, let byte = UInt8(exactly: try reader.readInteger())
    else { throw unfit(.bytes) }
    return byte
  }

  private func readObject() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var isBuffer = false
    var hasData = false
    try reader.beginObject()
    while let key = try reader.nextKeyText() {
      switch key {
      case "type" where try reader.peekKind() == .string:
        isBuffer = try reader.readText() == "Buffer"
      case "data" where try reader.peekKind() == .array && bytes.isEmpty:
        bytes = try readList()
        hasData = true
      case String(bytes.count) where !isBuffer && !hasData: bytes.append(try readByte())
      default: throw unfit(.bytes)
      }
    }
    // `{}` may be an empty Uint8Array, and may be an ArrayBuffer, of which JSON.stringify tells
    // nothing.
    guard isBuffer == hasData, hasData || !bytes.isEmpty else { throw unfit(.bytes) }
    return bytes
  }

  /// Text stays text where the rows have text; else it has to be Base64, and nothing but Base64.
  private func readByteText(_ column: ApplicationColumn) throws -> StoredValue {
    let text = arena.copy(try reader.readString())
    guard !column.evidence.hasText || column.evidence.hasBytes else { return .text(text) }
    let isHexadecimal = text.allSatisfy {
      $0 &- 48 < 10 || ($0 | 32) &- UInt8(ascii: "a") < 6
    }
    guard !isHexadecimal || text.isEmpty else {
      throw reader.error("this can be read as Base64 and as hexadecimal digits")
    }
    guard let base = UnsafeMutableRawPointer(mutating: text.baseAddress), !text.isEmpty else {
      return .blob(text)
    }
    guard let count = Base64.decode(text, into: base) else {
      throw reader.error("the column holds bytes, and this is not Base64")
    }
    return .blob(UnsafeRawBufferPointer(start: base, count: count))
  }
}
