import BackupProtocol
import DatabaseEngines
import JSONCoding

/// Reads values as an application has them, and makes of them what its column would store.
struct ApplicationValueReader {
  let reader: JSONStreamReader
  let arena: RowArena

  /// - Throws: `JSONStreamError` for a value that the column is not made for.
  func read(for column: OverlayColumn) throws -> StoredValue {
    let type = ColumnType(declared: column.declaredType)
    return try read(type, column)
  }

  func read(_ type: ColumnType, _ column: OverlayColumn) throws -> StoredValue {
    let kind = try reader.peekKind()
    if kind == .null, type != .json || column.isNullable {
      try reader.readNull()
      return .null
    }
    if type == .json { return .text(arena.copy(try reader.readRawValue())) }
    switch kind {
    case .null: return .null
    case .bool: return try readBool(type)
    case .number: return try readNumber(type)
    case .string: return try readString(type, column)
    case .array where type == .any, .object where type == .any:
      return .text(arena.copy(try reader.readRawValue()))
    case .object where type == .bytes: return try readBuffer()
    case .array, .object: throw unfit(type)
    }
  }

  private func unfit(_ type: ColumnType) -> JSONStreamError {
    reader.error("the column holds \(type.description), which this is not")
  }

  private func readBool(_ type: ColumnType) throws -> StoredValue {
    switch type {
    case .date, .bytes: throw unfit(type)
    default: return .integer(try reader.readBool() ? 1 : 0)
    }
  }

  private func readNumber(_ type: ColumnType) throws -> StoredValue {
    if type == .text { return .text(arena.copy(try reader.readNumberText())) }
    switch (type, try reader.readNumber()) {
    case (.boolean, .integer(let number)) where number == 0 || number == 1: return .integer(number)
    case (.integer, .integer(let number)), (.date, .integer(let number)),
      (.decimal, .integer(let number)), (.real, .integer(let number)), (.any, .integer(let number)):
      return .integer(number)
    case (.integer, .real(let number)):
      guard let whole = Int64(exactly: number) else { throw unfit(type) }
      return .integer(whole)
    case (.real, .real(let number)), (.decimal, .real(let number)), (.any, .real(let number)):
      return .real(number)
    default: throw unfit(type)
    }
  }

  private func readString(_ type: ColumnType, _ column: OverlayColumn) throws -> StoredValue {
    let bytes = try reader.readString()
    switch type {
    case .text, .any, .json: return .text(arena.copy(bytes))
    case .date: return try readDate(String(decoding: bytes, as: UTF8.self), column)
    case .integer, .real, .decimal:
      // Numbers that JSON's readers would round come as text.
      guard Self.isDecimal(bytes, isWhole: type == .integer) else { throw unfit(type) }
      return .text(arena.copy(bytes))
    case .boolean, .bytes: throw unfit(type)
    }
  }

  private func readDate(_ text: String, _ column: OverlayColumn) throws -> StoredValue {
    guard let time = StoredDateForm.time(text) else { throw unfit(.date) }
    guard var stored = column.dates.text(of: time) else {
      return .integer(time.millisecondsSince1970)
    }
    return stored.withUTF8 { .text(arena.copy(UnsafeRawBufferPointer($0))) }
  }

  /// What `JSON.stringify` makes of bytes of Node.js: `{"type":"Buffer","data":[1,2,3]}`.
  private func readBuffer() throws -> StoredValue {
    var bytes: [UInt8]?
    var isBuffer = false
    try reader.beginObject()
    while let key = try reader.nextKeyText() {
      switch key {
      case "type": isBuffer = try reader.readText() == "Buffer"
      case "data":
        var list: [UInt8] = []
        try reader.beginArray()
        while try reader.nextElement() {
          guard let byte = UInt8(exactly: try reader.readInteger()) else { throw unfit(.bytes) }
          list.append(byte)
        }
        bytes = list
      default: throw unfit(.bytes)
      }
    }
    guard isBuffer, let bytes else { throw unfit(.bytes) }
    return bytes.withUnsafeBytes { .blob(arena.copy($0)) }
  }

  /// An optional minus, digits, and, where not `isWhole`, a fraction and an exponent.
  static func isDecimal(_ text: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
    var rest = text[...]
    func take(_ bytes: StaticString) -> Bool {
      guard let first = rest.first, bytes.description.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func takeDigits() -> Int {
      let count = rest.prefix { $0 &- 48 < 10 }.count
      rest = rest.dropFirst(count)
      return count
    }
    _ = take("-")
    let digits = takeDigits()
    guard digits > 0 else { return false }
    if isWhole { return rest.isEmpty && digits < 20 }
    if take("."), takeDigits() == 0 { return false }
    if take("eE") {
      _ = take("+-")
      if takeDigits() == 0 { return false }
    }
    return rest.isEmpty
  }
}
