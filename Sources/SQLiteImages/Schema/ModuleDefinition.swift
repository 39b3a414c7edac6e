/// The module and the arguments in the definition of a virtual table
/// (https://www.sqlite.org/lang_createvtab.html).
struct ModuleDefinition {
  private(set) var module = ""
  private(set) var arguments: [String] = []

  init(_ sql: String) {
    var scanner = SQLScanner(sql)
    while let token = scanner.next(), token.lowercased() != "using" {}
    module = scanner.next().map(Self.unquoted) ?? ""
    guard scanner.next() == "(" else { return }
    var (argument, depth) = ("", 1)
    while depth > 0, let token = scanner.next(keepingSpace: true) {
      if token == "(" { depth += 1 }
      if token == ")" { depth -= 1 }
      if depth == 0 || (depth == 1 && token == ",") {
        arguments.append(Self.trimmed(argument))
        argument = ""
      } else {
        argument += token
      }
    }
  }

  /// Whether a definition is one of a virtual table.
  static func isOne(_ sql: String) -> Bool {
    var scanner = SQLScanner(sql)
    return scanner.next()?.lowercased() == "create" && scanner.next()?.lowercased() == "virtual"
  }

  /// The value of the first argument of the form `key = value` whose key, in lower case, is meant.
  func option(_ isMeant: (String) -> Bool) -> String? {
    for argument in arguments {
      guard let mark = argument.firstIndex(of: "=") else { continue }
      let key = Self.trimmed(String(argument[..<mark])).lowercased()
      if !key.isEmpty, isMeant(key) {
        return Self.unquoted(Self.trimmed(String(argument[argument.index(after: mark)...])))
      }
    }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let front = text.drop(while: isSpace)
    return String(front.prefix(front.count - front.reversed().prefix(while: isSpace).count))
  }

  private static func unquoted(_ token: String) -> String {
    guard let first = token.first, let end = SQLScanner.closing[first] else { return token }
    let inside = token.dropFirst().dropLast(token.last == end ? 1 : 0)
    return end == "]"
      ? String(inside) : String(inside.replacing("\(end)\(end)", with: "\(end)"))
  }
}
