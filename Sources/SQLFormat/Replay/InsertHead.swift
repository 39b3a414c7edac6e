import SQLiteImages

/// The beginning of an `INSERT` statement, up to its first row.
struct InsertHead: Equatable {
  enum Outcome: Equatable {
    case head(InsertHead, end: Int)
    case needsMore
    /// Some other form of `INSERT`, which no dump has.
    case other
  }

  let table: String
  /// nil where the statement names none.
  let columns: [String]?
  var conflict = RowConflict.fails

  /// Reads `INSERT [OR …] INTO [main.]name [(name, …)] VALUES`, or `REPLACE INTO …`.
  static func parse(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, isWhole: Bool) -> Outcome {
    var reader = HeadReader(LiteralCursor(bytes, count: count))
    do {
      let conflict = try reader.conflict()
      try reader.keyword("into")
      var table = try reader.name()
      if try reader.take(".") {
        guard table.lowercased() == "main" else { return .other }
        table = try reader.name()
      }
      var columns: [String]?
      if try reader.take("(") {
        var names: [String] = []
        repeat { names.append(try reader.name()) } while try reader.take(",")
        guard try reader.take(")") else { return .other }
        columns = names
      }
      try reader.keyword("values")
      let head = InsertHead(table: table, columns: columns, conflict: conflict)
      return .head(head, end: reader.cursor.position)
    } catch HeadReader.Stop.end {
      return isWhole ? .other : .needsMore
    } catch {
      return .other
    }
  }
}

/// Reads names and keywords.
private struct HeadReader {
  enum Stop: Error { case end, other }

  var cursor: LiteralCursor

  init(_ cursor: LiteralCursor) { self.cursor = cursor }

  /// Reads the first words (https://www.sqlite.org/lang_conflict.html). Where a conflict ends the
  /// statement, it ends the import.
  mutating func conflict() throws -> RowConflict {
    let verb = try word()
    if verb == "replace" { return .replaces }
    guard verb == "insert" else { throw Stop.other }
    let start = cursor
    guard try word() == "or" else {
      cursor = start
      return .fails
    }
    switch try word() {
    case "ignore": return .isIgnored
    case "replace": return .replaces
    case "abort", "fail", "rollback": return .fails
    default: throw Stop.other
    }
  }

  private mutating func word() throws -> String {
    cursor.skipSpace()
    guard let range = cursor.word() else { throw Stop.end }
    return String(decoding: cursor.buffer[range].prefix(32), as: UTF8.self).lowercased()
  }

  mutating func keyword(_ word: StaticString) throws {
    cursor.skipSpace()
    guard let range = cursor.word() else { throw Stop.end }
    guard cursor.isWord(range, word) else { throw Stop.other }
  }

  mutating func take(_ character: Character) throws -> Bool {
    cursor.skipSpace()
    guard !cursor.isAtEnd else { throw Stop.end }
    return cursor.take(character.asciiValue ?? 0)
  }

  /// A bare name, or one in any of SQLite's quotes
  /// (https://www.sqlite.org/lang_keywords.html).
  mutating func name() throws -> String {
    cursor.skipSpace()
    guard !cursor.isAtEnd else { throw Stop.end }
    switch cursor.current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      return try quoted(closing: cursor.current)
    case UInt8(ascii: "["): return try quoted(closing: UInt8(ascii: "]"))
    default:
      guard let range = cursor.word() else { throw Stop.end }
      guard !range.isEmpty else { throw Stop.other }
      return try text(Array(cursor.buffer[range]))
    }
  }

  private mutating func quoted(closing: UInt8) throws -> String {
    var result: [UInt8] = []
    cursor.position += 1
    while true {
      guard !cursor.isAtEnd else { throw Stop.end }
      let byte = cursor.current
      cursor.position += 1
      if byte != closing {
        result.append(byte)
        continue
      }
      guard !cursor.isAtEnd else { throw Stop.end }
      guard closing != UInt8(ascii: "]"), cursor.take(closing) else { return try text(result) }
      result.append(closing)
    }
  }

  private func text(_ bytes: [UInt8]) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Stop.other }
    return text
  }
}
