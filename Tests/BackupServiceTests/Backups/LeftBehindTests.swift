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
        \(migration.contains("v1") ? "DROP TABLE deletion;" : "")
        DELETE FROM grdb_migrations WHERE \(migration);
        """, at: path)
      _ = try fixture.operations().listBackups(.init())
      #expect(!String(decoding: try FileContent.read(path), as: UTF8.self).contains(token))
    }
  }
}
