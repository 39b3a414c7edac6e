import SampleShop

extension SchemaGenerator {
  /// Gives a table rows, unless it is to stay empty.
  mutating func fill(_ table: GeneratedTable) throws {
    guard !random.chance(15) else {
      features.append("empty")
      return
    }
    let count = random.chance(4) ? 300 : random.number(1...12)
    for rowid in rowids(count) { try insertRow(rowid, into: table) }
    if random.chance(5) { try insertLongRow(into: table) }
    guard random.chance(20), let name = table.rowidName else { return }
    try note(
      "deleted rows",
      "DELETE FROM \(quoted(table.name)) WHERE \(name) % 3 = 0")
  }

  private mutating func insertRow(_ rowid: Int64, into table: GeneratedTable) throws {
    var columns: [String] = []
    var values: [StoredValue] = []
    if let name = table.rowidName {
      columns.append(name)
      values.append(.integer(rowid))
    }
    for column in table.stored {
      // None is left out: a default may be the time of day, or random.
      columns.append(quoted(column.name))
      values.append(value(for: column, rowid))
    }
    try insert(into: table.name, columns, values)
  }

  private mutating func value(for column: GeneratedColumn, _ rowid: Int64) -> StoredValue {
    if column.isRowid { return .integer(rowid) }
    guard let type = column.strictType else { return SampleValues.any(&random, encoding) }
    return SampleValues.of(strictType: type, &random, encoding)
  }

  private mutating func insertLongRow(into table: GeneratedTable) throws {
    let text = SampleTexts.long[encoding, default: []]
    let blob = SampleValues.longBlob
    let values = table.stored.map { column -> StoredValue in
      switch (column.isRowid, column.strictType) {
      case (true, _): .integer(123_456)
      case (_, nil), (_, "ANY"): random.chance(50) ? .text(text) : .blob(blob)
      case (_, "TEXT"): .text(text)
      case (_, "BLOB"): .blob(blob)
      case (_, _): .integer(1)
      }
    }
    features.append("long values")
    var columns = table.stored.map { quoted($0.name) }
    var all = values
    if let name = table.rowidName {
      columns.append(name)
      all.append(.integer(123_456))
    }
    try insert(into: table.name, columns, all)
  }

  /// Inserts a row unless a constraint stands against it.
  ///
  /// - Parameter values: text in the encoding of the database.
  func insert(into table: String, _ columns: [String], _ values: [StoredValue]) throws {
    var bound: [StoredValue] = []
    let terms = values.map { value -> String in
      // Bound as UTF-16, text would lose a byte order mark at its beginning.
      if case .text(let bytes) = value, encoding != .utf8 {
        return "CAST(x'\(StoredValue.hex(bytes))' AS TEXT)"
      }
      bound.append(value)
      return "?"
    }
    try connection.run(
      "INSERT OR IGNORE INTO \(quoted(table))(\(columns.joined(separator: ", "))) "
        + "VALUES (\(terms.joined(separator: ", ")))", bound)
  }

  /// Numbers of rows: with gaps, below zero, near the largest there is, or anything.
  private mutating func rowids(_ count: Int) -> [Int64] {
    let style = random.below(5)
    var next = Int64(random.number(1...3))
    return (0..<Int64(count)).map { index in
      next += Int64(random.number(1...4))
      switch style {
      case 0: return index + 1
      case 1: return next
      case 2: return -next * 1000
      case 3: return .max - next
      default: return random.chance(30) ? .max - next : Int64(bitPattern: random.next())
      }
    }
  }
}
