/// Reads the beginning of a statement token by token; white space and comments are passed over
/// (https://www.sqlite.org/lang_keywords.html, https://www.sqlite.org/lang_comment.html).
package struct StatementTokens {
  package enum Token: Equatable {
    /// A keyword, or a name without quotes, as it is written.
    case word(String)
    /// A name in double quotes, backticks or brackets.
    case name(String)
    /// In single quotes: a value, and by an old oddity also a name.
    case text(String)
    case sign(Character)
  }

  /// `main.User`, or `User`.
  package struct QualifiedName: Equatable {
    let schema: String?
    package let name: String

    /// Whether it is an object of the database that the dump is of.
    package var isMain: Bool { schema.map { $0.lowercased() == "main" } ?? true }
  }

  private var rest: Substring.UTF8View

  package init(_ sql: String) { rest = sql[...].utf8 }

  package var isAtEnd: Bool {
    var copy = self
    while copy.take(";") {}
    return copy.next() == nil
  }

  package mutating func next() -> Token? {
    skipSpace()
    guard let first = rest.first else { return nil }
    switch first {
    case UInt8(ascii: "'"): return .text(quoted(closing: first))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return .name(quoted(closing: first))
    case UInt8(ascii: "["): return .name(quoted(closing: UInt8(ascii: "]")))
    case let byte where LiteralCursor.isWordByte(byte):
      let word = rest.prefix { LiteralCursor.isWordByte($0) }
      rest = rest[word.endIndex...]
      return .word(String(Substring(word)))
    default:
      rest = rest.dropFirst()
      return .sign(Character(Unicode.Scalar(first)))
    }
  }

  /// Takes a keyword in any case.
  package mutating func take(word: String) -> Bool {
    var copy = self
    guard case .word(let found) = copy.next(), found.uppercased() == word else { return false }
    self = copy
    return true
  }

  /// Takes all of some keywords, or none.
  package mutating func take(words: String...) -> Bool {
    var copy = self
    guard words.allSatisfy({ copy.take(word: $0) }) else { return false }
    self = copy
    return true
  }

  package mutating func take(_ sign: Character) -> Bool {
    var copy = self
    guard copy.next() == .sign(sign) else { return false }
    self = copy
    return true
  }

  /// A keyword in capitals; nil for anything else.
  package mutating func word() -> String? {
    guard case .word(let word) = next() else { return nil }
    return word.uppercased()
  }

  package mutating func text() -> String? {
    guard case .text(let text) = next() else { return nil }
    return text
  }

  package mutating func name() -> String? {
    switch next() {
    case .word(let name), .name(let name), .text(let name): name
    default: nil
    }
  }

  package mutating func qualifiedName() -> QualifiedName? {
    guard let first = name() else { return nil }
    guard take(".") else { return QualifiedName(schema: nil, name: first) }
    return name().map { QualifiedName(schema: first, name: $0) }
  }

  private mutating func quoted(closing: UInt8) -> String {
    rest = rest.dropFirst()
    var result = ""
    while let end = rest.firstIndex(of: closing) {
      result += Substring(rest[..<end])
      rest = rest[end...].dropFirst()
      guard closing != UInt8(ascii: "]"), rest.first == closing else { return result }
      result.unicodeScalars.append(Unicode.Scalar(closing))
      rest = rest.dropFirst()
    }
    result += Substring(rest)
    rest = rest[rest.endIndex...]
    return result
  }

  private mutating func skipSpace() {
    while let first = rest.first {
      if LiteralCursor.isSpace(first) {
        rest = rest.drop { LiteralCursor.isSpace($0) }
      } else if rest.starts(with: "--".utf8) {
        rest = rest.drop { $0 != 10 }
      } else if rest.starts(with: "/*".utf8) {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else {
        return
      }
    }
  }
}
