import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("The status")
struct StatusTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  private func kinds(_ status: GetStatus.Result) -> Set<String> {
    Set(status.warnings.map(\.kind)).intersection([
      "backupOverdue", "backupMissing", "backupCorrupt",
    ])
  }

  @Test("names the latest backup, and warns while there is none")
  func latest() throws {
    let before = try operations.getStatus()
    #expect(before.lastSuccess == nil && kinds(before) == ["backupOverdue"])
    try operations.create()
    let last = try operations.create()
    let after = try operations.getStatus()
    #expect(after.lastSuccess == last && kinds(after) == [])
  }

  @Test("counts no backup whose file is gone or cut short", arguments: [nil, 0, 100] as [Int?])
  func missing(length: Int?) throws {
    let first = try operations.create()
    let second = try operations.create()
    let path = fixture.path(of: second)
    if let length { truncate(path, length) } else { unlink(path) }
    let status = try fixture.operations().getStatus()
    #expect(status.lastSuccess == first && kinds(status) == ["backupMissing"])
    #expect(
      status.warnings.contains { $0.message == "The file of a backup is gone, or cut short." })
    unlink(fixture.path(of: first))
    let none = try operations.getStatus()
    #expect(none.lastSuccess == nil && kinds(none) == ["backupMissing", "backupOverdue"])
    #expect(none.warnings.contains { $0.message.contains("2 backups") })
    #expect(none.warnings.contains { $0.message.contains("could be restored") })
    _ = try operations.deleteBackup(.init(id: first.id), by: .owner)
    _ = try operations.deleteBackup(.init(id: second.id), by: .owner)
    #expect(kinds(try operations.getStatus()) == ["backupOverdue"])
  }

  @Test("counts no backup that was found damaged, until it is whole again")
  func damaged() throws {
    let first = try operations.create()
    let second = try operations.create()
    let path = fixture.path(of: second)
    let bytes = try FileContent.read(path)
    var flipped = bytes
    flipped[flipped.count / 2] ^= 1
    try FileContent.write(flipped, to: path)
    #expect(try operations.getStatus().lastSuccess == second)
    #expect(throws: ServiceError.self) {
      try operations.verifyBackup(.init(id: second.id), by: .owner, control: OperationControl())
    }
    let status = try operations.getStatus()
    #expect(status.lastSuccess == first && kinds(status) == ["backupCorrupt"])
    try FileContent.write(bytes, to: path)
    _ = try operations.verifyBackup(.init(id: second.id), by: .owner, control: OperationControl())
    let mended = try operations.getStatus()
    #expect(mended.lastSuccess?.id == second.id && kinds(mended) == [])
  }

  @Test("says nothing of the files while they cannot be listed")
  func unreachable() throws {
    let backup = try operations.create()
    let store = FaultStore(fixture.store)
    store.plan.fail(1, isLasting: true)
    let status = try fixture.operations(store: store).getStatus()
    #expect(status.lastSuccess == backup && kinds(status) == [])
    #expect(status.warnings.map(\.kind).contains("storageUnavailable"))
  }
}
