/// The options of a table, which follow its columns.
///
/// SQLite refuses a definition with an option that it does not know, and yet has the table where it was
/// told to pass over what it does not understand
/// (https://www.sqlite.org/pragma.html#pragma_writable_schema). Such a table may be stored in any way.
enum TableOptions {
  private static let known: Set<String> = ["without", "rowid", "strict", ","]

  /// - Parameter sql: the definition of an ordinary table.
  /// - Returns: the first word that is part of no option that is known here.
  static func unknown(in sql: String) -> String? {
    let tail = sql.utf8.suffix(while: { $0 != UInt8(ascii: ")") })
    let words = Substring(tail).split { $0 == " " || $0 == "," }
    if words.allSatisfy({ known.contains($0.lowercased()) }) { return nil }
    // There may be comments.
    var (scanner, depth, isBehind) = (SQLScanner(sql), 0, false)
    while let token = scanner.next() {
      if isBehind, depth == 0, !known.contains(token.lowercased()) { return token }
      depth += token == "(" ? 1 : token == ")" ? -1 : 0
      if depth == 0, token == ")" { isBehind = true }
    }
    return nil
  }
}

extension BidirectionalCollection {
  fileprivate func suffix(while predicate: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
