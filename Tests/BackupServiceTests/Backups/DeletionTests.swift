import BackupProtocol
import GRDB
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService
@testable import StateFolder

@Suite("What may be deleted")
struct DeletionTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  private func refusal(_ id: String, force: Bool? = nil, by caller: Caller) -> ContractError? {
    serviceFailure { _ = try operations.deleteBackup(.init(id: id, force: force), by: caller) }
  }

  @Test("the newest proven backup takes force, and that takes the permission to reset")
  func newestProven() throws {
    let older = try operations.create()
    let newest = try operations.create()
    let unproven = try operations.create(.init(verify: false))
    for caller in [Caller.owner, .colleague] {
      let failure = refusal(newest.id, by: caller)
      #expect(failure?.kind == .confirmationInvalid && failure?.data.reason == "newestProven")
      #expect(failure?.data.path == "params.force" && failure?.data.hint != nil)
    }
    let denied = refusal(newest.id, force: true, by: .colleague)
    #expect(denied?.kind == .permissionDenied && denied?.data.permission == "reset")
    let outcomes = try operations.listActivity(.init(limit: 3)).activity.map(\.outcome)
    #expect(outcomes == [.refused, .refused, .refused])
    #expect(refusal(unproven.id, by: .colleague) == nil)
    #expect(refusal(older.id, by: .colleague) == nil)
    #expect(refusal(newest.id, force: true, by: .owner) == nil)
    #expect(try operations.listBackups(.init()).total == 0)
  }

  @Test("a backup whose file is gone protects nothing, and is not protected")
  func missing() throws {
    let older = try operations.create()
    let newest = try operations.create()
    unlink(fixture.path(of: newest))
    #expect(refusal(older.id, by: .colleague)?.data.reason == "newestProven")
    #expect(refusal(newest.id, by: .colleague) == nil)
  }

  @Test("the safety backup of a restore takes force until the restore is undone")
  func wayBack() async throws {
    let backup = try operations.create()
    try fixture.execute("UPDATE bill SET amount = 0")
    let outcome = try await operations.restore(backup)
    let safety = try #require(outcome.safetyBackup)
    #expect(!safety.pinned)
    #expect(refusal(safety.id, by: .colleague)?.data.reason == "wayBack")
    _ = try await operations.rollbackRestore(
      .init(restoreId: outcome.restore.id, confirmationToken: try operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(refusal(safety.id, by: .colleague) == nil)
  }

  @Test("a safety backup of a restore that removes most of the rows is pinned")
  func pinned() async throws {
    try fixture.execute("CREATE TABLE many (a)")
    let backup = try operations.create()
    try fixture.execute(
      """
      INSERT INTO many WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)
      SELECT i FROM n
      """)
    let outcome = try await operations.restore(backup)
    let safety = try #require(outcome.safetyBackup)
    #expect(safety.pinned)
    #expect(try await operations.getBackup(.init(id: safety.id)).backup.pinned)
    #expect(refusal(safety.id, force: true, by: .owner)?.data.reason == "pinned")
  }

  @Test("an empty database that is taken in and restored leaves a way back that only force removes")
  func emptied() async throws {
    let old = try operations.create()
    let data = try fixture.dump()
    let empty = fixture.folder["empty.db"]
    try SampleDatabase.execute("CREATE TABLE a(b); DROP TABLE a", at: empty)
    let imported = try await operations.importBackup(
      .init(path: empty), by: .colleague, control: OperationControl()
    ).backup
    let outcome = try await operations.restore(
      imported, by: .colleague, allowSchemaChange: true)
    let safety = try #require(outcome.safetyBackup)
    #expect(refusal(safety.id, by: .colleague)?.data.reason == "pinned")
    #expect(refusal(old.id, by: .colleague)?.data.reason == "newestProven")
    // A newer backup of what is left, and another restore, make the way back no less of one.
    let newer = try operations.create()
    _ = try await operations.restore(imported, by: .colleague)
    _ = try await operations.updateBackup(.init(id: safety.id, pinned: false), by: .colleague)
    #expect(refusal(safety.id, by: .colleague)?.data.reason == "wayBack")
    #expect(refusal(safety.id, force: true, by: .colleague)?.kind == .permissionDenied)
    for backup in [old, imported, newer] { _ = refusal(backup.id, by: .colleague) }
    _ = try await operations.restore(safety, by: .colleague, allowSchemaChange: true)
    #expect(try fixture.dump() == data)
  }

  @Test("a deletion whose process was killed at any step is finished by the next one")
  func killed() throws {
    try operations.create()
    for step in 0..<3 {
      let backup = try operations.create()
      let catalog = try operations.catalog()
      try catalog.markDeletion(of: backup.id, by: .owner)
      if step > 0 { unlink(fixture.path(of: backup)) }
      if step > 1 { try catalog.write { try $0.execute(sql: "DELETE FROM backup") } }
      let next = fixture.operations()
      #expect(try !next.listBackups(.init()).backups.contains { $0.id == backup.id })
      #expect(!fixture.archives.contains(backup.fileName))
      #expect(try catalog.deletions().isEmpty)
    }
  }

  @Test("a lock file that is deleted while it is held lets nobody in")
  func deletedLock() throws {
    try operations.create()
    let other = fixture.operations().lock
    let wasHeld: Void? = try operations.lock.withHoldIfFree {
      unlink(fixture.backupFolder + "/lock")
      let second: Void? = try other.withHoldIfFree {}
      #expect(second == nil)
    }
    #expect(wasHeld != nil)
    let third: Void? = try other.withHoldIfFree {}
    #expect(third != nil)
  }
}
