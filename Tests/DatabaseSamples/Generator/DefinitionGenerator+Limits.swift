import SampleShop

/// Definitions up to the limits that SQLite has (https://www.sqlite.org/limits.html).
extension DefinitionGenerator {
  private var column: String { quoted(tables[0].columns[0]) }

  /// Expressions that are nearly 1000 deep, in each kind of definition.
  mutating func makeDeep() throws {
    let chain = Array(repeating: "length(a)", count: 900).joined(separator: "+")
    let ands = Array(repeating: "a IS NOT 'never'", count: 900).joined(separator: " AND ")
    try connection.execute(
      """
      CREATE TABLE deep(a, b DEFAULT (\(Array(repeating: "1", count: 900).joined(separator: "+"))),
        c AS (\(chain)), d AS (\(chain)) STORED, CHECK (\(ands)));
      INSERT INTO deep(a) VALUES ('x'), (NULL), ('it''s');
      CREATE INDEX deep_sum ON deep(\(chain));
      CREATE INDEX deep_part ON deep(a) WHERE \(ands);
      CREATE VIEW deep_view AS SELECT \(chain) AS s FROM deep WHERE \(ands);
      CREATE TRIGGER deep_trigger AFTER INSERT ON deep WHEN \(ands.replacing("a IS", with: "NEW.a IS"))
        BEGIN UPDATE deep SET b = \(chain) WHERE \(ands); END;
      """)
  }

  /// Nearly as many columns as a table may have, with a function for some of them.
  mutating func makeWide() throws {
    let columns = (0..<1990).map { index in
      index % 40 == 7
        ? "c\(index) AS (\(expressions.constant(of: "c0", &random)))"
        : index % 40 == 8
          ? "c\(index) CHECK (\(expressions.constant(of: "c\(index)", &random)) IS NOT 'never')"
          : "c\(index)"
    }
    try connection.execute(
      """
      CREATE TABLE wide(\(columns.joined(separator: ",")));
      INSERT INTO wide(c0, c1989) VALUES (1, 'last'), ('a', NULL);
      CREATE VIEW wide_view AS SELECT * FROM wide;
      CREATE INDEX wide_index ON wide(\((0..<900).map { "c\($0 * 2)" }.joined(separator: ",")));
      """)
  }

  /// Many tables, each with an index, a view and a trigger whose names are alike.
  mutating func makeMany() throws {
    for index in 0..<150 {
      let name = quoted(
        "\(DefinitionNames.keywords[index % DefinitionNames.keywords.count]) \(index)")
      let other = quoted("i \(index)")
      try connection.execute(
        """
        CREATE TABLE \(name)(a TEXT CHECK (\(expressions.constant(of: "a", &random)) IS NOT 'never'));
        INSERT INTO \(name) VALUES ('\(index)');
        CREATE INDEX \(other) ON \(name)(\(expressions.constant(of: "a", &random)));
        CREATE TRIGGER \(name) AFTER DELETE ON \(name) BEGIN SELECT \(expressions.changing[0]); END;
        """)
    }
  }

  /// As many terms, arguments and joined tables as there may be.
  mutating func makeJoined() throws {
    let table = quoted(tables[0].name)
    let compound = Array(repeating: "SELECT \(column) FROM \(table)", count: 500)
    let joins = (0..<64).map { "\(table) AS t\($0)" }.joined(separator: ", ")
    let arguments = Array(repeating: "a", count: 126).joined(separator: ", ")
    try connection.execute(
      """
      CREATE VIEW joined_compound AS \(compound.joined(separator: " UNION ALL "));
      CREATE VIEW joined_tables AS SELECT count(*) FROM \(joins);
      CREATE TABLE joined_arguments(a, b AS (coalesce(\(arguments), 1)),
        CHECK (max(\(arguments)) IS NOT 'never'));
      INSERT INTO joined_arguments VALUES (1), (NULL);
      CREATE INDEX joined_index ON joined_arguments(printf('%s', \(arguments)));
      """)
  }

  /// Parentheses, calls and cases in one another.
  mutating func makeNested() throws {
    func nested(_ count: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: count) + "a" + String(repeating: close, count: count)
    }
    let calls = nested(7, "coalesce(upper(", "), 'x;')")
    let cases = nested(8, "CASE WHEN 1 THEN ", " ELSE 'END;' END")
    let brackets = nested(30, "(", ")")
    try connection.execute(
      """
      CREATE TABLE nested(a, b AS (\(calls)), c AS (\(cases)) STORED, CHECK (\(brackets) IS NOT 'never'));
      INSERT INTO nested(a) VALUES ('x'), (2), (NULL);
      CREATE INDEX nested_calls ON nested(\(calls)) WHERE \(cases) IS NOT NULL;
      CREATE VIEW nested_view AS SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT \(calls) FROM nested)));
      CREATE TRIGGER nested AFTER UPDATE OF a ON nested WHEN \(brackets.replacing("a", with: "NEW.a"))
        BEGIN SELECT CASE WHEN 1 THEN CASE WHEN 1 THEN 'END;' END END; END;
      """)
  }
}
