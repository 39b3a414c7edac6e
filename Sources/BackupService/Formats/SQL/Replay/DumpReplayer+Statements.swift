import DatabaseEngines

extension DumpReplayer {
  func runStatement() throws {
    var scanner = StatementScanner()
    var end = scanner.scan(window.bytes, count: window.count)
    while end == nil {
      guard window.count < builder.statementBytes else {
        throw fail(.limit, "A statement is longer than \(builder.statementBytes) bytes.")
      }
      if try window.more() {
        end = scanner.scan(window.bytes, count: window.count)
      } else {
        let isCommand = window.bytes[0] == UInt8(ascii: ".")
        throw fail(
          isCommand ? .refused : .invalid,
          isCommand
            ? "Commands of the shell are not part of a dump."
            : "The dump ends in the middle of a statement.")
      }
    }
    // What the next rows meet may be another table than before, or one with a trigger.
    lastInserter = nil
    let length = end ?? window.count
    let text = UnsafeBufferPointer(start: window.bytes, count: length)
    guard let sql = String(validating: text, as: UTF8.self), !sql.utf8.contains(0) else {
      throw fail(.invalid, "A statement is not valid UTF-8, or has a NUL character in it.")
    }
    do {
      try run(sql, opening: scanner.opening)
    } catch let error as BuildError {
      throw DumpError(error, line: window.line)
    }
    hasBegun = true
    window.drop(length)
  }

  private func run(_ sql: String, opening: [String]) throws {
    switch opening.first ?? "" {
    case "BEGIN":
      guard !isOpen else { throw fail(.invalid, "A transaction begins inside of another one.") }
      isOpen = true
    case "COMMIT", "END": isOpen = false
    case "ROLLBACK":
      throw fail(.invalid, "The dump ends with a ROLLBACK: it was broken off by an error.")
    case "PRAGMA": try apply(sql)
    case "CREATE": try define(sql, opening: opening)
    case "ANALYZE":
      guard ["sqlite_schema", "sqlite_master"].contains((opening.last ?? "").lowercased()) else {
        throw fail(.refused, "ANALYZE is not part of a dump.")
      }
      try builder.createStatistics()
    case "DELETE":
      switch opening.dropFirst() {
      case ["FROM", "SQLITE_SEQUENCE"]: try builder.emptySequences()
      case ["FROM", "SQLITE_STAT1"], ["FROM", "SQLITE_STAT4"]: break
      default: throw fail(.refused, "DELETE is not part of a dump.")
      }
    case "UPDATE": try changeSchema(sql)
    case "DROP" where opening.dropFirst() == ["TABLE", "STRONGROOM_SEQUENCE"]: break
    case "":
      throw fail(.refused, "This is not a statement of SQL.")
    case let word:
      throw fail(.refused, "\(word) is not part of a dump, and is refused.")
    }
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

  private func define(_ sql: String, opening: [String]) throws {
    switch opening.dropFirst().first {
    case "TABLE" where opening.dropFirst(2).first == "STRONGROOM_SEQUENCE":
      try builder.createSequences()
    case "TABLE", "INDEX", "UNIQUE", "VIEW", "TRIGGER": try builder.define(sql)
    case "VIRTUAL": try builder.createVirtualTable(sql: sql)
    case let word:
      throw fail(.refused, "CREATE \(word ?? "") is not part of a dump, and is refused.")
    }
  }

  private func apply(_ sql: String) throws {
    guard let pragma = PragmaStatement(sql) else {
      throw fail(.refused, "This PRAGMA is not part of a dump, and is refused.")
    }
    var settings = builder.settings
    switch pragma {
    case .ignored: return
    case .applicationID(let number): return builder.setNumbers(applicationID: number)
    case .userVersion(let number): return builder.setNumbers(userVersion: number)
    case .pageSize(let size): settings.pageSize = size
    case .autoVacuum(let mode): settings.autoVacuum = mode
    case .encoding(let encoding): settings.encoding = encoding
    }
    guard !builder.hasContent else {
      throw fail(.invalid, "The layout of the database is set behind its first table.")
    }
    builder.use(settings)
  }
}
