import SampleShop

extension SchemaGenerator {
  /// Makes triggers, after the rows: any that fires when rows are put back leaves its mark.
  mutating func makeTriggers() throws {
    guard let table = tables.randomElement(using: &random) else { return }
    for _ in 0..<random.number(1...3) { try makeTrigger(on: table) }
    if let view = views.randomElement(using: &random), random.chance(50) {
      let name = names.take(&random, .trigger)
      try note(
        "trigger on a view",
        "CREATE TRIGGER \(quoted(name)) INSTEAD OF "
          + random.pick(["INSERT", "UPDATE", "DELETE"]) + " ON \(quoted(view)) BEGIN"
          + " SELECT 'END;' || ';' /* END; */; DELETE FROM \(quoted(table.name)); END")
    }
  }

  private mutating func makeTrigger(on table: GeneratedTable) throws {
    guard let other = tables.randomElement(using: &random),
      let column = other.stored.first(where: { $0.strictType == nil }) ?? other.stored.first,
      let own = table.stored.first
    else { return }
    let name = names.take(&random, .trigger)
    let events = [
      "INSERT", "DELETE", "UPDATE", "UPDATE OF \(quoted(own.name))", "INSERT", "INSERT",
    ]
    let start =
      random.pick(["CREATE TRIGGER ", "create  trigger IF NOT EXISTS main."])
      + random.anyQuoted(name) + random.pick([" ", "\n", " /* BEGIN */ "])
      + random.pick(["BEFORE ", "AFTER ", ""]) + random.pick(events)
      + " ON " + random.anyQuoted(table.name)
    let condition = random.pick([
      "", "", " FOR EACH ROW", " WHEN 'END;' <> ';'", " WHEN (SELECT CASE WHEN 1 THEN 1 END)",
    ])
    let target = quoted(other.name)
    let statements = [
      "DELETE FROM \(target)", "UPDATE \(target) SET \(quoted(column.name)) = NULL",
      "UPDATE OR IGNORE \(target) SET \(quoted(column.name)) = 0 WHERE 'END;' = 'END;'",
      "INSERT OR REPLACE INTO \(target)(\(quoted(column.name))) VALUES (CASE WHEN 1 THEN 1 END)",
      "SELECT RAISE(ABORT, 'it''s; END;')", "SELECT RAISE(IGNORE)",
      "SELECT 'x' /* END; */ -- END; it's\n", "INSERT INTO \"not there\" VALUES (1)",
    ]
    let body = (0..<random.number(1...3)).map { _ in random.pick(statements) + "; " }.joined()
    try note(
      "trigger", start + condition + " BEGIN " + body + random.pick(["END", "end", "\nEND"]))
  }
}
