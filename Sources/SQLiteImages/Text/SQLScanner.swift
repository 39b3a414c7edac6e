/// Cuts SQL into words, quoted names, single signs and, if asked for, what is between them.
struct SQLScanner {
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
