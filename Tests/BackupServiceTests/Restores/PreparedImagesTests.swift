import BackupProtocol
import BackupService
import Foundation
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@Suite("A restore starts from the image that its preview prepared")
struct PreparedImagesTests {
  private let fixture: ServiceFixture
  private let store: CountingStore

  init() throws {
    fixture = try ServiceFixture()
    store = CountingStore(fixture.store)
  }

  private func operations(
    maximum: Int64 = 1 << 30, free: @escaping @Sendable (String) -> Int64? = { _ in 1 << 40 }
  ) -> BackupOperations {
    fixture.operations(store: store) {
      $0.preparedBytes = maximum
      $0.freeBytes = free
    }
  }

  private var images: [String] { fixture.archives.filter { $0.hasPrefix("scratch/preview-") } }

  private func restore(
    _ backup: Backup, _ token: String, _ operations: BackupOperations
  ) async throws -> RestoreOutcome {
    try await operations.restoreBackup(
      RestoreBackup.Params(id: backup.id, confirmationToken: token), by: .owner,
      control: OperationControl())
  }

  @Test("the file is read once for both, and nothing is left")
  func once() async throws {
    let operations = operations()
    let backup = try operations.create()
    let before = try fixture.dump()
    try fixture.execute("DELETE FROM bill")
    let token = try operations.token(for: backup)
    #expect(images.count == 1)
    let reads = store.reads(of: backup.fileName)
    #expect(reads > 0)
    #expect(try await restore(backup, token, operations).restore.status == .completed)
    #expect(store.reads(of: backup.fileName) == reads)
    #expect(try fixture.dump() == before)
    #expect(images == [])
  }

  @Test("a file that changed after the preview is read again, and its damage found")
  func changed() async throws {
    let operations = operations()
    let backup = try operations.create()
    let token = try operations.token(for: backup)
    let path = fixture.path(of: backup)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 2] ^= 0xFF
    try bytes.write(to: URL(fileURLWithPath: path))
    let before = try fixture.dump()
    let error = await #expect(throws: (any Error).self) {
      try await restore(backup, token, operations)
    }
    #expect(error.map { ContractError($0).kind } == .backupCorrupt)
    #expect(try fixture.dump() == before)
  }

  @Test("an image is removed when its confirmation expires")
  func expired() throws {
    let operations = operations()
    let backup = try operations.create()
    _ = try operations.token(for: backup)
    #expect(images.count == 1)
    fixture.clock.advance(milliseconds: 601_000)
    try operations.create()
    #expect(images == [])
  }

  @Test("an image is removed when the disk runs short, and when the process ends")
  func short() throws {
    let free = Mutex<Int64>(1 << 40)
    let operations = operations { _ in free.withLock { $0 } }
    let backup = try operations.create()
    _ = try operations.token(for: backup)
    #expect(images.count == 1)
    free.withLock { $0 = 1 }
    // There is no space for its proof either.
    _ = try? operations.create()
    #expect(images == [])
    free.withLock { $0 = 1 << 40 }
    _ = try operations.token(for: backup)
    #expect(images.count == 1)
    operations.close()
    #expect(images == [])
  }

  @Test("the oldest image makes space for a new one, and a larger one is not kept")
  func bounded() async throws {
    let size = try Data(contentsOf: URL(fileURLWithPath: fixture.databasePath)).count
    let operations = operations(maximum: Int64(size) * 3 / 2)
    let (one, two) = (try operations.create(), try operations.create())
    let token = try operations.token(for: one)
    _ = try operations.token(for: two)
    #expect(images.count == 1)
    #expect(try await restore(one, token, operations).restore.status == .completed)
    let small = self.operations(maximum: 1)
    operations.close()
    _ = try small.token(for: one)
    #expect(images == [])
  }
}

/// Counts how often each object is opened.
private final class CountingStore: ObjectStore {
  private let store: any ObjectStore
  private let counts = Mutex<[String: Int]>([:])

  init(_ store: any ObjectStore) { self.store = store }

  func reads(of name: String) -> Int { counts.withLock { $0[name] ?? 0 } }

  func list() throws -> [ObjectInfo] { try store.list() }
  func info(_ key: ObjectKey) throws -> ObjectInfo? { try store.info(key) }
  func version(of key: ObjectKey) throws -> String? { try store.version(of: key) }
  func create(_ key: ObjectKey) throws -> any ObjectDraft { try store.create(key) }
  func open(_ key: ObjectKey) throws -> any ObjectReader {
    counts.withLock { $0[key.name, default: 0] += 1 }
    return try store.open(key)
  }
  func delete(_ key: ObjectKey) throws { try store.delete(key) }
  func removeUnfinished() throws { try store.removeUnfinished() }
  func freeBytes() throws -> Int64? { try store.freeBytes() }
  func isReadable(_ key: ObjectKey) -> Bool { store.isReadable(key) }
}
