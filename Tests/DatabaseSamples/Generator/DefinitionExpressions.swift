import SampleShop

/// Expressions with a function of SQLite in each, as far as the linked SQLite has it. `%c` stands for a
/// column.
struct DefinitionExpressions {
  /// Those that give the same for the same row, which is what an index needs.
  let constant: [String]
  /// Those that only a default, a view or a trigger may have.
  let changing: [String]

  init(_ connection: RawConnection) {
    func isKnown(_ text: String) -> Bool {
      (try? connection.texts("SELECT " + text.replacing("%c", with: "'1'"))) != nil
    }
    constant = Self.constantTemplates.filter(isKnown)
    changing = Self.changingTemplates.filter(isKnown)
  }

  /// A constant expression of a column.
  func constant(of column: String, _ random: inout SeededRandom) -> String {
    random.pick(constant).replacing("%c", with: quoted(column))
  }

  /// Any expression of a column.
  func any(of column: String, _ random: inout SeededRandom) -> String {
    (random.chance(30) ? random.pick(changing) : random.pick(constant))
      .replacing("%c", with: quoted(column))
  }

  private static let constantTemplates = [
    "abs(%c)", "char(65, unicode(%c))", "coalesce(%c, 'x;')", "format('%d;%s', length(%c), 'a')",
    "glob('a*', %c)", "hex(%c)", "ifnull(%c, 0)", "iif(%c > 1, 'END;', x'00')", "instr(%c, ';')",
    "length(%c)", "(%c LIKE 'a%' ESCAPE '\\')", "likely(%c)", "lower(%c)", "ltrim(%c, ' ;')",
    "max(%c, 1)", "min(%c, 'b')", "nullif(%c, 1)", "printf('%.3f', 1.5)", "quote(%c)",
    "replace(%c, ';', ',')", "round(1.55, 1)", "sign(1)", "substr(%c, 1, 3)", "substring(%c, 2)",
    "trim(%c)", "typeof(%c)", "upper(%c)", "unlikely(%c IS NULL)", "zeroblob(2)", "soundex(%c)",
    "likelihood(%c, 0.25)", "rtrim(%c)", "unhex('41')", "concat(%c, 'a')", "octet_length(%c)",
    "json_valid(%c)", "json_array(%c)", "json_object('k', %c)", "json_quote(%c)", "json('[1]')",
    "json_extract('{\"a\":[1,2]}', '$.a[1]')", "('{\"a\":1}' -> '$.a')", "('{\"a\":1}' ->> 'a')",
    "json_type('[1]', '$[0]')", "json_array_length('[1,2]')", "json_insert('[1]', '$[#]', %c)",
    "json_patch('{}', '{\"a\":1}')", "json_remove('[1,2]', '$[0]')", "json_set('{}', '$.a', %c)",
    "json_replace('{\"a\":1}', '$.a', 2)", "json_error_position('[1')", "jsonb('[1]')",
    "date('2020-01-01', '+1 day')", "strftime('%Y-%m', '2020-02-03')", "julianday('2020-01-01')",
    "unixepoch('2020-01-01')", "time('12:00')", "datetime('2020-01-01', 'start of month')",
    "pi()", "sqrt(2)", "pow(2, 3)", "ln(2)", "log(2, 8)", "ceil(1.2)", "floor(1.2)", "mod(7, 2)",
    "trunc(1.5)", "degrees(1)", "atan2(1, 2)", "exp(1)", "(%c COLLATE NOCASE = 'a')",
    "CAST(%c AS INTEGER)", "(%c BETWEEN 1 AND 2)", "(%c IN (1, 'a;', NULL))",
    "CASE %c WHEN 1 THEN 'END;' ELSE x'00' END", "(%c IS NOT DISTINCT FROM 1)", "(NOT %c ISNULL)",
    "(%c || ';' || char(10))", "(1 << 3 | 5 & ~2)", "(%c NOTNULL)", "(%c == 'a')", "(%c <> 0x1F)",
    "(- + - 1e-3)", "('a' GLOB '[a-z]')", "('it''s' <> 'END;')", "(%c IS TRUE)",
  ]

  private static let changingTemplates = [
    "random()", "hex(randomblob(4))", "datetime('now', 'localtime')", "strftime('%s', 'now')",
    "julianday()", "unixepoch()", "changes()", "total_changes()", "last_insert_rowid()",
    "sqlite_version()", "sqlite_source_id()", "CURRENT_TIMESTAMP", "current_date",
    "lower(hex(randomblob(4))) || '-4' || substr(hex(randomblob(2)), 2)",
  ]
}
