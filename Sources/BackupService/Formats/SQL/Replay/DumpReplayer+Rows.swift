import DatabaseEngines
import Glibc

extension DumpReplayer {
  /// - Returns: false where the statement is not an `INSERT` of the form that dumps have.
  func insertRows() throws -> Bool {
    guard let head = try insertHead() else { return false }
    hasBegun = true
    if try isSchemaTable(head) { return true }
    while true {
      try insertRow(head)
      switch try separator() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: ";"): return true
      default: throw fail(.refused, "A row is followed by something that no dump has.")
      }
    }
  }

  private func insertHead() throws -> InsertHead? {
    while true {
      let outcome = InsertHead.parse(window.bytes, count: window.count, isWhole: window.isAtEnd)
      switch outcome {
      case .head(let head, let end):
        window.drop(end)
        return head
      case .needsMore:
        guard window.count < 4 << 20 else {
          throw fail(.limit, "The list of an INSERT's columns is too long.")
        }
        _ = try window.more()
      case .other: return nil
      }
    }
  }

  private func insertRow(_ head: InsertHead) throws {
    try skipSpace()
    let end = try nextRow()
    try cancellation.check()
    if rows & 1023 == 0 { progress(rows) }
    rows += 1
    do {
      if let end {
        let inserter = try inserter(for: head, count: parser.values.count)
        try inserter.insert(parser.values)
        window.drop(end)
      } else {
        try insertByStatement(head)
      }
    } catch let error as BuildError {
      throw DumpError(error, line: window.line)
    }
  }

  /// - Returns: where the row ends; nil for one that only SQLite can evaluate.
  private func nextRow() throws -> Int? {
    while true {
      let outcome = parser.parse(window.bytes, count: window.count, isWhole: window.isAtEnd)
      switch outcome {
      case .row(let end): return end
      case .needsMore: _ = try window.more()
      case .other: return nil
      case .fault(let message): throw fail(.invalid, message)
      }
    }
  }

  private func inserter(for head: InsertHead, count: Int) throws -> RowInserter {
    if let last = lastInserter, last.inserter.count == count, last.head == head {
      return last.inserter
    }
    let made = try builder.inserter(into: head.table, columns: head.columns, count: count)
    lastInserter = (head, made)
    return made
  }

  private func insertByStatement(_ head: InsertHead) throws {
    var cursor = LiteralCursor(window.bytes, count: window.count)
    guard !cursor.isAtEnd, cursor.current == UInt8(ascii: "(") else {
      throw fail(.refused, "An INSERT without VALUES is not part of a dump.")
    }
    var range = cursor.parenthesized(from: 0)
    while range == nil {
      guard window.count < builder.statementBytes else {
        throw fail(.limit, "A row is longer than \(builder.statementBytes) bytes.")
      }
      guard try window.more() else { throw fail(.invalid, "The dump ends in the middle of a row.") }
      cursor = LiteralCursor(window.bytes, count: window.count)
      range = cursor.parenthesized(from: 0)
    }
    guard let range, let row = String(validating: cursor.buffer[range], as: UTF8.self) else {
      throw fail(.invalid, "A row is not valid UTF-8.")
    }
    let columns = head.columns.map { "(" + $0.map(quoted).joined(separator: ",") + ")" } ?? ""
    try builder.insert(
      "INSERT INTO \(quoted(head.table))\(columns) VALUES \(row)", into: head.table)
    window.drop(range.count)
  }

  private func skipSpace() throws {
    while true {
      var count = 0
      while count < window.count, LiteralCursor.isSpace(window.bytes[count]) { count += 1 }
      window.drop(count)
      if window.count > 0 { return }
      guard try window.more() else {
        throw fail(.invalid, "The dump ends in the middle of a statement.")
      }
    }
  }

  private func separator() throws -> UInt8 {
    try skipSpace()
    defer { window.drop(1) }
    return window.bytes[0]
  }

  /// A virtual table comes as a row of the schema, as SQLite's own dumps have it.
  private func isSchemaTable(_ head: InsertHead) throws -> Bool {
    guard ["sqlite_schema", "sqlite_master"].contains(head.table.lowercased()) else {
      guard
        !head.table.lowercased().hasPrefix("sqlite_")
          || ["sqlite_sequence", "sqlite_stat1", "sqlite_stat4"].contains(head.table.lowercased())
      else { throw fail(.refused, "Rows of \(head.table) are not part of a dump.") }
      return false
    }
    try skipSpace()
    guard let end = try nextRow(),
      head.columns?.map({ $0.lowercased() }) == ["type", "name", "tbl_name", "rootpage", "sql"],
      let table = VirtualTableRow(parser.values)
    else {
      throw fail(
        .refused, "Only the definition of a virtual table may be written into the schema.")
    }
    builder.declareVirtualTable(table.name, sql: table.sql)
    window.drop(end)
    guard try separator() == UInt8(ascii: ";") else {
      throw fail(.refused, "A row of the schema is followed by something that no dump has.")
    }
    return true
  }
}

/// A row of `sqlite_schema` that defines a virtual table.
private struct VirtualTableRow {
  let name: String
  let sql: String

  init?(_ values: [StoredValue]) {
    let texts = values.map { value -> String? in
      guard case .text(let bytes) = value else { return nil }
      return String(validating: bytes, as: UTF8.self)
    }
    guard values.count == 5, texts[0] == "table", let name = texts[1], texts[2] == name,
      case .integer(0) = values[3], let sql = texts[4],
      sql.uppercased().hasPrefix("CREATE VIRTUAL TABLE ")
    else { return nil }
    self.name = name
    self.sql = sql
  }
}
