import SQLiteImages

/// Statements that change what is there already. In a new database that is nothing, or what the dump
/// itself has made; only the tables of SQLite's own are changed by dumps.
extension DumpReplayer {
  /// Takes `DROP … IF EXISTS` for what is not there. A table may be dropped again while it is empty.
  func drop(_ tokens: StatementTokens) throws {
    var tokens = tokens
    let kind = tokens.word() ?? ""
    guard ["TABLE", "INDEX", "VIEW", "TRIGGER"].contains(kind) else {
      throw fail(.refused, "DROP \(kind) is not part of a dump, and is refused.")
    }
    let isOptional = tokens.take(words: "IF", "EXISTS")
    guard let target = tokens.qualifiedName(), target.isMain, tokens.isAtEnd else {
      throw fail(.refused, "DROP is not part of a dump, and is refused.")
    }
    if kind == "TABLE", InternalTable.columns(of: target.name.lowercased()) != nil {
      return passOver("DROP TABLE")
    }
    guard try builder.hasObject(kind.lowercased(), named: target.name) else {
      guard isOptional else {
        throw fail(
          .invalid, "DROP \(kind) names “\(target.name)”, which does not exist.",
          hint: "Remove the statement, or write DROP \(kind) IF EXISTS.")
      }
      return passOver("DROP \(kind)")
    }
    guard kind == "TABLE" else {
      throw fail(.refused, "DROP \(kind) would remove what the dump itself has made.")
    }
    try builder.dropEmptyTable(target.name)
  }

  /// Takes `DELETE FROM` for a table that is empty, and for tables of SQLite's own.
  func delete(_ tokens: StatementTokens) throws {
    var tokens = tokens
    guard tokens.take(word: "FROM"), let target = tokens.qualifiedName(), target.isMain else {
      throw fail(.refused, "DELETE is not part of a dump, and is refused.")
    }
    let name = target.name.lowercased()
    let condition = try equations(after: "WHERE", tokens)
    if SchemaTable.isNamed(name) {
      guard let kind = condition["type"], let object = condition["name"], condition.count == 2,
        try !builder.hasObject(kind, named: object)
      else { throw fail(.refused, "DELETE from the schema is not part of a dump, and is refused.") }
      return passOver("DELETE")
    }
    if name == InternalTable.sequences {
      hasSequences = true
      if condition.isEmpty { return try builder.emptySequences() }
      guard let table = condition["name"], condition.count == 1 else {
        throw fail(.refused, "This DELETE is not part of a dump, and is refused.")
      }
      return try builder.setSequence(of: table, to: nil)
    }
    guard condition.isEmpty else {
      throw fail(.refused, "DELETE with a condition is not part of a dump, and is refused.")
    }
    if InternalTable.columns(of: name) != nil { return try builder.emptyStatistics(name) }
    guard try builder.isEmptyTable(target.name) else {
      throw fail(.refused, "DELETE would remove rows that the dump itself has brought.")
    }
    passOver("DELETE")
  }

  /// `UPDATE sqlite_sequence SET seq = 3 WHERE name = 'User'`, as Navicat has it, and the changes of
  /// the schema that dumps of ours have.
  func update(_ sql: String, _ tokens: StatementTokens) throws {
    var tokens = tokens
    guard let target = tokens.qualifiedName(), target.isMain else {
      throw fail(.refused, "UPDATE is not part of a dump, and is refused.")
    }
    guard target.name.lowercased() == InternalTable.sequences else { return try changeSchema(sql) }
    guard tokens.take(words: "SET", "SEQ"), tokens.take("="), let digits = number(&tokens),
      let table = try equations(after: "WHERE", tokens)["name"]
    else { throw fail(.refused, "This UPDATE is not part of a dump, and is refused.") }
    hasSequences = true
    try builder.setSequence(of: table, to: digits)
  }

  private func number(_ tokens: inout StatementTokens) -> Int64? {
    switch tokens.next() {
    case .word(let text), .text(let text): Int64(text)
    default: nil
    }
  }

  /// `name = 'text' AND …` to the end of the statement; nothing where the word does not follow.
  private func equations(
    after word: String, _ tokens: StatementTokens
  ) throws -> [String: String] {
    var tokens = tokens
    if tokens.isAtEnd { return [:] }
    var result: [String: String] = [:]
    guard tokens.take(word: word) else {
      throw fail(.refused, "This statement is not part of a dump, and is refused.")
    }
    repeat {
      guard let column = tokens.name(), tokens.take("="), let value = tokens.text() else {
        throw fail(.refused, "This condition is not part of a dump, and is refused.")
      }
      result[column.lowercased()] = value
    } while tokens.take(word: "AND")
    guard tokens.isAtEnd else {
      throw fail(.refused, "This condition is not part of a dump, and is refused.")
    }
    return result
  }

  /// `UPDATE sqlite_schema SET rowid=1 WHERE (type,name)=('table','User')`, and the same with `sql`, as
  /// dumps of ours have it.
  private func changeSchema(_ sql: String) throws {
    if sql == "UPDATE sqlite_schema SET rowid=-rowid;" { return }
    let head = "UPDATE sqlite_schema SET "
    let pieces = sql.split(separator: " WHERE (type,name)=(", omittingEmptySubsequences: false)
    guard sql.hasPrefix(head), pieces.count > 1, let last = pieces.last,
      let place = texts(in: "(" + last), place.count == 2
    else { throw fail(.refused, "UPDATE is not part of a dump, and is refused.") }
    let change = pieces.dropLast().joined(separator: " WHERE (type,name)=(").dropFirst(head.count)
    let target = SchemaPlace(kind: place[0], name: place[1])
    if change.hasPrefix("rowid=") {
      builder.order(target)
    } else if change.hasPrefix("sql="), let text = texts(in: "(\(change.dropFirst(4)))")?.first {
      builder.keepText(text, of: target)
    } else {
      throw fail(.refused, "UPDATE is not part of a dump, and is refused.")
    }
  }

  /// The texts in a row of nothing else.
  private func texts(in row: String) -> [String]? {
    let parser = TupleParser()
    var row = Array(row.utf8)
    return row.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress,
        case .row = parser.parse(start, count: buffer.count, isWhole: true)
      else { return nil }
      let texts = parser.values.compactMap { value -> String? in
        guard case .text(let bytes) = value else { return nil }
        return String(decoding: bytes, as: UTF8.self)
      }
      return texts.count == parser.values.count ? texts : nil
    }
  }
}

/// The table that the schema is kept in, by both of its names.
enum SchemaTable {
  static func isNamed(_ name: String) -> Bool {
    ["sqlite_schema", "sqlite_master"].contains(name.lowercased())
  }
}
