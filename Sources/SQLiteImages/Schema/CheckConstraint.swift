/// A `CHECK` in the definition of a table (https://www.sqlite.org/lang_createtable.html#ckconst).
struct CheckConstraint: Equatable {
  /// As `CONSTRAINT` has it.
  let name: String?
  /// What is between its parentheses.
  let expression: String

  /// All that a definition has, of columns and of the table.
  static func all(in sql: String) -> [CheckConstraint] {
    var constraints: [CheckConstraint] = []
    var scanner = SQLScanner(sql)
    var (name, isNamed) = (String?.none, false)
    while let token = scanner.next() {
      let word = token.lowercased()
      if isNamed {
        (name, isNamed) = (token, false)
      } else if word == "constraint" {
        isNamed = true
      } else if word == "check", let expression = parenthesized(&scanner) {
        constraints.append(CheckConstraint(name: name, expression: expression))
        name = nil
      } else {
        name = nil
      }
    }
    return constraints
  }

  private static func parenthesized(_ scanner: inout SQLScanner) -> String? {
    guard scanner.next() == "(" else { return nil }
    var (text, depth) = ("", 1)
    while let token = scanner.next(keepingSpace: true) {
      if token == "(" { depth += 1 }
      if token == ")" { depth -= 1 }
      if depth == 0 { return text }
      text += token
    }
    return nil
  }

  /// True for a row that breaks it: NULL does not.
  var violation: String { "NOT (\(expression)\n)" }

  /// For people: `CHECK (x > 0)`, or with its name.
  var description: String {
    let text = expression.count > 120 ? expression.prefix(120) + "…" : expression[...]
    return (name.map { "\($0): " } ?? "") + "CHECK (\(text))"
  }
}
