import CSQLiteExtras
import Concurrency
import Databases
import GRDB
import GRDBSQLite
import Glibc

extension ImageBuilder {
  /// Prepares exactly one statement.
  func prepare(_ sql: String, _ scope: StatementGuard.Scope) throws -> OpaquePointer {
    try guardian.run(scope) { try prepare(sql) }
  }

  private func prepare(_ sql: String) throws -> OpaquePointer {
    let (code, statement, isWhole) = compile(sql)
    guard code == SQLITE_OK else {
      let failure = failure(code)
      throw code == SQLITE_ERROR ? exceededLimit(sql) ?? failure : failure
    }
    guard let statement else { throw BuildError(.invalid, "A statement is empty.") }
    guard isWhole else {
      sqlite3_finalize(statement)
      throw BuildError(.invalid, "There is more than one statement where one is expected.")
    }
    return statement
  }

  private func compile(
    _ sql: String
  ) -> (code: CInt, statement: OpaquePointer?, isWhole: Bool) {
    var statement: OpaquePointer?
    var sql = sql
    return sql.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          handle, text.baseAddress, CInt(text.count), 0, &statement, &tail)
        let end = tail.map { $0 - (text.baseAddress ?? $0) } ?? text.count
        return (code, statement, text[end...].allSatisfy { [9, 10, 13, 32, 59].contains($0) })
      }
    }
  }

  /// Asks SQLite again with higher limits, as it has no code of its own for a statement that exceeds one.
  ///
  /// - Returns: nil if the statement fails in the same way without the limits of this build.
  private func exceededLimit(_ sql: String) -> BuildError? {
    let message = String(cString: sqlite3_errmsg(handle))
    let limits: [(CInt, (CInt) -> String)] = [
      (SQLITE_LIMIT_EXPR_DEPTH, { "An expression has more than \($0) levels." }),
      (SQLITE_LIMIT_COMPOUND_SELECT, { "A compound SELECT has more than \($0) parts." }),
      (SQLITE_LIMIT_FUNCTION_ARG, { "A function has more than \($0) arguments." }),
    ]
    for (limit, sentence) in limits {
      let value = sqlite3_limit(handle, limit, .max)
      defer { sqlite3_limit(handle, limit, value) }
      let (code, statement, _) = compile(sql)
      sqlite3_finalize(statement)
      guard code == SQLITE_OK || String(cString: sqlite3_errmsg(handle)) != message else {
        continue
      }
      return BuildError(.limit, sentence(value), hint: "Simplify the statement, or remove it.")
    }
    return nil
  }

  func execute(_ sql: String) throws {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    // SQLite would take NULL for it.
    guard sqlite3_bind_parameter_count(statement) == 0 else {
      throw BuildError(.invalid, "A statement has a parameter without a value.")
    }
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// What an error of SQLite means for a build: mostly that a statement or a row is not right.
  func failure(_ code: CInt) -> any Error {
    failure(
      DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(handle))))
  }

  /// Runs statements of ours, which fail where ones from elsewhere made something unexpected.
  func own<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as DatabaseError { throw failure(error) }
  }

  private func failure(_ error: DatabaseError) -> any Error {
    switch error.resultCode {
    case .SQLITE_INTERRUPT where cancellation.isCancelled: return CancellationError()
    case .SQLITE_INTERRUPT: return BuildError(.limit, "A statement was stopped.")
    case .SQLITE_TOOBIG: return BuildError(.limit, "A value or a statement is too large.")
    case .SQLITE_NOMEM:
      return BuildError(
        .limit, "A statement needs too much memory, or too many instructions.",
        setting: HeapBound.hasCeiling ? "limits.importBytes" : nil)
    case .SQLITE_FULL where isFull:
      return BuildError(
        .limit, "The database would be larger than \(limits.imageBytes >> 20) MiB.")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
      do { return try EngineError(error) } catch { return error }
    default:
      return BuildError(
        .invalid, "SQLite rejects it: \(error.message ?? "no reason given").",
        hint: error.resultCode == .SQLITE_CONSTRAINT
          ? "Correct the row, or remove it."
          : "Correct the statement, or remove it. A database file can be imported as well.")
    }
  }

  /// Whether the file is as large as it may be, but for pages that are still in the cache.
  private var isFull: Bool {
    var status = stat()
    guard let path = sqlite3_db_filename(handle, "main"), stat(path, &status) == 0 else {
      return false
    }
    return Int64(status.st_size) >= limits.imageBytes - (32 << 20)
  }

  /// Changes `sqlite_schema` by hand, where no definition does it.
  func writeSchema() throws {
    try probe.check(virtualTables)
    try withWritableSchema {
      try installVirtualTables()
      try restoreTexts()
      if !schemaOrder.isEmpty { try orderSchema() }
    }
  }

  func withWritableSchema(_ body: () throws -> Void) throws {
    setDefensive(false)
    defer { setDefensive(true) }
    try db.execute(sql: "PRAGMA writable_schema = ON")
    try body()
    try db.execute(sql: "PRAGMA writable_schema = OFF")
  }

  /// As `.dump` of the `sqlite3` shell has it too: to define the table in the usual way would make
  /// the tables that are there already.
  private func installVirtualTables() throws {
    for table in virtualTables {
      try db.execute(
        sql: """
          INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
          VALUES ('table', ?1, ?1, 0, ?2)
          """, arguments: [table.name, table.sql])
    }
  }

  /// SQLite keeps what stands between an index's last word and the semicolon; and the shell, which may
  /// have read the dump on its way, drops carriage returns.
  private func restoreTexts() throws {
    if keptTexts.isEmpty { return }
    let rows = try schemaRows()
    for (place, sql) in keptTexts {
      try db.execute(
        sql: """
          UPDATE sqlite_schema SET sql = ?1
          WHERE rowid = ?2
            AND replace(rtrim(sql, char(9, 10, 12, 13, 32)), char(13), '')
              = replace(rtrim(?1, char(9, 10, 12, 13, 32)), char(13), '')
          """, arguments: [sql, rows[place]?.rowid])
      guard db.changesCount == 1 else {
        throw BuildError(
          .refused, "A definition may only be given back its own white space.")
      }
    }
  }

  private func orderSchema() throws {
    let rows = try schemaRows()
    let places = schemaOrder.filter { rows[$0] != nil }
    guard Set(places).count == places.count, places.count == rows.count else {
      throw BuildError(.invalid, "The order of the schema must name each object once.")
    }
    try refuseStrays(places, rows)
    try db.execute(sql: "UPDATE sqlite_schema SET rowid = -rowid")
    let move = try db.makeStatement(sql: "UPDATE sqlite_schema SET rowid = ? WHERE rowid = ?")
    for (index, place) in places.enumerated() {
      try move.execute(arguments: [index + 1, -(rows[place]?.rowid ?? 0)])
    }
  }

  /// An index that stands before its table makes a database that cannot be opened.
  private func refuseStrays(_ places: [SchemaPlace], _ rows: [SchemaPlace: SchemaRow]) throws {
    var seen: Set<String> = []
    var tables: Set<String> = []
    for place in places where place.kind == "table" { tables.insert(place.name) }
    for place in places {
      if place.kind == "table" { seen.insert(place.name) }
      guard place.kind == "index", let table = rows[place]?.table else { continue }
      guard seen.contains(table) || !tables.contains(table) else {
        throw BuildError(.invalid, "The order of the schema has an index before its table.")
      }
    }
  }

  /// Lets rows go into tables of an application that are named like the storage of a virtual one, and
  /// lets it define them. Storage itself is never written to: see ``openStorage(_:)``.
  func writesShadowNames() { setDefensive(false) }

  private typealias SchemaRow = (rowid: Int64, table: String)

  /// All rows of the schema: to look for one by its name would take a look at all of them.
  private func schemaRows() throws -> [SchemaPlace: SchemaRow] {
    Dictionary(
      try Row.fetchAll(db, sql: "SELECT type, name, rowid, tbl_name FROM sqlite_schema").map {
        (SchemaPlace(kind: $0[0], name: $0[1]), (rowid: $0[2], table: $0[3]))
      }
    ) { first, _ in first }
  }

  func setDefensive(_ isOn: Bool) {
    _ = strongroom_db_config(
      UnsafeMutableRawPointer(handle), SQLITE_DBCONFIG_DEFENSIVE, isOn ? 1 : 0)
  }
}
