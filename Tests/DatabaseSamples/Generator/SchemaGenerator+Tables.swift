import SampleShop

extension SchemaGenerator {
  private enum Key: String, CaseIterable {
    case none = "no key"
    case rowid = "INTEGER PRIMARY KEY"
    case rowidByConstraint = "INTEGER key by constraint"
    /// Not another name of the rowid, by an old oddity:
    /// <https://www.sqlite.org/lang_createtable.html#rowid>.
    case descending = "INTEGER PRIMARY KEY DESC"
    case sequence = "AUTOINCREMENT"
    case other = "other PRIMARY KEY"
    case withoutRowid = "WITHOUT ROWID"
  }

  /// Makes a table and its rows.
  mutating func makeTable() throws {
    let key = random.pick(Key.allCases)
    var table = GeneratedTable(name: names.take(&random, .table), columns: [])
    table.isStrict = random.chance(25)
    table.isWithoutRowid = key == .withoutRowid
    table.hasSequence = key == .sequence
    names.beginColumns()
    var parts = makeKeyColumn(key, of: &table)
    for name in rowidNames(key) + Array(repeating: nil, count: random.number(1...6)) {
      if let name, !names.claim(name, .column) { continue }
      parts.append(makeColumn(named: name ?? names.take(&random, .column), of: &table))
    }
    if key == .rowidByConstraint {
      let order = random.pick(["", " ASC", " DESC"])
      parts.append("PRIMARY KEY (\(quoted(table.columns[0].name))\(order))")
    }
    if key == .other || key == .withoutRowid { parts.append(makeKey(of: &table)) }
    parts += makeConstraints(of: table)
    var options: [String] = []
    if table.isWithoutRowid { options.append(random.pick(["WITHOUT ROWID", "without rowid"])) }
    if table.isStrict { options.append(random.pick(["STRICT", "strict"])) }
    let sql =
      random.pick(["CREATE TABLE ", "create  table\n", "CREATE TABLE IF NOT EXISTS main."])
      + random.anyQuoted(table.name) + makeComment() + "(" + makeComment()
      + joined(parts)
      + makeComment() + ")" + makeComment()
      + options.shuffled(using: &random).joined(separator: ", ")
    try note("table (\(key.rawValue)\(table.isStrict ? ", STRICT" : ""))", sql)
    try fill(table)
    tables.append(table)
  }

  private mutating func joined(_ parts: [String]) -> String {
    var text = ""
    for (index, part) in parts.enumerated() {
      text += index == 0 ? "" : "," + makeComment() + random.pick([" ", "\n  "])
      text += part
    }
    return text
  }

  /// Columns that take away names of the rowid: one, two or all three.
  private mutating func rowidNames(_ key: Key) -> [String?] {
    guard random.chance(20) else { return [] }
    features.append("columns named as the rowid")
    return Array(["rowid", "_rowid_", "oid"].shuffled(using: &random)[...random.below(3)])
  }

  private mutating func makeKeyColumn(_ key: Key, of table: inout GeneratedTable) -> [String] {
    let isColumn = [.rowid, .rowidByConstraint, .descending, .sequence].contains(key)
    guard isColumn else { return [] }
    let name = random.chance(15) ? random.pick(["rowid", "oid"]) : names.take(&random, .column)
    _ = names.claim(name, .column)
    let type =
      table.isStrict ? "INTEGER" : random.pick(["INTEGER", "integer", "\"INTEGER\"", "[InTeGeR]"])
    table.columns.append(
      GeneratedColumn(
        name: name, isInteger: true, strictType: "INTEGER", isRowid: key != .descending))
    let column = quoted(name) + " " + type
    switch key {
    case .rowidByConstraint: return [column]
    case .descending: return [column + " PRIMARY KEY DESC"]
    case .sequence: return [column + " PRIMARY KEY AUTOINCREMENT"]
    default:
      return [column + random.pick([" PRIMARY KEY", " NOT NULL primary key", " PRIMARY KEY ASC"])]
    }
  }

  private mutating func makeKey(of table: inout GeneratedTable) -> String {
    // SQLite 3.40 takes a WITHOUT ROWID table whose key is not its first columns for a damaged one:
    // its integrity_check looks at another column than it names.
    let stored = table.isWithoutRowid ? table.stored : table.stored.shuffled(using: &random)
    let columns = stored.prefix(random.number(1...3))
    if columns.count == 1, let name = columns.first?.name {
      // Of one column of that very type, any such key makes the column the rowid.
      for index in table.columns.indices where table.columns[index].name == name {
        guard table.columns[index].isInteger, !table.isWithoutRowid else { continue }
        table.columns[index].isRowid = true
      }
    }
    let terms = columns.map { column in
      quoted(column.name) + random.pick(["", "", " COLLATE NOCASE", " COLLATE RTRIM"])
        + random.pick(["", " DESC", " ASC"])
    }
    return random.pick(["", "CONSTRAINT \"the ; key\" "])
      + "PRIMARY KEY (\(terms.joined(separator: ", ")))"
  }

  private mutating func makeConstraints(of table: GeneratedTable) -> [String] {
    var constraints: [String] = []
    if random.chance(15) {
      let columns = table.stored.shuffled(using: &random).prefix(random.number(1...2))
      constraints.append("UNIQUE (\(columns.map { quoted($0.name) }.joined(separator: ", ")))")
    }
    if random.chance(20), let column = table.stored.randomElement(using: &random) {
      constraints.append("CHECK (typeof(\(quoted(column.name))) <> 'no type; END;')")
    }
    if random.chance(20) { constraints.append(makeForeignKey(of: table)) }
    return constraints
  }

  /// Nothing, or a comment with what only a parser of statements takes for a comment's content.
  mutating func makeComment() -> String {
    guard random.chance(8) else { return "" }
    return random.pick([
      " /* it's; \"a\" -- comment */ ", " -- it's; /* a \"comment\n", "/**/", " /* ) */ ",
      "\n\n", "\t", " -- \u{1F600}\n", " /* CREATE TABLE x(y); */ ",
    ])
  }
}
