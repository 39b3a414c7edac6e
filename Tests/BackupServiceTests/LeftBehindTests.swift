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

  @Test("a scratch folder that lost its lock file is cleared away")
  func scratch() throws {
    let backup = try operations.create()
    let scratch = fixture.backupFolder + "/scratch"
    mkdir(scratch, 0o700)
    mkdir(scratch + "/lost", 0o700)
    try FileContent.write([1], to: scratch + "/lost/image.sqlite")
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
    operations.closeCatalog()
    // As version 1.0 kept it.
    try SampleDatabase.execute(
      """
      UPDATE idempotency SET parameters = '{"confirmationToken":"\(token)"}';
      DELETE FROM grdb_migrations WHERE identifier = 'hashed parameters';
      """, at: path)
    _ = try fixture.operations().listBackups(.init())
    #expect(!String(decoding: try FileContent.read(path), as: UTF8.self).contains(token))
  }
}
