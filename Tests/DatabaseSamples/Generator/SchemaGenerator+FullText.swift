import SampleShop

extension SchemaGenerator {
  static let words = [
    "gas", "cylinder", "Über", "naïve", "e-mail", "under_score", "it's", "42", "表", "delivery",
    "Delivered",
    "paid", "unpaid", "\u{1F600}", "NULL", "--",
  ]

  /// Makes full-text and R*Tree tables, each with rows that came, changed and went.
  mutating func makeVirtualTables() throws {
    for _ in 0..<random.number(1...3) {
      switch random.below(7) {
      case 0, 1: try makeFTS5()
      case 2: try makeContentlessFTS5()
      case 3: try makeExternalFTS5()
      case 4: try makeFTS4()
      case 5: try makeFTS3()
      default: try makeTree()
      }
    }
  }

  mutating func sentence() -> String {
    (0..<random.number(0...8)).map { _ in random.pick(Self.words) }.joined(separator: " ")
  }

  /// A name for a virtual table, whose own tables have names that begin with it. SQLite 3.40 makes
  /// some of their names into statements without quoting, so it is a tame one.
  mutating func virtualName() -> String {
    while true {
      let name =
        random.pick(["docs", "Full Text", "ünï", "search-index", "fts"]) + "\(names.count)"
      let suffixes = [
        "_data", "_idx", "_content", "_docsize", "_config", "_segments", "_segdir", "_stat",
        "_node",
        "_rowid", "_parent", "_vocab",
      ]
      if names.claim(name, .table, suffixes: suffixes) { return name }
    }
  }

  private mutating func makeFTS5() throws {
    let name = virtualName()
    let options = random.pick([
      "", ", prefix='2 3'", ", tokenize=\"unicode61 remove_diacritics 2 tokenchars '-_'\"",
      ", tokenize = 'porter ascii'", ", detail=none", ", detail=column", ", columnsize=0",
      ", tokenize = \"trigram\"",
    ])
    try note(
      "fts5\(options)",
      "CREATE VIRTUAL TABLE \(quoted(name)) USING fts5(title, body UNINDEXED, \"note;1\"\(options))"
    )
    if random.chance(30) { try setFullTextOptions(name) }
    let step = random.pick([1, 7, -3])
    for rowid in 1...random.number(2...15) {
      try insert(
        into: name, ["rowid", "title", "body", "\"note;1\""],
        [
          .integer(Int64(rowid * step)), text(sentence()), text("b"),
          text(sentence()),
        ])
    }
    try connection.execute("DELETE FROM \(quoted(name)) WHERE rowid % 2 = 0")
    if random.chance(50) { try connection.execute("UPDATE \(quoted(name)) SET title = 'changed'") }
    let table = quoted(name)
    if random.chance(40) {
      let (feature, rest) = random.pick([
        ("optimize", "(\(table)) VALUES ('optimize')"),
        ("rebuild", "(\(table)) VALUES ('rebuild')"),
        ("merge", "(\(table), rank) VALUES ('merge', -16)"),
      ])
      try note("fts5 \(feature)", "INSERT INTO \(table)\(rest)")
    }
    if random.chance(20) {
      try note(
        "fts5vocab",
        "CREATE VIRTUAL TABLE \(quoted(name + "_vocab")) "
          + "USING fts5vocab(\(literal(name)), 'row')")
    }
  }

  /// Options that the table keeps in rows of its own.
  private mutating func setFullTextOptions(_ name: String) throws {
    let table = quoted(name)
    try note(
      "fts5 options",
      """
      INSERT INTO \(table)(\(table), rank) VALUES ('pgsz', 64);
      INSERT INTO \(table)(\(table), rank) VALUES ('automerge', 0);
      INSERT INTO \(table)(\(table), rank) VALUES ('crisismerge', 16);
      INSERT INTO \(table)(\(table), rank) VALUES ('rank', 'bm25(10.0, 5.0)');
      """)
  }

  private mutating func makeContentlessFTS5() throws {
    let name = virtualName()
    try note(
      "contentless fts5", "CREATE VIRTUAL TABLE \(quoted(name)) USING fts5(a, b, content='')")
    for rowid in 1...5 {
      try insert(
        into: name, ["rowid", "a", "b"], [.integer(Int64(rowid)), text(sentence()), text("x")])
    }
  }

  private mutating func makeExternalFTS5() throws {
    let (name, content) = (virtualName(), names.take(&random, .table))
    let source = quoted(content)
    try note(
      "fts5 of another table",
      """
      CREATE TABLE \(source)(id INTEGER PRIMARY KEY, a TEXT, b);
      CREATE VIRTUAL TABLE \(quoted(name)) USING fts5(a, b, content=\(literal(content)), \
      content_rowid='id');
      CREATE TRIGGER \(quoted(name + " insert")) AFTER INSERT ON \(source) BEGIN
        INSERT INTO \(quoted(name))(rowid, a, b) VALUES (new.id, new.a, new.b); END;
      CREATE TRIGGER \(quoted(name + " delete")) AFTER DELETE ON \(source) BEGIN
        INSERT INTO \(quoted(name))(\(quoted(name)), rowid, a, b)
        VALUES ('delete', old.id, old.a, old.b); END;
      """)
    for id in 1...6 {
      try insert(
        into: content, ["id", "a", "b"], [.integer(Int64(id)), text(sentence()), text(sentence())])
    }
    try connection.execute("DELETE FROM \(source) WHERE id = 3")
  }

  func text(_ text: String) -> StoredValue { .text(encoding.bytes(text)) }
}
