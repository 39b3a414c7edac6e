import Glibc

/// Finds where a statement ends, by the rules of `sqlite3_complete`
/// (https://www.sqlite.org/c3ref/complete.html): a semicolon outside of quotes and comments, and
/// inside of a trigger only the one behind `END`.
package struct StatementScanner {
  private enum Quote {
    case none
    case closing(UInt8)
    case lineComment
    case blockComment
  }

  /// How much of `;`, `END`, `;` has been seen at the end of a trigger.
  private enum TriggerEnd { case none, semicolon, end }

  private var quote = Quote.none
  private var words: [String] = []
  private var word = ""
  private var triggerEnd = TriggerEnd.none
  private(set) var position = 0

  /// The first words of the statement, in capitals.
  package var opening: [String] { words }

  /// Where the word stands that makes a statement one with other statements in it. Anywhere else it
  /// is a name.
  private var isTrigger: Bool {
    guard words.first == "CREATE" else { return false }
    let kind = words.dropFirst().drop { $0 == "TEMP" || $0 == "TEMPORARY" }
    return kind.first == "TRIGGER"
  }

  /// Goes on from where it ended the last time.
  ///
  /// - Returns: the offset behind the semicolon; nil where the statement does not end in the window.
  package mutating func scan(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
    while position < count {
      let byte = bytes[position]
      switch quote {
      case .closing(let end):
        guard let found = memchr(bytes + position, CInt(end), count - position) else {
          position = count
          return nil
        }
        position = UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
        quote = .none
      case .lineComment: if byte == 10 { quote = .none }
      case .blockComment:
        if byte == UInt8(ascii: "/"), position > 0, bytes[position - 1] == UInt8(ascii: "*") {
          quote = .none
        }
      case .none:
        if LiteralCursor.isWordByte(byte) {
          if word.utf8.count < 32 { word.unicodeScalars.append(Unicode.Scalar(byte)) }
          break
        }
        endWord()
        // A comment is known by two characters.
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") {
          guard position + 1 < count else { return nil }
        }
        if begin(byte, next: position + 1 < count ? bytes[position + 1] : 0) {
          position += 1
          return position
        }
      }
      position += 1
    }
    return nil
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    let upper = word.uppercased()
    word = ""
    if words.count < 4 { words.append(upper) }
    triggerEnd = triggerEnd == .semicolon && upper == "END" ? .end : .none
  }

  /// - Returns: whether the statement ends here.
  private mutating func begin(_ byte: UInt8, next: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      quote = .closing(byte)
      triggerEnd = .none
    case UInt8(ascii: "["):
      quote = .closing(UInt8(ascii: "]"))
      triggerEnd = .none
    case UInt8(ascii: "-") where next == byte: quote = .lineComment
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      quote = .blockComment
      // So that the star does not close what it opens.
      position += 1
    case UInt8(ascii: ";"):
      guard isTrigger else { return true }
      if triggerEnd == .end { return true }
      triggerEnd = .semicolon
    case let byte where LiteralCursor.isSpace(byte): break
    default: triggerEnd = .none
    }
    return false
  }

  package init(
    position: Int = 0
  ) {
    self.position = position
  }
}
