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
    case "UPDATE": try order(sql)
    case "DROP" where opening.dropFirst() == ["TABLE", "STRONGROOM_SEQUENCE"]: break
    case "":
      throw fail(.refused, "This is not a statement of SQL.")
    case let word:
      throw fail(.refused, "\(word) is not part of a dump, and is refused.")
    }
  }

  /// `UPDATE sqlite_schema SET rowid=1 WHERE (type,name)=('table','User')`, as dumps of ours have it.
  private func order(_ sql: String) throws {
    if sql == "UPDATE sqlite_schema SET rowid=-rowid;" { return }
    let values = sql.hasPrefix("UPDATE sqlite_schema SET rowid=") ? sql.firstIndex(of: "'") : nil
    guard let values, sql[..<values].hasSuffix(" WHERE (type,name)=(") else {
      throw fail(.refused, "UPDATE is not part of a dump, and is refused.")
    }
    let parser = TupleParser()
    var row = Array(("(" + sql[values...]).utf8)
    let place = row.withUnsafeMutableBufferPointer { buffer -> SchemaPlace? in
      guard let start = buffer.baseAddress,
        case .row = parser.parse(start, count: buffer.count, isWhole: true),
        parser.values.count == 2, case .text(let kind) = parser.values[0],
        case .text(let name) = parser.values[1]
      else { return nil }
      return SchemaPlace(
        kind: String(decoding: kind, as: UTF8.self), name: String(decoding: name, as: UTF8.self))
    }
    guard let place else {
      throw fail(.refused, "UPDATE is not part of a dump, and is refused.")
    }
    builder.order(place)
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
