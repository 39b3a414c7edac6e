import SampleShop

/// A name as a statement has it, in double quotes.
package func quoted(_ name: String) -> String {
  "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// Text as a statement has it, in single quotes.
package func literal(_ text: String) -> String {
  "'" + text.replacing("'", with: "''") + "'"
}

extension SeededRandom {
  /// A name in one of the ways in which SQLite takes it.
  mutating func anyQuoted(_ name: String) -> String {
    switch below(6) {
    case 0: "`" + name.replacing("`", with: "``") + "`"
    case 1 where !name.utf8.contains(UInt8(ascii: "]")): "[" + name + "]"
    case 2 where Self.isBare(name): name
    default: quoted(name)
    }
  }

  private static func isBare(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(48...57).contains(first), name.count > 2 else {
      return false
    }
    return !keywords.contains(name.lowercased())
      && name.utf8.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) }
  }

  private static let keywords: Set = [
    "select", "table", "order", "group", "index", "null", "case", "end", "values", "rowid",
    "default",
  ]
}
