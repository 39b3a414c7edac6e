import SQLiteImages

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
      try run(sql)
    } catch let error as BuildError {
      throw DumpError(error, line: window.line)
    } catch let fault as DumpTransaction.Fault {
      throw fail(.invalid, fault.message)
    }
    hasBegun = true
    window.drop(length)
  }

  private func run(_ sql: String) throws {
    var tokens = StatementTokens(sql)
    guard let verb = tokens.word() else { throw fail(.refused, "This is not an SQL statement.") }
    if verb != "CREATE", verb != "ROLLBACK" { transaction.noteOther() }
    switch verb {
    case "BEGIN": try transaction.begin()
    case "COMMIT", "END": transaction.commit()
    case "ROLLBACK": try rollBack(tokens)
    case "SAVEPOINT", "RELEASE": try useSavepoint(verb, tokens)
    case "PRAGMA": try apply(tokens)
    case "CREATE": try define(sql, tokens)
    case "ANALYZE": try analyze(tokens)
    case "DELETE": try delete(tokens)
    case "UPDATE": try update(sql, tokens)
    case "DROP": try drop(tokens)
    case "VACUUM" where tokens.isAtEnd, "REINDEX": passOver(verb)
    default: throw fail(.refused, "\(verb) is not part of a dump, and is refused.")
    }
  }

  private func rollBack(_ tokens: StatementTokens) throws {
    var tokens = tokens
    if !tokens.take(word: "TRANSACTION") { _ = tokens.take(word: "WORK") }
    guard tokens.isAtEnd else {
      throw fail(.refused, "ROLLBACK TO is not part of a dump, and is refused.")
    }
    for table in try transaction.rollBack() { try builder.dropEmptyTable(table) }
    passOver("ROLLBACK")
  }

  private func useSavepoint(_ verb: String, _ tokens: StatementTokens) throws {
    var tokens = tokens
    if verb == "RELEASE" { _ = tokens.take(word: "SAVEPOINT") }
    guard let name = tokens.name(), tokens.isAtEnd else {
      throw fail(.invalid, "\(verb) must be followed by one name.")
    }
    if verb == "RELEASE" { try transaction.release(name) } else { transaction.save(name) }
  }

  private func apply(_ tokens: StatementTokens) throws {
    guard let pragma = PragmaStatement(tokens) else {
      throw fail(.refused, "This PRAGMA is not part of a dump, and is refused.")
    }
    var settings = builder.settings
    switch pragma {
    case .replay: return
    case .passedOver(let name): return passOver("PRAGMA \(name)")
    case .ignoresChecks(let isOn): return try builder.ignoreChecks(isOn)
    case .writableSchema(let isOn): return isSchemaWritable = isOn
    case .applicationID(let number): return builder.setNumbers(applicationID: number)
    case .userVersion(let number): return builder.setNumbers(userVersion: number)
    case .pageSize(let size): settings.pageSize = size
    case .autoVacuum(let mode): settings.autoVacuum = mode
    case .encoding(let encoding): settings.encoding = encoding
    }
    // Later, SQLite takes no notice of them either.
    if builder.hasContent { return passOver("PRAGMA of the layout after the first table") }
    builder.use(settings)
  }

  private func analyze(_ tokens: StatementTokens) throws {
    var tokens = tokens
    if tokens.isAtEnd { return builder.analyzeAtEnd(nil) }
    guard let target = tokens.qualifiedName(), target.isMain, tokens.isAtEnd else {
      throw fail(.refused, "This ANALYZE is not part of a dump, and is refused.")
    }
    if SchemaTable.isNamed(target.name) {
      try builder.createStatistics("sqlite_stat1")
    } else {
      builder.analyzeAtEnd(target.name)
    }
  }

  private func define(_ sql: String, _ tokens: StatementTokens) throws {
    var tokens = tokens
    if tokens.take(words: "VIRTUAL", "TABLE") {
      transaction.noteOther()
      return try builder.createVirtualTable(sql: sql)
    }
    guard tokens.take(word: "TABLE") else {
      transaction.noteOther()
      switch tokens.word() ?? "" {
      case "INDEX", "UNIQUE", "VIEW", "TRIGGER", "TEMP", "TEMPORARY": return try builder.define(sql)
      case let word:
        throw fail(.refused, "CREATE \(word) is not part of a dump, and is refused.")
      }
    }
    let isOptional = tokens.take(words: "IF", "NOT", "EXISTS")
    guard let table = tokens.qualifiedName() else { return try builder.define(sql) }
    if table.isMain, try makeInternalTable(table.name, tokens) { return transaction.noteOther() }
    if isOptional, try builder.hasObject("table", named: table.name) {
      transaction.noteOther()
      return passOver("CREATE TABLE IF NOT EXISTS")
    }
    // With another definition than the tables of a virtual table that was made before, it is the one
    // that the rows fit.
    try builder.releaseStorage(table.name)
    try builder.define(sql)
    transaction.noteTable(table.name)
  }

  /// Nobody can define the tables of SQLite itself, but many dumps have their definitions.
  ///
  /// - Returns: false for any other table.
  private func makeInternalTable(_ name: String, _ tokens: StatementTokens) throws -> Bool {
    let name = name.lowercased()
    guard let columns = InternalTable.columns(of: name) else { return false }
    var tokens = tokens
    var names: [String] = []
    if tokens.take("(") {
      repeat { names.append(tokens.name()?.lowercased() ?? "") } while tokens.take(",")
    }
    guard names == columns, tokens.take(")"), tokens.isAtEnd else {
      throw fail(.refused, "“\(name)” is an internal table of SQLite, with other columns.")
    }
    if name == InternalTable.sequences {
      try builder.createSequences()
    } else {
      try builder.createStatistics(name)
    }
    return true
  }
}
