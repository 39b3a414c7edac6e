import SampleShop

/// Makes one random database, step by step.
struct SchemaGenerator {
  let connection: RawConnection
  let encoding: TextEncoding
  var random: SeededRandom
  var names = NameSource()
  /// Ordinary tables with what the later steps must know of them.
  var tables: [GeneratedTable] = []
  var views: [String] = []
  /// In the order in which they came to be.
  var features: [String] = []

  init(seed: UInt64, path: String) throws {
    random = SeededRandom(seed: seed)
    connection = try RawConnection(path)
    encoding = random.pick(TextEncoding.allCases)
  }

  mutating func run() throws {
    try setUp()
    try connection.execute("BEGIN")
    if random.chance(30) { try makeDroppedSequence() }
    for _ in 0..<random.number(1...8) { try makeTable() }
    if random.chance(30) { try makeTableOfSelect() }
    if random.chance(60) { try makeVirtualTables() }
    if random.chance(50) { try alterTables() }
    try makeIndexes()
    if random.chance(70) { try makeViews() }
    if random.chance(70) { try makeTriggers() }
    try changeSequences()
    if random.chance(30) { try note("analyzed", "ANALYZE") }
    if random.chance(40) { try leaveFreePages() }
    try connection.execute("COMMIT")
  }

  /// Runs statements, and writes down what they are there for.
  mutating func note(_ feature: String, _ sql: String) throws {
    features.append(feature)
    try connection.execute(sql)
  }

  private mutating func setUp() throws {
    let pageSize = 1 << random.number(9...16)
    let vacuum = random.below(3)
    try note(
      "\(encoding.rawValue), page_size \(pageSize), auto_vacuum \(vacuum)",
      """
      PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
      PRAGMA encoding = '\(encoding.rawValue)'; PRAGMA page_size = \(pageSize);
      PRAGMA auto_vacuum = \(vacuum);
      """)
    for setting in ["user_version", "application_id"] where random.chance(60) {
      let number = random.pick([1, -1, 7, 20_260_301, Int32.max, Int32.min, 0x4D50_4258])
      try note("\(setting) \(number)", "PRAGMA \(setting) = \(number)")
    }
  }

  private mutating func makeTableOfSelect() throws {
    let name = names.take(&random, .table)
    guard let source = random.pick(tables + [nil]) else {
      return try note(
        "table of a select",
        "CREATE TABLE \(quoted(name)) AS SELECT 1 AS n, 2.5 AS \"r r\", 'x' AS t, x'00' AS b")
    }
    try note(
      "table of a select of another",
      "CREATE TABLE \(quoted(name)) AS SELECT * FROM \(quoted(source.name))")
  }

  /// AUTOINCREMENT makes `sqlite_sequence`, which stays when its last user goes.
  private mutating func makeDroppedSequence() throws {
    try note(
      "dropped AUTOINCREMENT table",
      "CREATE TABLE gone(id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE gone;")
  }

  private mutating func changeSequences() throws {
    for table in tables where table.hasSequence && random.chance(60) {
      let value = random.pick([1000, Int.max, Int.max - 1, 1 << 40])
      try note(
        "sequence \(value)",
        "UPDATE sqlite_sequence SET seq = \(value) WHERE name = \(literal(table.name))")
    }
  }

  private mutating func leaveFreePages() throws {
    try note(
      "free pages",
      """
      CREATE TABLE spent(content); INSERT INTO spent VALUES (zeroblob(20000)), (zeroblob(300));
      DROP TABLE spent;
      """)
  }
}
