import Concurrency
import Glibc
import SQLiteImages

extension DumpReplayer {
  /// - Returns: false where the statement is not an `INSERT` of the form that dumps have.
  func insertRows() throws -> Bool {
    guard let head = try insertHead() else { return false }
    hasBegun = true
    transaction.noteOther()
    if SchemaTable.isNamed(head.table) {
      try declareVirtualTable(head)
    } else if try prepareTable(head) {
      try forEachRow { try insertRow(head) }
    } else {
      try forEachRow { try dropRow() }
    }
    return true
  }

  private func forEachRow(_ body: () throws -> Void) throws {
    while true {
      try skipToToken()
      try cancellation.check()
      try body()
      switch try separator() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: ";"): return
      default: throw fail(.refused, "Unexpected text follows a row.")
      }
    }
  }

  /// Makes what the rows need that no statement has made.
  ///
  /// - Returns: false where the rows are those of a virtual table, which its own tables hold.
  private func prepareTable(_ head: InsertHead) throws -> Bool {
    let name = head.table.lowercased()
    if builder.isDeclared(virtualTable: name) { return false }
    guard name.hasPrefix("sqlite_") else {
      try own { try builder.openStorage(head.table) }
      return true
    }
    guard InternalTable.columns(of: name) != nil else {
      throw fail(.refused, "Rows of \(head.table) are not part of a dump.")
    }
    if name != InternalTable.sequences {
      try own { try builder.createStatistics(name) }
    } else if !hasSequences {
      // They would come beside the rows that SQLite made for the tables so far.
      hasSequences = true
      try own { try builder.emptySequences() }
    }
    return true
  }

  private func own(_ body: () throws -> Void) throws {
    do { try body() } catch let error as BuildError { throw DumpError(error, line: window.line) }
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
    let end = try nextRow()
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
      if head.conflict == .isIgnored, !builder.hasChanged { passOver("INSERT OR IGNORE") }
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
    let made = try builder.inserter(
      into: head.table, columns: head.columns, count: count, onConflict: head.conflict)
    lastInserter = (head, made)
    return made
  }

  private func insertByStatement(_ head: InsertHead) throws {
    let range = try rowText()
    let text = UnsafeBufferPointer(start: window.bytes, count: range.count)
    guard let row = String(validating: text, as: UTF8.self) else {
      throw fail(.invalid, "A row is not valid UTF-8.")
    }
    let columns = head.columns.map { "(" + $0.map(quoted).joined(separator: ",") + ")" } ?? ""
    try builder.insert(
      "\(head.conflict.verb) INTO \(quoted(head.table))\(columns) VALUES \(row)", into: head.table)
    window.drop(range.count)
  }

  private func dropRow() throws {
    if let end = try nextRow() { window.drop(end) } else { window.drop(try rowText().count) }
    passOver("INSERT INTO a virtual table")
  }

  /// The row that begins here, in its parentheses.
  private func rowText() throws -> Range<Int> {
    guard window.bytes[0] == UInt8(ascii: "(") else {
      throw fail(.refused, "An INSERT without VALUES is not part of a dump.")
    }
    while true {
      var cursor = LiteralCursor(window.bytes, count: window.count)
      if let range = cursor.parenthesized(from: 0) { return range }
      guard window.count < builder.statementBytes else {
        throw fail(.limit, "A row is longer than \(builder.statementBytes) bytes.")
      }
      guard try window.more() else { throw fail(.invalid, "The dump ends in the middle of a row.") }
    }
  }

  private func skipToToken() throws {
    guard try skipSpace() else {
      throw fail(.invalid, "The dump ends in the middle of a statement.")
    }
  }

  private func separator() throws -> UInt8 {
    try skipToToken()
    defer { window.drop(1) }
    return window.bytes[0]
  }

  /// A virtual table comes as a row of the schema, as SQLite's own dumps have it.
  private func declareVirtualTable(_ head: InsertHead) throws {
    let columns = head.columns?.map { $0.lowercased() } ?? VirtualTableRow.columns
    try forEachRow {
      guard isSchemaWritable, head.conflict == .fails, columns == VirtualTableRow.columns,
        let end = try nextRow(), let table = VirtualTableRow(parser.values)
      else {
        throw fail(
          .refused, "Only the definition of a virtual table may be written into the schema.")
      }
      try own { try builder.declareVirtualTable(table.name, sql: table.sql) }
      window.drop(end)
    }
  }
}

/// A row of `sqlite_schema` that defines a virtual table.
private struct VirtualTableRow {
  static let columns = ["type", "name", "tbl_name", "rootpage", "sql"]

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
