import SampleShop

extension SchemaGenerator {
  private static let types = [
    "INTEGER", "INT", "TEXT", "REAL", "BLOB", "NUMERIC", "", "", "VARCHAR(20)", "DOUBLE PRECISION",
    "DECIMAL(10, 2)", "DECIMAL(+10,-2)", "BOOLEAN", "DATETIME", "JSONB", "BIGINT",
    "UNSIGNED BIG INT", "FLOATING POINT", "STRING", "CHARINT", "NONE", "ANY", "\"quoted type\"",
    "'it''s'", "[a b]", "Text", "long name of a type (1)", "CLOB", "NATIVE CHARACTER(70)",
  ]

  private static let defaults = [
    "5", "-5", "+5", "1.5e3", "-0.0", "1e999", "9223372036854775808", "0x10", "'it''s'", "''",
    "'a;b'",
    "\"double\"", "x'00ff'", "NULL", "TRUE", "word", "CURRENT_TIMESTAMP", "CURRENT_DATE",
    "current_time", "'-- no comment'", "'line\nbreak'", "'END;'",
  ]

  private static let expressions = [
    "(1 + 2)", "('a' || char(10) || 'b')", "(datetime('now'))", "(strftime('%s', 'now'))",
    "(random())", "(')')", "(x'41')", "(CASE WHEN 1 THEN 'END;' END)", "(-9223372036854775808)",
  ]

  /// Adds a column to a table, and returns its definition.
  mutating func makeColumn(named name: String, of table: inout GeneratedTable) -> String {
    var column = GeneratedColumn(name: name)
    var type = random.pick(Self.types)
    if table.isStrict {
      type = random.pick(["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"])
      column.strictType = type
    }
    column.isInteger = type == "INTEGER"
    var definition = random.anyQuoted(name) + makeComment() + (type.isEmpty ? "" : " " + type)
    if random.chance(15), let source = table.stored.randomElement(using: &random) {
      column.isGenerated = true
      definition = quoted(name) + makeGenerated(from: source, of: table)
    } else {
      definition += makeConditions(on: name, of: table)
    }
    table.columns.append(column)
    return definition
  }

  private mutating func makeGenerated(
    from source: GeneratedColumn, of table: GeneratedTable
  ) -> String {
    features.append("generated column")
    let name = quoted(source.name)
    let expression = random.pick([
      "length(\(name))", "typeof(\(name))", "coalesce(\(name), 'no ; value')", "\(name) || ';'",
      "upper(\(name))", "\(name) IS NULL", "CASE WHEN \(name) > 5 THEN 'END;' ELSE x'00' END",
      "substr(\(name), 1, 3)", "quote(\(name))", "'-- ' /* ; */ || \(name)",
    ])
    return (table.isStrict ? " ANY" : random.pick(["", " TEXT", " INT"]))
      + random.pick([" AS ", " GENERATED ALWAYS AS "])
      + "(\(expression))" + random.pick(["", " VIRTUAL", " STORED"])
  }

  private mutating func makeConditions(on name: String, of table: GeneratedTable) -> String {
    var conditions: [String] = []
    if random.chance(15) {
      conditions.append("NOT NULL" + random.pick(["", "", " ON CONFLICT IGNORE"]))
    }
    if random.chance(8) { conditions.append("UNIQUE" + random.pick(["", " ON CONFLICT REPLACE"])) }
    if random.chance(15) {
      conditions.append("COLLATE " + random.pick(["NOCASE", "rtrim", "BINARY"]))
    }
    if random.chance(30) {
      conditions.append("DEFAULT " + random.pick(Self.defaults + Self.expressions))
    }
    if random.chance(12) {
      conditions.append(
        random.pick(["", "CONSTRAINT \"check ; 1\" "])
          + "CHECK ("
          + random.pick([
            "length(\(quoted(name))) < 1000000", "\(quoted(name)) IS NULL OR 1 /* ) */",
            "typeof(\(quoted(name))) IN ('null','integer','real','text','blob')",
            "\(quoted(name)) IS NOT \"a double-quoted string\"",
            "\(quoted(name)) IS NULL OR \(quoted(name)) > -5",
          ]) + ")")
    }
    if random.chance(12) { conditions.append(makeReference(of: table)) }
    return conditions.isEmpty
      ? "" : " " + conditions.shuffled(using: &random).joined(separator: " ")
  }

  /// `REFERENCES`, of this table itself, of another, or of one that is not there.
  private mutating func makeReference(of table: GeneratedTable) -> String {
    features.append("foreign key")
    let parent = random.pick([table] + tables)
    let isMissing = random.chance(10)
    var reference = "REFERENCES " + (isMissing ? "\"not there\"" : quoted(parent.name))
    if random.chance(60), let column = parent.columns.randomElement(using: &random) {
      reference += "(\(quoted(column.name)))"
    }
    return reference + makeActions()
  }

  /// A foreign key as a constraint of the table, of one column or of two.
  mutating func makeForeignKey(of table: GeneratedTable) -> String {
    features.append("foreign key")
    let parent = random.pick([table] + tables)
    let count = min(random.number(1...2), table.stored.count, parent.stored.count)
    func list(_ columns: [GeneratedColumn]) -> String {
      columns.prefix(count).map { quoted($0.name) }.joined(separator: ", ")
    }
    return "FOREIGN KEY (\(list(table.stored.shuffled(using: &random)))) REFERENCES "
      + "\(quoted(parent.name))(\(list(parent.stored.shuffled(using: &random))))" + makeActions()
  }

  private mutating func makeActions() -> String {
    random.pick([
      "", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE", " ON UPDATE RESTRICT",
      " ON DELETE SET DEFAULT", " ON DELETE NO ACTION MATCH FULL",
    ])
      + random.pick([
        "", " DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE", " DEFERRABLE INITIALLY IMMEDIATE",
      ])
  }
}
