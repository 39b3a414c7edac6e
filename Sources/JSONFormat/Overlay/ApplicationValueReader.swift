import JSONCoding
import SQLiteImages

/// Reads values as an application has them, and makes of them what its column would store.
struct ApplicationValueReader {
  let reader: JSONStreamReader
  let arena: RowArena

  /// - Throws: `JSONStreamError` for a value that the column is not made for.
  func read(for column: ApplicationColumn) throws -> StoredValue {
    let kind = try reader.peekKind()
    if kind == .null, !column.holdsJSON || column.isNullable {
      try reader.readNull()
      return .null
    }
    switch column.type {
    case .json: return .text(arena.copy(try reader.readRawValue()))
    case .jsonText where kind != .string: return .text(arena.copy(try reader.readRawValue()))
    case .bytes: return try readBytes(kind, column)
    default: break
    }
    switch kind {
    case .null: return .null
    case .bool: return try readBool(column.type)
    case .number: return try readNumber(column)
    case .string: return try readString(column)
    case .array, .object:
      guard column.type == .text || column.type == .any else { throw unfit(column.type) }
      column.jsonTexts += 1
      return .text(arena.copy(try reader.readRawValue()))
    }
  }

  func unfit(_ type: ColumnType) -> JSONStreamError {
    reader.error("the column holds \(type.description), and this value is something else")
  }

  private func readBool(_ type: ColumnType) throws -> StoredValue {
    switch type {
    case .date: throw unfit(type)
    case .text: return .text(arena.copy(try reader.readRawValue()))
    default: return .integer(try reader.readBool() ? 1 : 0)
    }
  }

  // MARK: - Numbers

  private func readNumber(_ column: ApplicationColumn) throws -> StoredValue {
    let text = arena.copy(try reader.readNumberText())
    switch column.type {
    case .text: return .text(text)
    case .date: return try dateNumber(text, column)
    default: return try number(text, column.type)
    }
  }

  /// A number of which the column keeps every digit.
  private func number(_ text: UnsafeRawBufferPointer, _ type: ColumnType) throws -> StoredValue {
    guard let digits = DecimalDigits(text) else { throw unfit(type) }
    let isWhole = text.dropFirst().allSatisfy { $0 &- 48 < 10 }
    switch type {
    case .boolean:
      guard let number = digits.integer, number == 0 || number == 1 else { throw unfit(type) }
      return .integer(number)
    case .integer:
      guard let number = digits.integer else {
        throw reader.error(
          "the column takes whole numbers from \(Int64.min) to \(Int64.max) only")
      }
      return .integer(number)
    default:
      // What a REAL cannot hold may still be a whole number in a column that has no REAL alone.
      if type != .real, isWhole, let number = digits.integer { return .integer(number) }
      guard digits.fitReal, let value = Double(String(decoding: text, as: UTF8.self)) else {
        throw reader.error("this number has more digits than the column can keep")
      }
      return .real(value)
    }
  }

  private func dateNumber(
    _ text: UnsafeRawBufferPointer, _ column: ApplicationColumn
  ) throws -> StoredValue {
    switch column.evidence.dates {
    case .day, .text:
      let form = column.evidence.dates?.description ?? ""
      throw reader.error("the column's rows hold \(form), and this is a number")
    case .number, .fractionalSeconds, .julianDay, nil: return try number(text, .any)
    }
  }

  // MARK: - Strings

  private func readString(_ column: ApplicationColumn) throws -> StoredValue {
    let bytes = arena.copy(try reader.readString())
    switch column.type {
    case .text, .any, .json: return .text(bytes)
    case .jsonText: return .text(jsonText(bytes))
    case .date: return try storedDate(bytes, column)
    case .integer where DecimalDigits(bytes) == nil:
      guard case .number = column.evidence.dates, let date = DateText(bytes), date.separator != nil
      else { throw unfit(column.type) }
      return try storedDate(bytes, column)
    // Numbers that JSON's readers would round come as text.
    case .integer, .real, .decimal: return try number(bytes, column.type)
    case .boolean, .bytes: throw unfit(column.type)
    }
  }

  /// Text that is JSON already, or a string that becomes some.
  private func jsonText(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if (try? JSONValue(parsing: bytes)) != nil { return bytes }
    let text = JSONValue.string(String(decoding: bytes, as: UTF8.self)).serialized
    return text.withUnsafeBytes { arena.copy($0) }
  }

  private func storedDate(
    _ bytes: UnsafeRawBufferPointer, _ column: ApplicationColumn
  ) throws -> StoredValue {
    guard !bytes.isEmpty else { return try emptyDate(bytes, column) }
    let date = DateText(bytes)
    if let date, !date.isInCalendar { throw reader.error("the calendar has no such day") }
    guard let form = column.evidence.dates else {
      column.datesAsTheyCame += 1
      return .text(bytes)
    }
    guard let date else {
      throw reader.error("the column's rows hold \(form.description), and this is not a date")
    }
    do {
      switch try DateConversion(form: form).convert(date) {
      case .integer(let number): return .integer(number)
      case .real(let number): return .real(number)
      case .text(let text): return text.withUnsafeBytes { .text(arena.copy($0)) }
      }
    } catch let failure as DateConversion.Failure {
      throw reader.error("this date \(failure.clause)")
    }
  }

  /// No date: NULL, unless the rows have empty text too or tell nothing.
  private func emptyDate(
    _ bytes: UnsafeRawBufferPointer, _ column: ApplicationColumn
  ) throws -> StoredValue {
    if column.evidence.hasEmptyText || column.evidence.dates == nil { return .text(bytes) }
    guard column.isNullable else {
      throw reader.error("empty text is not a date, and the column is NOT NULL")
    }
    column.emptyDates += 1
    return .null
  }
}
