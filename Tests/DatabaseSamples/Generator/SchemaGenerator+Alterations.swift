import SampleShop

extension SchemaGenerator {
  /// Changes tables with `ALTER TABLE`, which rewrites the text of their definition and leaves
  /// rows with fewer values than the table has columns.
  mutating func alterTables() throws {
    for index in tables.indices where random.chance(50) {
      switch random.below(4) {
      case 0: try renameTable(index)
      case 1: try renameColumn(index)
      case 2: try dropColumn(index)
      default: try addColumn(index)
      }
    }
  }

  private mutating func renameTable(_ index: Int) throws {
    let name = names.take(&random, .table)
    try note(
      "renamed table",
      "ALTER TABLE \(quoted(tables[index].name)) RENAME TO \(random.anyQuoted(name))")
    tables[index].name = name
  }

  private mutating func renameColumn(_ index: Int) throws {
    guard let name = freeColumnName(index),
      let position = tables[index].columns.indices.randomElement(using: &random)
    else { return }
    let old = quoted(tables[index].columns[position].name)
    try note(
      "renamed column",
      "ALTER TABLE \(quoted(tables[index].name)) RENAME COLUMN \(old) TO \(random.anyQuoted(name))")
    tables[index].columns[position].name = name
  }

  /// Drops a column; one that something else in the definition uses stays.
  private mutating func dropColumn(_ index: Int) throws {
    guard let position = tables[index].columns.indices.randomElement(using: &random),
      tables[index].columns.count > 2
    else { return }
    let column = quoted(tables[index].columns[position].name)
    guard
      (try? connection.execute(
        "ALTER TABLE \(quoted(tables[index].name)) DROP COLUMN \(column)")) != nil
    else { return }
    features.append("dropped column")
    tables[index].columns.remove(at: position)
  }

  private mutating func addColumn(_ index: Int) throws {
    guard let name = freeColumnName(index) else { return }
    let type = tables[index].isStrict ? "ANY" : random.pick(["TEXT", "INT", "", "REAL"])
    let condition = random.pick([
      "", " DEFAULT 5", " DEFAULT -2.5", " NOT NULL DEFAULT 'it''s; new'", " DEFAULT x'00ff'",
      " COLLATE NOCASE DEFAULT \"double\"", " DEFAULT 9223372036854775807",
      " REFERENCES \(quoted(tables[index].name))", " CHECK (1)", " AS (1 + 1)",
    ])
    try note(
      "added column",
      "ALTER TABLE \(quoted(tables[index].name)) ADD COLUMN "
        + "\(random.anyQuoted(name)) \(type)\(condition)")
    tables[index].columns.append(
      GeneratedColumn(
        name: name, strictType: tables[index].isStrict ? "ANY" : nil,
        isGenerated: condition == " AS (1 + 1)"))
  }

  private mutating func freeColumnName(_ index: Int) -> String? {
    names.beginColumns()
    for column in tables[index].columns { _ = names.claim(column.name, .column) }
    return names.take(&random, .column)
  }
}
