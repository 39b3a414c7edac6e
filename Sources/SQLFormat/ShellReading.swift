import SQLiteImages

/// What the `sqlite3` shell makes of a dump while it reads it: it drops the carriage return before each
/// line feed, inside of quotes too.
enum ShellReading {
  /// Whether the shell would read another text.
  static func changes(_ sql: String) -> Bool {
    var last: UInt8 = 0
    return sql.utf8.contains { byte in
      defer { last = byte }
      return last == 13 && byte == 10
    }
  }

  /// Whether an index would have other entries, as the text between quotes is another one.
  static func changesMeaning(of definition: ImageContent.Definition) -> Bool {
    guard definition.kind == .index, changes(definition.sql) else { return false }
    var tokens = StatementTokens(definition.sql)
    while let token = tokens.next() {
      switch token {
      case .text(let text), .name(let text): if changes(text) { return true }
      case .word, .sign: continue
      }
    }
    return false
  }
}
