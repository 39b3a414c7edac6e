import SampleShop

/// Databases of few rows and hard definitions: functions in every place where SQLite allows one, shared
/// and odd names, and expressions, tables and numbers of tables up to SQLite's limits.
package enum GeneratedDefinitions {
  /// Makes a database file, the same for the same seed and version of SQLite.
  ///
  /// - Returns: what it holds, in a few words, for the message of a failed test.
  /// - Throws: ``SQLFailure`` where SQLite refuses something: a fault of the generator.
  @discardableResult
  package static func make(seed: UInt64, at path: String) throws -> String {
    var generator = try DefinitionGenerator(seed: seed, path: path)
    do { try generator.run() } catch {
      throw GenerationFailure(seed: seed, features: generator.features, cause: error)
    }
    return "seed \(seed): " + generator.features.joined(separator: ", ")
  }
}

/// Makes one of them, step by step.
struct DefinitionGenerator {
  struct Table {
    let name: String
    /// Those that a row is given, the key first.
    var columns: [String]
    let isStrict: Bool
    let isWithoutRowid: Bool
  }

  let connection: RawConnection
  let expressions: DefinitionExpressions
  var random: SeededRandom
  var features: [String] = []
  var tables: [Table] = []
  /// Names of tables, views and indexes, which share one space, folded.
  private var taken: Set<String> = []
  private var triggers: Set<String> = []

  init(seed: UInt64, path: String) throws {
    random = SeededRandom(seed: seed &+ 0x5EED)
    kind = Kind.allCases[Int(seed % UInt64(Kind.allCases.count))]
    connection = try RawConnection(path)
    expressions = DefinitionExpressions(connection)
    try connection.execute("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY; BEGIN")
    features.append("\(kind)")
  }

  private enum Kind: CaseIterable {
    case mixed, deep, wide, many, joined, nested
  }
  private let kind: Kind

  mutating func run() throws {
    for _ in 0..<random.number(2...6) { try makeTable() }
    switch kind {
    case .mixed: break
    case .deep: try makeDeep()
    case .wide: try makeWide()
    case .many: try makeMany()
    case .joined: try makeJoined()
    case .nested: try makeNested()
    }
    for table in tables.prefix(12) {
      try fill(table)
      for _ in 0..<random.number(1...3) { try makeIndex(on: table) }
    }
    for _ in 0..<random.number(2...4) { try makeView() }
    for _ in 0..<random.number(2...4) { try makeTrigger() }
    try connection.execute("COMMIT; PRAGMA journal_mode = DELETE")
  }

  // MARK: Names

  mutating func name() -> String {
    while true {
      var name = random.pick(
        random.pick(
          [
            DefinitionNames.keywords, DefinitionNames.taken, DefinitionNames.odd,
            tables.map(\.name),
          ].filter { !$0.isEmpty }))
      if random.chance(20) { name += "\(random.below(100))" }
      if !name.lowercased().hasPrefix("sqlite_"), taken.insert(Self.folded(name)).inserted {
        return name
      }
    }
  }

  /// Triggers have a space of names of their own, so that one may be named as a table is.
  private mutating func triggerName() -> String {
    while true {
      let name =
        random.chance(60) ? random.pick(tables).name : random.pick(DefinitionNames.keywords)
      if triggers.insert(Self.folded(name)).inserted { return name }
      if random.chance(30) { return self.name() }
    }
  }

  /// A name as a statement has it: without quotes, in some cases, though it is a keyword.
  mutating func written(_ name: String) -> String {
    if DefinitionNames.bare.contains(name), random.chance(60) { return name }
    switch random.below(3) {
    case 0: return "`" + name.replacing("`", with: "``") + "`"
    case 1 where !name.contains("]"): return "[" + name + "]"
    default: return quoted(name)
    }
  }

  private static func folded(_ name: String) -> String {
    String(decoding: name.utf8.map { (65...90).contains($0) ? $0 | 32 : $0 }, as: UTF8.self)
  }

  private mutating func columnNames(_ count: Int) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    while names.count < count {
      var name = random.pick(
        random.pick([DefinitionNames.keywords, DefinitionNames.taken, DefinitionNames.odd]))
      if ["rowid", "_rowid_", "oid"].contains(name) { name += "_" }
      if seen.insert(Self.folded(name)).inserted { names.append(name) }
    }
    return names
  }

  // MARK: Tables

  private mutating func makeTable() throws {
    let name = name()
    let names = columnNames(random.number(3...7))
    let isStrict = random.chance(30)
    let isWithoutRowid = random.chance(30)
    let key = names[0]
    var table = Table(
      name: name, columns: [key], isStrict: isStrict, isWithoutRowid: isWithoutRowid)
    var parts = ["\(quoted(key)) INTEGER PRIMARY KEY"]
    for column in names.dropFirst() {
      let source = random.pick(table.columns)
      if random.chance(30) {
        parts.append(
          "\(quoted(column))\(isStrict ? " ANY" : "") AS (\(expressions.constant(of: source, &random)))"
            + random.pick(["", " STORED", " VIRTUAL"]))
        continue
      }
      var part =
        "\(written(column)) " + (isStrict ? "ANY" : random.pick(["TEXT", "INT", "", "JSON"]))
      if random.chance(40) { part += " DEFAULT (\(defaultExpression()))" }
      if random.chance(40) {
        part += " CHECK (\(expressions.constant(of: column, &random)) IS NOT 'never; END;')"
      }
      parts.append(part)
      table.columns.append(column)
    }
    if random.chance(50) {
      let column = random.pick(table.columns)
      parts.append(
        "CONSTRAINT \(quoted(random.pick(DefinitionNames.odd))) CHECK "
          + "(\(random.chance(30) ? "random()" : expressions.constant(of: column, &random)) IS NOT 'never')"
      )
    }
    if random.chance(30), let other = tables.randomElement(using: &random) {
      parts.append(
        "FOREIGN KEY (\(quoted(random.pick(table.columns)))) REFERENCES \(quoted(other.name))"
          + random.pick(["", " ON DELETE SET NULL", " DEFERRABLE INITIALLY DEFERRED"]))
    }
    let options = [isWithoutRowid ? "WITHOUT ROWID" : nil, isStrict ? "STRICT" : nil]
    let separator = random.pick([", ", ",\n", ",\r\n"])
    try connection.execute(
      "CREATE TABLE \(written(name))(\(parts.joined(separator: separator)))"
        + options.compactMap { $0 }.joined(separator: ", "))
    tables.append(table)
  }

  /// A default can use any function, of literals alone.
  private mutating func defaultExpression() -> String {
    (random.chance(50) ? random.pick(expressions.changing) : random.pick(expressions.constant))
      .replacing("%c", with: random.pick(["'a;b'", "1", "NULL"]))
  }

  private mutating func fill(_ table: Table) throws {
    for row in 1...random.number(1...4) {
      let values = table.columns.indices.map { index -> String in
        index == 0
          ? "\(row)" : random.pick(["1", "'a'", "'it''s; END;'", "NULL", "2.5", "'[1]'", "-7"])
      }
      try connection.execute(
        "INSERT INTO \(quoted(table.name))(\(table.columns.map(quoted).joined(separator: ", ")))"
          + " VALUES (\(values.joined(separator: ", ")))")
    }
  }

  // MARK: Indexes, views, triggers

  private mutating func makeIndex(on table: Table) throws {
    let column = random.pick(table.columns)
    var sql =
      "CREATE INDEX \(written(name())) ON \(quoted(table.name))"
      + "(\(expressions.constant(of: column, &random)) \(random.pick(["", "DESC", "COLLATE RTRIM"])))"
    if random.chance(50) {
      sql += " WHERE \(expressions.constant(of: random.pick(table.columns), &random)) IS NOT NULL"
    }
    try connection.execute(sql)
  }

  private mutating func makeView() throws {
    let table = random.pick(tables)
    let column = random.pick(table.columns)
    let (one, two) = (expressions.any(of: column, &random), expressions.any(of: column, &random))
    let source = quoted(table.name)
    let body = random.pick([
      "SELECT \(one) AS a, \(two) AS b FROM \(source) WHERE \(two) IS NOT NULL ORDER BY \(one)",
      "SELECT count(*), sum(length(\(quoted(column)))), group_concat(\(one), ';') FROM \(source) "
        + "GROUP BY \(two) HAVING \(one) IS NOT NULL",
      "SELECT rank() OVER (PARTITION BY \(one) ORDER BY \(two)), lag(\(one)) OVER w FROM \(source) "
        + "WINDOW w AS (ORDER BY \(two) ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
      "SELECT j.key, j.value FROM \(source), json_each(json_array(1, 'a')) AS j",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) "
        + "SELECT n, \(one) FROM c, \(source)",
      "SELECT sum(1) FILTER (WHERE \(one) IS NOT NULL) FROM \(source)",
      "SELECT name FROM pragma_table_info('a') UNION SELECT \(one) FROM \(source)",
    ])
    try connection.execute("CREATE VIEW \(written(name())) AS \(body)")
  }

  private mutating func makeTrigger() throws {
    let table = random.pick(tables)
    let column = random.pick(table.columns)
    let row = random.chance(50) ? "NEW" : "OLD"
    let value = expressions.any(of: column, &random).replacing(
      quoted(column), with: "\(row).\(quoted(column))")
    let event =
      row == "NEW" ? random.pick(["INSERT", "UPDATE"]) : random.pick(["DELETE", "UPDATE"])
    try connection.execute(
      """
      CREATE TRIGGER \(written(triggerName())) \(random.pick(["BEFORE", "AFTER"])) \(event) ON \
      \(quoted(table.name)) WHEN \(value) IS NOT NULL BEGIN
        SELECT \(value), 'END;' /* END; */;
        INSERT INTO \(quoted(table.name))(\(quoted(column))) SELECT \(value) WHERE 0
          ON CONFLICT DO NOTHING;
        SELECT CASE WHEN \(value) = 7 THEN RAISE(IGNORE) END;
      END
      """)
  }
}
