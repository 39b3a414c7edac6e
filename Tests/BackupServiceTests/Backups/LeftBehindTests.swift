import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("What is left behind")
struct LeftBehindTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  @Test(
    "a scratch folder that lost its lock file, and what a cut-off rebuild left, are cleared away")
  func leftovers() throws {
    let backup = try operations.create()
    let scratch = fixture.backupFolder + "/scratch"
    mkdir(scratch, 0o700)
    mkdir(scratch + "/lost", 0o700)
    try FileContent.write([1], to: scratch + "/lost/image.sqlite")
    for name in ["catalog.sqlite.rebuild", "catalog.sqlite.rebuild-journal"] {
      try FileContent.write([1], to: fixture.backupFolder + "/" + name)
    }
    _ = try fixture.operations().listBackups(.init())
    #expect(fixture.archives == [backup.fileName])
  }

  @Test(
    "a link in the place of the catalog or the audit log leads nowhere",
    arguments: ["catalog.sqlite", "ledger.sqlite"], [true, false])
  func links(name: String, isSymbolic: Bool) throws {
    mkdir(fixture.backupFolder, 0o700)
    let path = fixture.backupFolder + "/" + name
    #expect((isSymbolic ? symlink : link)(fixture.databasePath, path) == 0)
    let dump = try fixture.dump()
    let failure = serviceFailure { try operations.create() }
    if name == "catalog.sqlite" {
      #expect(failure?.kind == .storageUnavailable && failure?.data.hint != nil)
      #expect(
        failure?.message.contains(isSymbolic ? "symbolic link" : "another name of the database")
          == true, "\(failure?.message ?? "it is used")")
    } else {
      // What cannot be recorded keeps nobody from a backup.
      #expect(failure == nil)
      #expect(try operations.getStatus().warnings.contains { $0.kind.hasPrefix("audit") })
    }
    #expect(try fixture.dump() == dump, "tables were made in the database")
    let elsewhere = fixture.folder["elsewhere"]
    guard isSymbolic else { return }
    unlink(path)
    symlink(elsewhere, path)
    _ = serviceFailure { try fixture.operations().create() }
    #expect(!FileContent.exists(elsewhere))
  }

  @Test("a confirmation token that came with an idempotency key is nowhere in the catalog")
  func token() async throws {
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    _ = try await operations.restoreBackup(
      .init(id: backup.id, confirmationToken: token, idempotencyKey: "k"), by: .owner,
      control: OperationControl())
    let path = fixture.backupFolder + "/catalog.sqlite"
    #expect(!String(decoding: try FileContent.read(path), as: UTF8.self).contains(token))
    // As version 1.0 kept it, before and after the table of deletions came.
    for migration in ["identifier <> 'v1'", "identifier = 'hashed parameters'"] {
      operations.closeCatalog()
      try SampleDatabase.execute(
        """
        UPDATE idempotency SET parameters = '{"confirmationToken":"\(token)"}';
        \(migration.contains("v1") ? "DROP TABLE deletion; DROP TABLE setting;" : "")
        DELETE FROM grdb_migrations WHERE \(migration);
        """, at: path)
      _ = try await fixture.operations().listBackups(.init())
      #expect(!String(decoding: try FileContent.read(path), as: UTF8.self).contains(token))
    }
  }
}
