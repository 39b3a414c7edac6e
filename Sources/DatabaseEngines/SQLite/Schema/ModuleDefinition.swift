/// The module and the arguments in the definition of a virtual table
/// (https://www.sqlite.org/lang_createvtab.html).
struct ModuleDefinition {
  private(set) var module = ""
  private(set) var arguments: [String] = []

  init(_ sql: String) {
    var scanner = Scanner(sql)
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
    guard let first = token.first, let end = Scanner.closing[first] else { return token }
    let inside = token.dropFirst().dropLast(token.last == end ? 1 : 0)
    return end == "]"
      ? String(inside) : String(inside.replacing("\(end)\(end)", with: "\(end)"))
  }
}

/// Cuts SQL into words, quoted names, single signs and, if asked for, what is between them.
private struct Scanner {
  static let closing: [Character: Character] = ["'": "'", "\"": "\"", "`": "`", "[": "]"]
  private var rest: Substring.UnicodeScalarView

  init(_ sql: String) {
    rest = Substring(sql).unicodeScalars
  }

  mutating func next(keepingSpace: Bool = false) -> String? {
    while let first = rest.first {
      let start = rest
      if first.properties.isWhitespace {
        rest = rest.drop { $0.properties.isWhitespace }
      } else if rest.starts(with: "--".unicodeScalars) {
        rest = rest.drop { $0 != "\n" }
      } else if rest.starts(with: "/*".unicodeScalars) {
        skipComment()
      } else {
        return token(first)
      }
      if keepingSpace { return String(start[..<rest.startIndex]) }
    }
    return nil
  }

  private mutating func token(_ first: Unicode.Scalar) -> String {
    let start = rest
    if let end = Self.closing[Character(first)]?.unicodeScalars.first {
      rest = rest.dropFirst()
      skipQuoted(to: end)
    } else {
      let word = rest.prefix { $0 == "_" || $0 == "$" || $0.properties.isAlphabetic || $0.isDigit }
      rest = rest.dropFirst(max(1, word.count))
    }
    return String(start[..<rest.startIndex])
  }

  private mutating func skipQuoted(to end: Unicode.Scalar) {
    while let scalar = rest.popFirst() {
      guard scalar == end else { continue }
      if end != "]", rest.first == end { rest = rest.dropFirst() } else { return }
    }
  }

  private mutating func skipComment() {
    rest = rest.dropFirst(2)
    while !rest.isEmpty, !rest.starts(with: "*/".unicodeScalars) { rest = rest.dropFirst() }
    rest = rest.dropFirst(2)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
