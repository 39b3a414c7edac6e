import BackupProtocol
import CSchemas
import Glibc
import JSONCoding
import SchemaTools
import Synchronization
import TestSupport
import Testing

@testable import BackupService

@Suite("Creating a backup")
struct CreateBackupTests {
  @Test("the entry tells all there is to tell")
  func entry() throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create(.init(label: "before the audit"))
    #expect(backup.status == .completed)
    #expect(backup.type == .manual && !backup.isAutomatic && !backup.pinned && !backup.encrypted)
    #expect(backup.label == "before the audit")
    #expect(backup.createdBy == Caller.owner.summary)
    #expect(backup.tableCount == 2 && backup.rowCount == 5)
    #expect(backup.verifiedAt != nil && backup.durationMs != nil && backup.error == nil)
    #expect(backup.locations == [.init(storage: "local", key: backup.fileName)])
    #expect(try FileContent.read(fixture.path(of: backup)).count == backup.fileSize)
  }

  @Test("the file is named by its time and id, and nobody else can read it")
  func file() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let zstd = try operations.create()
    let gzip = try operations.create(.init(compression: .gzip))
    #expect(zstd.fileName == "backup-2026-03-01-09-30-00-\(zstd.id).tar.zst")
    #expect(gzip.fileName == "backup-2026-03-01-09-30-00-\(gzip.id).tar.gz")
    for backup in [zstd, gzip] {
      #expect(try FileContent.mode(fixture.path(of: backup)) == 0o600)
    }
    #expect(try FileContent.mode(fixture.backupFolder) == 0o700)
    #expect(try FileContent.mode(fixture.backupFolder + "/catalog.sqlite") == 0o600)
    #expect(fixture.archives == [zstd.fileName, gzip.fileName].sorted())
  }

  @Test(
    "tar, a decompressor and sqlite3 open the archive",
    .enabled(if: Tool.areInstalled(.tar, .zstd, .gzip, .sqlite3)),
    arguments: CompressionAlgorithm.allCases, ["wal", "delete"])
  func otherPrograms(compression: CompressionAlgorithm, journalMode: String) throws {
    let fixture = try ServiceFixture(.shop, journalMode: journalMode)
    let backup = try fixture.operations().create(.init(compression: compression))
    let tool: Tool = compression == .zstd ? .zstd : .gzip
    let packed = fixture.path(of: backup)
    let listed = try Tool.tar.run(
      "-I", tool.path ?? "", "-tf", packed, in: fixture.folder.path)
    #expect(listed == "database.sqlite\nmanifest.json\n")
    try Tool.tar.run("-I", tool.path ?? "", "-xf", packed, in: fixture.folder.path)
    let image = fixture.folder["database.sqlite"]
    #expect(try Tool.sqlite3.run(image, "PRAGMA integrity_check") == "ok\n")
    #expect(try SampleDatabase.dump(image) == fixture.dump())
    let manifest = try JSONValue(parsing: FileContent.read(fixture.folder["manifest.json"]))
    #expect(manifest["id"]?.stringValue == backup.id)
  }

  @Test("the manifest is valid by its schema, and says what the database is")
  func manifest() throws {
    let fixture = try ServiceFixture()
    try fixture.execute("PRAGMA user_version = 7; PRAGMA application_id = 99")
    let operations = fixture.operations()
    let backup = try operations.create(.init(label: "ä ' \" \\ 🗄"))
    let manifest = try #require(try operations.getBackup(.init(id: backup.id)).manifest)
    #expect(manifest.formatVersion == 1 && manifest.id == backup.id)
    #expect(manifest.label == "ä ' \" \\ 🗄")
    #expect(manifest.database.userVersion == 7 && manifest.database.applicationId == 99)
    #expect(manifest.database.journalMode == .wal)
    #expect(manifest.tables == [.init(name: "bill", rows: 3), .init(name: "customer", rows: 2)])
    #expect(manifest.image?.size == manifest.database.pageSize * manifest.database.pageCount)
    #expect(manifest.source.fileName == "app.db")
    #expect(manifest.migrations == nil)
    let problems = try ManifestSchema.problems(of: JSONValueEncoder().encode(manifest))
    #expect(problems == [])
  }

  @Test("the host's migrations are in the manifest")
  func migrations() throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let backup = try operations.create()
    let manifest = try #require(try operations.getBackup(.init(id: backup.id)).manifest)
    let migrations = try #require(manifest.migrations)
    #expect(migrations.table == "_prisma_migrations" && !migrations.applied.isEmpty)
    #expect(try ManifestSchema.problems(of: JSONValueEncoder().encode(manifest)) == [])
  }

  @Test("another process sees the entry running from the start, and who holds the database")
  func running() throws {
    let fixture = try ServiceFixture()
    let engine = FaultEngine(fixture.engine)
    let seen = Mutex<[(Backup, String?)]>([])
    engine.plan.onCall { call in
      guard call == "withSnapshot" else { return }
      let other = fixture.operations()
      let listed = try other.listBackups(.init(status: .running)).backups
      let holder = try other.getStatus().operation?.holder
      seen.withLock { seen in seen += listed.map { ($0, holder) } }
    }
    let backup = try fixture.operations(engine: engine).create(.init(label: "slow"))
    let (entry, holder) = try #require(seen.withLock { $0.first })
    #expect(entry.id == backup.id && entry.label == "slow")
    #expect(entry.fileSize == 0 && entry.checksum == nil && entry.locations == [])
    #expect(holder?.hasPrefix("Ayesha (process ") == true)
  }

  @Test("without verification it is completed and not verified")
  func unverified() throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create(.init(verify: false))
    #expect(backup.status == .completed && backup.verifiedAt == nil)
  }

  @Test("the outcome is told as an event")
  func events() throws {
    let fixture = try ServiceFixture()
    let backup = try fixture.operations().create()
    guard case .backupCompleted(let told) = fixture.takeEvents().first else {
      Issue.record("no event")
      return
    }
    #expect(told == backup)
  }

  @Test(
    "what cannot be done is refused before anything is recorded",
    arguments: [
      (CreateBackup.Params(format: .incremental), ErrorKind.notConfigured),
      (.init(encrypt: true), .notConfigured), (.init(database: "other"), .notFound),
      (.init(label: String(repeating: "l", count: 201)), .invalidParams),
      (.init(label: "a" + String(repeating: "\u{301}", count: 300)), .invalidParams),
      (.init(label: "two\nlines"), .invalidParams), (.init(label: "nul\0"), .invalidParams),
    ])
  func refused(params: CreateBackup.Params, kind: ErrorKind) throws {
    let operations = try ServiceFixture().operations()
    let failure = #expect(throws: ContractError.self) { try operations.create(params) }
    #expect(failure?.kind == kind)
    #expect(try operations.listBackups(.init()).total == 0)
  }
}

/// `schemas/manifest.schema.json`, as it was built into the program.
enum ManifestSchema {
  static func problems(of manifest: JSONValue) throws -> [String] {
    var length = 0
    let bytes = strongroom_manifest_schema(&length)
    let schema = try JSONValue(parsing: Array(UnsafeBufferPointer(start: bytes, count: length)))
    return try SchemaValidator(document: SchemaDocument(schema))
      .problems(of: manifest, against: schema, at: "manifest").map(\.description)
  }
}
