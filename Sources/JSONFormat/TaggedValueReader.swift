import JSONCoding
import SQLiteImages

/// Reads values as ``JSONCoding/JSONStreamWriter`` has written them, and nothing else.
final class TaggedValueReader {
  private let reader: JSONStreamReader
  private let tags = JSONKeyTable(ValueTag.allCases.map(\.rawValue))
  /// Holds what was read until it is emptied.
  let arena = RowArena()

  init(_ reader: JSONStreamReader) { self.reader = reader }

  func read() throws -> StoredValue {
    switch try reader.readScalar() {
    case .null: return .null
    case .integer(let value):
      guard ValueTag.plainIntegers.contains(value) else {
        throw reader.error(
          "a number that a double cannot hold exactly must be written as {\"$integer\":\"…\"}")
      }
      return .integer(value)
    case .real(let value): return .real(value)
    case .string(let bytes): return .text(arena.copy(bytes))
    case .bool: throw reader.error("a database has no true and false: write 1 or 0")
    case nil: return try readTagged()
    }
  }

  private func readTagged() throws -> StoredValue {
    try reader.beginObject()
    guard let match = try reader.nextKey(in: tags) else {
      throw reader.error(
        "an object that is a value must have one of the keys $integer, $real, $text, $blob")
    }
    guard case .known(let position) = match else {
      throw reader.error(
        "an object that is a value must have one of the keys $integer, $real, $text, $blob")
    }
    let value: StoredValue
    switch ValueTag.allCases[position] {
    case .integer: value = try readInteger()
    case .real: value = try readReal()
    case .text: value = .malformedText(arena.copy(try reader.readBase64()))
    case .blob: value = .blob(arena.copy(try reader.readBase64()))
    }
    guard try reader.nextKey() == nil else {
      throw reader.error("an object that is a value must have one key")
    }
    return value
  }

  private func readInteger() throws -> StoredValue {
    let text = try reader.readText()
    guard let value = Int64(text), String(value) == text else {
      throw reader.error("this is not a 64-bit integer in decimal digits")
    }
    return .integer(value)
  }

  private func readReal() throws -> StoredValue {
    switch try reader.readText() {
    case "Infinity": return .real(.infinity)
    case "-Infinity": return .real(-.infinity)
    default: throw reader.error("this is neither Infinity nor -Infinity")
    }
  }
}
