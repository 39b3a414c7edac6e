import SQLiteImages

/// Writes rows as `INSERT` statements of many rows each.
///
/// Row ids that are not a column's are kept: a statement names them where they do not follow from
/// the row before, as SQLite counts on from the largest one by itself.
final class InsertWriter {
  /// A statement ends at the first row behind this many bytes.
  private static let statementBytes: Int64 = 64 << 10
  /// Values of a row in a statement of several rows
  /// (https://www.sqlite.org/limits.html#max_column). A statement of one row takes one more.
  private static let mostValues = 2000

  private let output: TextOutput
  private let isHidden: Bool
  private let head: String
  private let explicitHead: String
  /// Whether a statement that names row ids can have one row only.
  private let isWide: Bool
  private var statement: (start: Int64, namesRowids: Bool)?
  private var nextRowid: Int64? = 1

  init(_ table: StoredTable, _ output: TextOutput) {
    self.output = output
    func opening(_ columns: [String]) -> String {
      "INSERT INTO \(quoted(table.name))(\(columns.map(quoted).joined(separator: ","))) VALUES\n"
    }
    head = opening(table.columns)
    isWide = table.columns.count >= Self.mostValues
    if case .hidden(let name) = table.identity {
      isHidden = true
      explicitHead = opening([name] + table.columns)
    } else {
      isHidden = false
      explicitHead = head
    }
  }

  func write(_ row: StoredRow) throws {
    let rowid = row.hiddenRowid
    let follows = rowid == nil || rowid == nextRowid
    if let open = statement, open.namesRowids ? !isWide : follows,
      output.count - open.start < Self.statementBytes
    {
      try output.write(",\n(")
    } else {
      try finish()
      try output.write(follows ? head : explicitHead)
      try output.write("(")
      statement = (output.count, isHidden && !follows)
    }
    if let rowid {
      if statement?.namesRowids == true {
        try output.write(rowid)
        try output.write(",")
      }
      nextRowid = rowid == .max ? nil : rowid + 1
    }
    for column in 0..<row.count {
      if column > 0 { try output.writeByte(44) }
      try output.writeLiteral(row[column])
    }
    try output.writeByte(41)
  }

  func finish() throws {
    guard statement != nil else { return }
    try output.write(";\n")
    statement = nil
  }
}
