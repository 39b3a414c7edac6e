import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("A backup of any format")
struct FormatLifecycleTests {
  @Test(
    "is proven, restored and undone, and the database is the one that it was",
    arguments: BackupFormat.files, SampleSchema.all)
  func cycle(format: BackupFormat, schema: SampleSchema) async throws {
    let fixture = try ServiceFixture(schema)
    let cycle = try BackupCycle(fixture, format, schema.name)
    for depth in VerificationDepth.allCases { try cycle.expectVerified(depth) }
    try fixture.change(
      """
      CREATE TABLE later (a);
      INSERT INTO later VALUES (1);
      PRAGMA user_version = 77;
      """)
    let outcome = try await cycle.restoreAndUndo(allowSchemaChange: true)
    #expect(outcome.safetyBackup?.format == .archive && outcome.safetyBackup?.type == .safety)
    #expect(outcome.safetyBackup?.fileName.hasSuffix(".tar.zst") == true)
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
  }

  @Test("shows what its restore would change, to the row", arguments: BackupFormat.files)
  func preview(format: BackupFormat) async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    #expect(try operations.preview(backup).totals.changed == 0)
    try fixture.change(
      """
      UPDATE "Expense" SET amount = 7 WHERE kind = 'HOME';
      DELETE FROM "DailyNote" WHERE content = '';
      INSERT INTO "Otp" VALUES ('new', 'a@example.com', 'x', 0, 1738368600000);
      """)
    let report = try operations.preview(backup)
    let changed = report.tables.filter { table in
      [table.added, table.removed, table.changed].contains { $0 != 0 }
    }
    #expect(changed.map(\.name) == ["DailyNote", "Expense", "Otp"])
    #expect(changed.map(\.added) == [1, 0, 0] && changed.map(\.removed) == [0, 0, 1])
    #expect(changed.map(\.changed) == [0, 1, 0])
    #expect(report.schema.same && !report.requiresSchemaChange && report.keptTables == nil)
    #expect(report.valid && report.warnings == [])
    _ = try await operations.restore(backup)
    try expectSame(then, fixture.databasePath)
  }

  @Test("says after its restore what was compared, and with what", arguments: BackupFormat.files)
  func likeness(format: BackupFormat) async throws {
    for change in [
      "UPDATE \"Expense\" SET amount = 7", "ALTER TABLE \"Expense\" ADD COLUMN note TEXT",
    ] {
      let fixture = try ServiceFixture(.lpgNexus)
      let operations = fixture.operations()
      let backup = try operations.create(.init(format: format))
      try fixture.change(change)
      let isOverlay = format == .json && change.hasPrefix("ALTER")
      let outcome = try await operations.restore(backup, allowSchemaChange: !isOverlay)
      let step = try #require(outcome.restore.validation?.steps.first)
      let detail = try #require(step.detail)
      #expect(step.ok && outcome.restore.validation?.ok == true)
      // Of the bytes of a backup of rows, nobody can speak.
      #expect(detail != "The database is the backup, byte for byte." || format == .archive)
      #expect(detail.contains("rows") || format == .archive, "\(detail)")
      #expect(!isOverlay || !detail.hasPrefix("The database has the rows"), "\(detail)")
    }
  }

  @Test(
    "comes back where there is no database any more, in the journal mode that it had",
    arguments: BackupFormat.files, [true, false])
  func missingDatabase(format: BackupFormat, isLogged: Bool) async throws {
    let fixture = try ServiceFixture(.lpgNexus, isLogged: isLogged)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: format))
    for suffix in ["", "-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
    let outcome = try await operations.restore(backup)
    #expect(outcome.safetyBackup == nil)
    try expectSame(then, fixture.databasePath)
    let mode = try RawConnection(fixture.databasePath).texts("PRAGMA journal_mode")
    #expect(mode == [isLogged ? "wal" : "delete"])
  }

  @Test("keeps the facts of the database in its manifest", arguments: BackupFormat.files)
  func manifest(format: BackupFormat) throws {
    let fixture = try ServiceFixture(.prismaMade)
    let operations = fixture.operations()
    try fixture.change("PRAGMA user_version = 9; PRAGMA application_id = 77")
    let backup = try operations.create(.init(format: format))
    let manifest = try #require(try operations.getBackup(.init(id: backup.id)).manifest)
    #expect(manifest.format == format && manifest.id == backup.id)
    #expect(manifest.database.journalMode == .wal && manifest.database.pageSize == 4096)
    #expect(manifest.database.userVersion == 9 && manifest.database.applicationId == 77)
    #expect(manifest.migrations?.applied.isEmpty == false)
    #expect(manifest.rowCount == backup.rowCount && manifest.tableCount == backup.tableCount)
    #expect((manifest.image != nil) == (format == .archive))
    #expect((manifest.content != nil) == (format != .archive))
  }

  @Test("is made once for one idempotency key, and no other format for it")
  func idempotency() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    for format in BackupFormat.files {
      let params = CreateBackup.Params(format: format, idempotencyKey: format.rawValue)
      let first = try operations.create(params)
      #expect(try operations.create(params) == first)
      let other = serviceFailure {
        try operations.create(
          .init(format: format == .sql ? .json : .sql, idempotencyKey: format.rawValue))
      }
      #expect(other?.kind == .invalidParams)
      let restore = RestoreBackup.Params(
        id: first.id, confirmationToken: try operations.token(for: first),
        idempotencyKey: format.rawValue)
      let outcome = try await operations.restoreBackup(
        restore, by: .owner, control: OperationControl())
      try fixture.change("DELETE FROM \"Otp\"")
      let again = try await operations.restoreBackup(
        restore, by: .owner, control: OperationControl())
      #expect(again.restore.id == outcome.restore.id)
      #expect(try RawConnection(fixture.databasePath).rows("SELECT * FROM \"Otp\"").isEmpty)
    }
    #expect(try await operations.listBackups(.init(type: .manual)).total == 3)
  }

  @Test("is found by its format in the list")
  func list() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backups = try BackupFormat.files.map { try operations.create(.init(format: $0)) }
    for backup in backups {
      let found = try operations.listBackups(.init(format: backup.format)).backups
      #expect(found == [backup])
    }
    #expect(try operations.listBackups(.init(format: .incremental)).total == 0)
  }

  @Test("is compressed by gzip alone, where it is rows", arguments: [BackupFormat.sql, .json])
  func compression(format: BackupFormat) throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let failure = serviceFailure {
      try operations.create(.init(format: format, compression: .zstd))
    }
    #expect(failure?.kind == .invalidParams && failure?.data.path == "params.compression")
    #expect(failure?.data.allowed == ["gzip"])
    #expect(try operations.listBackups(.init()).total == 0 && fixture.archives == [])
    let backup = try operations.create(.init(format: format, compression: .gzip))
    #expect(try FileContent.read(fixture.path(of: backup)).starts(with: [0x1F, 0x8B]))
  }

  @Test("is found again when the catalog is made anew, whatever else lies there")
  func rebuild() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    var backups = try BackupFormat.files.map {
      try operations.create(.init(format: $0, label: "kept"))
    }
    try FileContent.write(Array(try HostDocument.make().utf8), to: fixture.folder["host.json"])
    backups.append(try operations.importing(fixture.folder["host.json"]))
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report == RebuildReport(backups: 4, proven: backups.count { $0.proof != nil }))
    let found = try operations.listBackups(.init(order: .oldest)).backups
    for (backup, found) in zip(backups, found) {
      var expected = backup
      #expect(found.proof?.depth == backup.proof?.depth)
      expected.verifiedAt = found.verifiedAt
      expected.proof = found.proof
      expected.durationMs = nil
      expected.rebuiltAt = found.rebuiltAt
      #expect(found == expected, "\(backup.format)")
    }
    for backup in found {
      #expect(
        try operations.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl())
          .report.ok)
    }
  }

  @Test("that is damaged does not keep the catalog from being made anew")
  func rebuildBesideDamage() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backups = try BackupFormat.files.map { try operations.create(.init(format: $0)) }
    var count = 0
    for backup in backups {
      let bytes = try FileContent.read(fixture.path(of: backup))
      for damaged in [[], Array(bytes.prefix(bytes.count / 2)), Array(bytes.dropFirst(9)), [1, 2]] {
        let name = "backup-x\(count)" + backup.fileName.drop { $0 != "." }
        try FileContent.write(damaged, to: fixture.backupFolder + "/" + name)
        count += 1
      }
    }
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 3 && report.unreadable.count == count)
    let found = try operations.listBackups(.init(order: .oldest)).backups
    #expect(found.filter { $0.error == nil }.map(\.id) == backups.map(\.id))
    #expect(found.count == backups.count + count)
  }
}
