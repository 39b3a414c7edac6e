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

  /// Reads `INSERT INTO name [(name, …)] VALUES`.
  static func parse(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, isWhole: Bool) -> Outcome {
    var reader = HeadReader(LiteralCursor(bytes, count: count))
    do {
      try reader.keyword("insert")
      try reader.keyword("into")
      let table = try reader.name()
      var columns: [String]?
      if try reader.take("(") {
        var names: [String] = []
        repeat { names.append(try reader.name()) } while try reader.take(",")
        guard try reader.take(")") else { return .other }
        columns = names
      }
      try reader.keyword("values")
      return .head(InsertHead(table: table, columns: columns), end: reader.cursor.position)
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
