import SampleShop

extension SchemaGenerator {
  /// Makes indexes of every kind on the ordinary tables.
  mutating func makeIndexes() throws {
    for table in tables {
      for _ in 0..<random.below(4) { try makeIndex(on: table) }
    }
  }

  private mutating func makeIndex(on table: GeneratedTable) throws {
    let count = random.number(1...3)
    let terms = table.columns.shuffled(using: &random).prefix(count).map { makeTerm($0) }
    guard let column = table.columns.randomElement(using: &random) else { return }
    // Rows that are alike stand against this one.
    let isUnique = random.chance(20)
    let start =
      random.pick(["CREATE ", "create\t"]) + (isUnique ? "UNIQUE " : "")
      + random.pick(["INDEX ", "INDEX IF NOT EXISTS main."])
    let name = names.take(&random, .table)
    let condition = random.pick([
      "", "", "", " WHERE \(quoted(column.name)) IS NOT NULL",
      " WHERE \(quoted(column.name)) > 5 /* ; */", " WHERE typeof(\(quoted(column.name))) = 'text'",
      " WHERE \(quoted(column.name)) IN ('END;', x'00', 1)",
    ])
    // What follows up to the end of the text belongs to the definition, too.
    let tail = random.chance(8) ? random.pick([" -- it's the end", " /* ; */", "  ", "\n"]) : ""
    let sql =
      start + random.anyQuoted(name) + " ON " + random.anyQuoted(table.name) + makeComment()
      + "(" + terms.joined(separator: ", ") + ")" + condition + tail
    if isUnique {
      guard (try? connection.execute(sql)) != nil else { return }
      features.append("unique index")
    } else {
      try note(condition.isEmpty ? "index" : "partial index", sql)
    }
  }

  private mutating func makeTerm(_ column: GeneratedColumn) -> String {
    let name = quoted(column.name)
    let term =
      switch random.below(4) {
      case 0:
        random.pick([
          "lower(\(name))", "length(\(name)) + 1", "(\(name) IS NULL)", "\(name) || '; x'",
        ])
      default: name
      }
    return term + random.pick(["", "", " COLLATE NOCASE", " COLLATE RTRIM"])
      + random.pick(["", "", " DESC", " ASC"])
  }
}
