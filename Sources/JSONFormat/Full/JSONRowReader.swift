import JSONCoding
import SQLiteImages

/// Reads the rows of one table, and inserts them.
final class JSONRowReader {
  private let reader: JSONStreamReader
  private let values: TaggedValueReader
  private let columns: [String]
  private let keys: JSONKeyTable
  private let inserter: RowInserter
  /// 1 where the row id comes before the columns.
  private let first: Int
  private var nextRowid: Int64? = 1

  init(
    _ table: StoredTable, _ reader: JSONStreamReader, _ values: TaggedValueReader,
    _ builder: ImageBuilder
  ) throws {
    self.reader = reader
    self.values = values
    columns = table.columns
    var names = table.columns
    var keyNames = table.columns.map(JSONRowKey.key)
    if case .hidden(let name) = table.identity {
      first = 1
      names.insert(name, at: 0)
      keyNames.insert(JSONRowKey.rowid, at: 0)
    } else {
      first = 0
    }
    keys = JSONKeyTable(keyNames)
    inserter = try builder.inserter(into: table.name, columns: names, count: names.count)
  }

  /// Reads the next row.
  func insertRow() throws {
    values.arena.removeAll()
    var count = 0
    var rowid = nextRowid
    try reader.beginObject()
    while let match = try reader.nextKey(in: keys) {
      guard case .known(let position) = match else {
        throw reader.error("the table has no such column")
      }
      let value = try values.read()
      if position < first {
        guard case .integer(let number) = value else {
          throw reader.error("a row id must be an integer")
        }
        rowid = number
      } else {
        inserter[position] = value
        count += 1
      }
    }
    guard count == columns.count else {
      throw reader.error("this row does not have all columns of its table")
    }
    if first == 1 {
      guard let rowid else { throw reader.error("this row must have a $rowid") }
      inserter[0] = .integer(rowid)
      nextRowid = rowid == .max ? nil : rowid + 1
    }
    try inserter.insert()
  }
}
