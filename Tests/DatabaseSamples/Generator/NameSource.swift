import SampleShop

/// Hands out names, most of which have to be quoted, and none twice within its scope.
struct NameSource {
  enum Scope { case table, column, trigger }

  static let all: [String] = [
    "plain", "Mixed Case", "quo\"te", "\"all quoted\"", "apo'strophe", "'", "\"", "back`tick",
    "brack]et", "[x]", "line\nbreak", "return\rhere", "tab\there", "semi;colon", ";", "--",
    "a -- b",
    "/*", "*/", "/* x */", "ünïcode", "Ä", "ä", "表", "\u{1F600}", "e\u{301}", "\u{FEFF}bom",
    "\u{2028}", "select", "Table", "order", "GROUP", "index", "null", "CASE", "end", "values",
    "default",
    "rowid", "_rowid_", "oid", "OID", " ", "  ", "''", "\"\"", "$dollar", "?1", ":colon", "@at",
    "#hash", "%s%n", "a.b", "main.t", "1st", "42", "-1", "1e5", "x'41'", "back\\slash", "\\n",
    "a,b",
    "(a)", "NULL;", "it's; END;", "BEGIN", "COMMIT;", ".quit", "true", "\u{1}", "\u{7F}",
    "__proto__",
    "constructor", "id", "name", "value", "createdAt",
    "very long name " + String(repeating: "x", count: 300),
  ]

  private var taken: [Scope: Set<String>] = [:]

  /// How many names of tables and of what lives beside them are taken.
  var count: Int { taken[.table, default: []].count }

  /// - Parameter suffixes: of names that SQLite takes along with this one.
  mutating func take(
    _ random: inout SeededRandom, _ scope: Scope, suffixes: [String] = []
  ) -> String {
    while true {
      var name = random.chance(3) && scope != .trigger ? "" : random.pick(Self.all)
      if random.chance(20) { name += String(random.below(100)) }
      if random.chance(5) { name = random.pick(Self.all) + name }
      if claim(name, scope, suffixes: suffixes) { return name }
    }
  }

  /// Takes a name if it is free. SQLite folds the case of ASCII letters alone.
  mutating func claim(_ name: String, _ scope: Scope, suffixes: [String] = []) -> Bool {
    let folded = ([""] + suffixes).map { suffix in
      String(
        decoding: (name + suffix).utf8.map { (65...90).contains($0) ? $0 | 32 : $0 }, as: UTF8.self)
    }
    guard !folded.contains(where: { $0.hasPrefix("sqlite_") }),
      taken[scope, default: []].isDisjoint(with: folded)
    else { return false }
    taken[scope, default: []].formUnion(folded)
    return true
  }

  /// Forgets the names of the last table's columns.
  mutating func beginColumns() { taken[.column] = [] }
}
