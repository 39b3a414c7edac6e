import BackupProtocol
import Glibc
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import StateFolder

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
      status.warnings.contains { $0.message == "The file of a backup is missing or cut short." })
    unlink(fixture.path(of: first))
    let none = try operations.getStatus()
    #expect(none.lastSuccess == nil && kinds(none) == ["backupMissing", "backupOverdue"])
    #expect(none.warnings.contains { $0.message.contains("2 backups") })
    #expect(none.warnings.contains { $0.message.contains("could be restored") })
    _ = try operations.deleteBackup(.init(id: first.id, force: true), by: .owner)
    _ = try operations.deleteBackup(.init(id: second.id, force: true), by: .owner)
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
    #expect(throws: ContractError.self) {
      try operations.verifyBackup(.init(id: second.id), by: .owner, control: OperationControl())
    }
    let status = try operations.getStatus()
    #expect(status.lastSuccess == first && kinds(status) == ["backupCorrupt"])
    try FileContent.write(bytes, to: path)
    _ = try operations.verifyBackup(.init(id: second.id), by: .owner, control: OperationControl())
    let mended = try operations.getStatus()
    #expect(mended.lastSuccess?.id == second.id && kinds(mended) == [])
  }

  @Test("sums up what matters, and the gravest warning decides")
  func summary() throws {
    let before = try operations.getStatus().summary
    #expect(before.state == .warning && before.text.contains("no backup yet"))
    #expect(before.proven == .init(count: 0, of: 0) && before.lastProven == nil)
    let first = try operations.create()
    let unproven = try operations.create(.init(verify: false))
    let after = try operations.getStatus().summary
    #expect(after.state == .ok && after.lastSuccess == unproven.backupDate)
    #expect(after.proven == .init(count: 1, of: 2, oldest: first.backupDate))
    #expect(after.lastProven == first.backupDate)
    #expect(after.storage.map(\.name) == ["local"] && (after.storage[0].used ?? 0) > 0)
    unlink(fixture.path(of: first))
    unlink(fixture.path(of: unproven))
    let lost = try operations.getStatus()
    #expect(lost.summary.state == .critical && lost.summary.proven.count == 0)
    #expect(lost.warnings.allSatisfy { $0.message != "" })
  }

  @Test("what nobody can act on is information, and leaves the state as it is")
  func information() throws {
    try operations.create()
    let status = try operations.getStatus()
    let defect = status.warnings.first { $0.kind == "sqliteDefect" }
    #expect(defect == nil || defect?.severity == .info)
    #expect(status.summary.state == .ok)
  }

  @Test("tells how far the operation is that another process runs")
  func progress() throws {
    let lock = OperationLock(path: fixture.backupFolder + "/lock")
    mkdir(fixture.backupFolder, 0o700)
    let running = RunningOperation(
      name: "createBackup", since: fixture.clock.serviceClock.now(), holder: "x")
    try lock.withHold(of: running) { hold in
      #expect(try operations.getStatus().operation?.phase == nil)
      hold.show(.init(phase: "compress", completed: 3, total: 9, unit: .bytes))
      let operation = try operations.getStatus().operation
      #expect(operation?.phase == "compress" && operation?.unit == .bytes)
      #expect(operation?.completed == 3 && operation?.total == 9 && operation?.holder == "x")
    }
  }

  @Test("a backup shows its own progress, and its lock ends with it")
  func ownProgress() throws {
    let seen = Mutex<[RunningOperation]>([])
    let control = OperationControl { _ in
      if let holder = operations.lock.holder() { seen.withLock { $0.append(holder) } }
    }
    _ = try operations.createBackup(.init(), by: .owner, control: control)
    #expect(seen.withLock { $0.contains { $0.phase != nil && $0.total != nil } })
    #expect(operations.lock.holder() == nil)
  }

  @Test("foretells when the storage is full, from what backups took in the last 30 days")
  func fullOn() throws {
    let day: Int64 = 86_400_000
    func fullOn(free: Int?) throws -> Timestamp? {
      let catalog = try operations.catalog()
      let health = try BackupHealth(catalog, fixture.store, objects: fixture.store.list())
      return health.fullOn(free: free, now: fixture.clock.now)
    }
    #expect(try fullOn(free: 1000) == nil)
    try operations.create()
    fixture.clock.advance(milliseconds: day / 2)
    let second = try operations.create()
    #expect(try fullOn(free: 1000) == nil, "half a day tells nothing")
    fixture.clock.advance(milliseconds: day / 2)
    // One of that size a day, so that there is space for ten more days.
    let left = try #require(try fullOn(free: 10 * second.fileSize)).millisecondsSince1970
    #expect(abs(left - fixture.clock.now.millisecondsSince1970 - 10 * day) < 60_000)
    #expect(try fullOn(free: nil) == nil && fullOn(free: .max) == nil)
    #expect(try fullOn(free: 0) == fixture.clock.now)
    fixture.clock.advance(milliseconds: 40 * day)
    #expect(try fullOn(free: 1000) == nil, "nothing was written in the last 30 days")
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
