package import BackupFiles
package import BackupProtocol
package import Concurrency
import Databases
import JSONCoding
package import SQLiteImages

/// Writes a database as SQL that the `sqlite3` shell turns into the same database again.
///
/// For the layout see `ArchiveFormat.md`. Tables and their rows come first, then indexes, views and
/// triggers, so that no row meets a trigger; virtual tables come last, over the tables that hold
/// their data.
package struct SQLDumpWriter {
  /// How the first line begins.
  static let mark = "-- Strongroom SQL dump, format "
  static let version = 1
  /// How the last line begins, which holds the manifest.
  static let manifestMark = "-- strongroom-manifest "

  let content: ImageContent
  let output: TextOutput
  let cancellation: Cancellation
  /// Called with the count of rows that have been written so far.
  let written: (Int) -> Void

  package func write() throws -> RowsSummary {
    try content.checkDefinitions()
    try checkNames()
    try writeHead()
    var hash = ContentHash()
    try writeTables()
    try writeInternalTables()
    var rows = 0
    var tables: [TableRows] = []
    for table in content.tables {
      if table.name == "sqlite_sequence" { try writeStatement("DELETE FROM sqlite_sequence") }
      let inserts = InsertWriter(table, output)
      let tableHash = TableHash(table.name)
      let rowsBefore = rows
      try content.forEachRow(of: table) { row in
        if rows & 1023 == 0 {
          try cancellation.check()
          written(rows)
        }
        rows += 1
        tableHash.add(row)
        try inserts.write(row)
      }
      try inserts.finish()
      hash.add(tableHash)
      tables.append(TableRows(name: table.name, rows: rows - rowsBefore))
    }
    for kind in [ImageContent.Definition.Kind.index, .view, .trigger] {
      for definition in content.definitions
      where definition.kind == kind && !ShellReading.changesMeaning(of: definition) {
        try writeStatement(definition.sql)
      }
    }
    try writeSchemaRows()
    try writeStatement("PRAGMA application_id=\(content.description.applicationID)")
    try writeStatement("PRAGMA user_version=\(content.description.userVersion)")
    try writeStatement("COMMIT")
    try output.flush()
    written(rows)
    let counted = Set(content.description.schema.tableNames)
    return RowsSummary(
      checksum: hash.value,
      tables: tables.filter { counted.contains($0.name) }.sorted { $0.name < $1.name })
  }

  package func write(_ manifest: Manifest) throws {
    try output.write(Self.manifestMark)
    let text = try JSONValueEncoder().encode(manifest).serialized
    try text.withUnsafeBytes { try output.write($0) }
    try output.write("\n")
    try output.flush()
  }

  private func writeHead() throws {
    let settings = ImageSettings(content.description)
    try output.write("\(Self.mark)\(Self.version). To restore: gunzip -c FILE | sqlite3 NEW.db\n")
    try writeStatement("PRAGMA foreign_keys=OFF")
    if try content.breaksChecks() { try writeStatement("PRAGMA ignore_check_constraints=ON") }
    try writeStatement("PRAGMA page_size=\(settings.pageSize)")
    try writeStatement("PRAGMA auto_vacuum=\(settings.autoVacuum)")
    try writeStatement("PRAGMA encoding='\(settings.encoding.rawValue)'")
    try writeStatement("BEGIN TRANSACTION")
  }

  /// Tables, and the indexes that cannot wait for the rows: those that the shell would fill wrongly,
  /// before their definitions are put right.
  private func writeTables() throws {
    let tables = content.definitions.filter { $0.kind == .table && !$0.isVirtual }
    let indexes = content.definitions.filter {
      $0.kind == .index && ShellReading.changesMeaning(of: $0)
    }
    for definition in tables + indexes { try writeStatement(definition.sql) }
    let changed = tables.filter { ShellReading.changes($0.sql) } + indexes
    guard !changed.isEmpty else { return }
    try writeStatement("PRAGMA writable_schema=ON")
    for definition in changed { try writeText(of: definition) }
    try writeStatement("PRAGMA writable_schema=RESET")
  }

  /// Tables that nobody can define: SQLite makes them when they are needed.
  private func writeInternalTables() throws {
    let names = Set(content.tables.map { $0.name.lowercased() })
    if names.contains(InternalTable.sequences), !hasSequenceUser {
      var name = "strongroom_sequence"
      while content.definitions.contains(where: { $0.name.lowercased() == name }) { name += "_" }
      try writeStatement("CREATE TABLE \(name)(id INTEGER PRIMARY KEY AUTOINCREMENT)")
      try writeStatement("DROP TABLE \(name)")
    }
    if names.contains("sqlite_stat1") {
      try writeStatement("ANALYZE sqlite_schema")
      try writeStatement("DELETE FROM sqlite_stat1")
    }
    // Which others there are depends on how SQLite was built.
    let others = InternalTable.statistics.dropFirst().filter(names.contains)
    guard !others.isEmpty else { return }
    try writeStatement("PRAGMA writable_schema=ON")
    for name in others {
      let columns = InternalTable.columns(of: name) ?? []
      try writeStatement("CREATE TABLE IF NOT EXISTS \(name)(\(columns.joined(separator: ",")))")
      try writeStatement("DELETE FROM \(name)")
    }
    try writeStatement("PRAGMA writable_schema=OFF")
  }

  /// Whether a table counts with `AUTOINCREMENT`, so that SQLite makes `sqlite_sequence` for it.
  private var hasSequenceUser: Bool {
    content.definitions.contains { definition in
      guard definition.kind == .table else { return false }
      var tokens = StatementTokens(definition.sql)
      while let token = tokens.next() {
        if case .word(let word) = token, word.uppercased() == "AUTOINCREMENT" { return true }
      }
      return false
    }
  }

  /// What no statement defines: virtual tables over tables that are there, and the order.
  private func writeSchemaRows() throws {
    let tables = content.definitions.filter(\.isVirtual)
    let altered = content.definitions.filter { definition in
      switch definition.kind {
      case .table: false
      // The definition of an index keeps the white space before its semicolon, too.
      case .index:
        Self.endsInComment(definition.sql)
          || ShellReading.changes(definition.sql) && !ShellReading.changesMeaning(of: definition)
      case .view, .trigger: ShellReading.changes(definition.sql)
      }
    }
    let isInOrder =
      content.hasBuildingOrder && !content.definitions.contains(where: ShellReading.changesMeaning)
    guard !tables.isEmpty || !altered.isEmpty || !isInOrder else { return }
    try writeStatement("PRAGMA writable_schema=ON")
    for table in tables {
      try output.write(
        "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table',")
      try writeText(table.name)
      try output.write(",")
      try writeText(table.name)
      try output.write(",0,")
      try writeText(table.sql)
      try output.write(");\n")
    }
    for definition in altered { try writeText(of: definition) }
    if !isInOrder { try writeOrder() }
    try writeStatement("PRAGMA writable_schema=OFF")
  }

  /// Gives a definition its own text.
  private func writeText(of definition: ImageContent.Definition) throws {
    try output.write("UPDATE sqlite_schema SET sql=")
    try writeText(definition.sql)
    try output.write(" WHERE (type,name)=('\(definition.kind.rawValue)',")
    try writeText(definition.name)
    try output.write(");\n")
  }

  private func writeOrder() throws {
    try writeStatement("UPDATE sqlite_schema SET rowid=-rowid")
    for (index, place) in content.schemaOrder.enumerated() {
      try output.write(
        "UPDATE sqlite_schema SET rowid=\(index + 1) WHERE (type,name)=('\(place.kind)',")
      try writeText(place.name)
      try output.write(");\n")
    }
  }

  /// - Throws: ``BuildError`` for a name that no statement can have.
  private func checkNames() throws {
    let columns = content.tables.flatMap { table in table.columns.map { (table.name, $0) } }
    for (owner, name) in content.definitions.map({ ($0.name, $0.name) }) + columns
    where ShellReading.changes(name) {
      throw BuildError(
        .refused, "A name of “\(owner)” has a CR LF in it, which the sqlite3 shell would change.")
    }
  }

  private func writeText(_ text: String) throws {
    var text = text
    try text.withUTF8 { try output.writeLiteral(.text(UnsafeRawBufferPointer($0))) }
  }

  private func writeStatement(_ sql: String) throws {
    try output.write(sql)
    try output.write(Self.endsInComment(sql) ? "\n;\n" : ";\n")
  }

  /// A definition keeps the comment behind its last word, which would swallow the semicolon.
  private static func endsInComment(_ sql: String) -> Bool {
    var scanner = StatementScanner()
    var text = Array((sql + ";").utf8)
    return text.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { scanner.scan($0, count: buffer.count) } == .some(nil)
    }
  }

  package init(
    content: ImageContent, output: TextOutput, cancellation: Cancellation,
    written: @escaping (Int) -> Void
  ) {
    self.content = content
    self.output = output
    self.cancellation = cancellation
    self.written = written
  }
}
