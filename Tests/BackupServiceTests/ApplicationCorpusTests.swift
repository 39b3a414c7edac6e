import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService

@Suite("The databases of real applications")
struct ApplicationCorpusTests {
  @Test(
    "are backed up, proven, previewed and restored value by value",
    arguments: BackupFormat.files, SampleSchema.applications)
  func cycle(format: BackupFormat, schema: SampleSchema) async throws {
    let fixture = try ServiceFixture(schema)
    let cycle = try BackupCycle(fixture, format, schema.name)
    try cycle.expectVerified(.restore)
    let table = try Self.tableToChange(cycle.then)
    try fixture.change(
      "DELETE FROM \"\(table)\" WHERE rowid IN (SELECT min(rowid) FROM \"\(table)\")")
    let preview = try cycle.operations.preview(cycle.backup)
    #expect(preview.valid && preview.schema.same)
    #expect(preview.totals.added ?? 0 >= 1 && preview.totals.changed != nil)
    try await cycle.restoreAndUndo()
  }

  @Test(
    "are what the sqlite3 shell makes of their dump",
    .enabled(if: SQLiteShellProgram.isInstalled && Tool.areInstalled(.gzip)),
    arguments: SampleSchema.applications)
  func shell(schema: SampleSchema) throws {
    let fixture = try ServiceFixture(schema)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: .sql))
    let path = try operations.exporting(backup, to: "out.sql.gz")
    let replayed = fixture.folder["replayed.db"]
    try SQLiteShellProgram.run([replayed], input: Array(try Tool.gzip.run("-dc", path).utf8))
    try expectSame(then, replayed, schema.name)
  }

  @Test("with an order of text that Anki alone has are kept by an archive")
  func ownOrder() async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try SampleSchema.makeAnki(at: fixture.databasePath)
    let operations = fixture.operations()
    let then = try FileContent.read(fixture.databasePath)
    let backup = try operations.create(.init(format: .archive))
    #expect(backup.status == .completed)
    try RawConnection(fixture.databasePath).execute("UPDATE col SET crt = 0")
    _ = try await operations.restore(backup)
    let image = try operations.exporting(backup, as: .sqlite, to: "out.sqlite")
    #expect(try FileContent.read(image).count == then.count)
    let connection = try RawConnection(fixture.databasePath, isReadOnly: true)
    try connection.addByteOrder(named: "unicase")
    #expect(try connection.texts("SELECT crt FROM col") == ["1704067200"])
    #expect(try connection.texts("PRAGMA integrity_check") == ["ok"])
    #expect(try connection.texts("SELECT tag FROM tags ORDER BY tag") == ["Verb", "noun"])
  }

  @Test(
    "with an order of text that Anki alone has are incompatible as rows",
    arguments: [BackupFormat.sql, .json])
  func ownOrderAsRows(format: BackupFormat) throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try SampleSchema.makeAnki(at: fixture.databasePath)
    let failure = serviceFailure { try fixture.operations().create(.init(format: format)) }
    #expect(failure?.kind == .incompatible)
    #expect(failure?.message.contains("unicase") == true)
  }

  /// The ordinary table with the most rows that no key and no trigger guards.
  private static func tableToChange(_ path: String) throws -> String {
    let connection = try RawConnection(path, isReadOnly: true)
    let names = try connection.texts(
      """
      SELECT name FROM pragma_table_list AS list WHERE schema = 'main' AND type = 'table' AND NOT wr
        AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%migration%'
        AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = list.name)
        ORDER BY name
      """)
    var most = (name: "", rows: 0)
    for name in names {
      let rows = Int(try connection.texts("SELECT count(*) FROM \"\(name)\"").first ?? "") ?? 0
      if rows > most.rows { most = (name, rows) }
    }
    return most.name
  }
}
