import SampleShop

extension SchemaGenerator {
  /// Makes views, some of other views, and one of nothing.
  mutating func makeViews() throws {
    for _ in 0..<random.number(1...3) { try makeView() }
  }

  private mutating func makeView() throws {
    let name = names.take(&random, .table)
    let source = random.pick(views + tables.map(\.name))
    let table = tables.first { $0.name == source }
    let column = table?.columns.randomElement(using: &random).map { quoted($0.name) } ?? "1"
    let missing = "\"not there ; 1\""
    let (feature, rest) = random.pick([
      ("view", " AS SELECT * FROM \(quoted(source))"),
      (
        "view with a WHERE",
        " AS SELECT \(column) AS \"a;b\" FROM \(quoted(source)) WHERE \(column) <> ';'"
      ),
      ("view with columns", "(\"a \"\"b\", [c;d], 'e''f') AS SELECT 1, 'it''s; END;', x'00'"),
      (
        "view with a double-quoted string",
        " AS SELECT \"no column; but 'text'\" AS c FROM \(quoted(source))"
      ),
      ("view with comments", " /* it's */ AS -- it's; a \"view\n SELECT 1 /* ; */ AS one"),
      (
        "recursive view",
        "(n) AS WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT n FROM c"
      ),
      ("view of two", " AS SELECT a.*, b.* FROM \(quoted(source)) AS a, \(quoted(source)) AS b"),
      ("view of VALUES", " AS VALUES (1, 'a'), (2, 'b;')"),
      ("view of a missing table", " AS SELECT * FROM \(missing)"),
    ])
    try note(
      feature,
      random.pick(["CREATE VIEW ", "create  view IF NOT EXISTS "]) + random.anyQuoted(name) + rest
        + (random.chance(8) ? random.pick([" -- it's the end", " /* ; */"]) : ""))
    if feature != "view of a missing table" { views.append(name) }
  }
}
