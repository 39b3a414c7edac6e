import BackupProtocol
import Concurrency
import Crypto
import Databases
import Files
import Glibc
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import ArchiveFormat
@testable import BackupService
@testable import ForeignFiles
@testable import SQLiteEngine

@Suite("An export in the stored format")
struct ExportBackupTests {
  private static func export(
    _ operations: BackupOperations, _ backup: Backup, to destination: String = "out.tar.zst",
    format: ExportFormat? = nil, control: OperationControl = OperationControl()
  ) throws -> ExportBackup.Result {
    try operations.exportBackup(
      .init(id: backup.id, destination: destination, format: format), by: .owner, control: control)
  }

  /// What is beside the database and its backups.
  private static func others(_ fixture: ServiceFixture) -> [String] {
    TemporaryFolder.names(in: fixture.folder.path).filter { !$0.hasPrefix("app.db") }
  }

  @Test("is the same bytes, hashed, for this user alone", arguments: [nil, ExportFormat.archive])
  func copies(format: ExportFormat?) throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let backup = try operations.create()
    let dump = try fixture.dump()
    let result = try Self.export(operations, backup, format: format)
    #expect(result.path == fixture.folder["out.tar.zst"])
    #expect(result.checksum == backup.checksum && result.size == backup.fileSize)
    let bytes = try FileContent.read(result.path)
    #expect(try bytes == FileContent.read(fixture.path(of: backup)))
    #expect(hexadecimal(SHA256.hash(data: bytes)) == result.checksum.value)
    #expect(try FileContent.mode(result.path) == 0o600)
    #expect(Self.others(fixture) == ["out.tar.zst"])
    #expect(try fixture.dump() == dump)
    #expect(fixture.archives == [backup.fileName])
  }

  @Test(
    "into a folder has the backup's own name",
    arguments: [(CompressionAlgorithm.zstd, ".tar.zst"), (.gzip, ".tar.gz")])
  func folder(compression: CompressionAlgorithm, suffix: String) throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create(.init(verify: false, compression: compression))
    mkdir(fixture.folder["out"], 0o700)
    #expect(backup.fileName.hasSuffix(suffix))
    let result = try Self.export(operations, backup, to: "out")
    #expect(result.path == fixture.folder["out/"] + backup.fileName)
    let again = serviceFailure { _ = try Self.export(operations, backup, to: "out") }
    #expect(again?.data.reason == "exists")
  }

  @Test("has the suffix of its format, in place of the one that the backup has")
  func suffixes() {
    let time = Timestamp(millisecondsSince1970: 0)
    for (format, own) in [
      (BackupFormat.archive, ".tar.zst"), (.archive, ".tar.gz"), (.sql, ".sql.gz"),
      (.json, ".json.gz"),
    ] {
      let backup = Backup(
        id: "1", fileName: "backup-1" + own, fileSize: 0, backupDate: time, isAutomatic: false,
        createdAt: time, type: .manual, status: .completed, format: format, database: "app",
        encrypted: false, pinned: false, locations: [])
      #expect(backup.exportFileName(as: backup.exportFormat) == backup.fileName)
      for (other, suffix) in [
        (ExportFormat.archive, ".tar.zst"), (.sql, ".sql.gz"), (.json, ".json.gz"),
        (.sqlite, ".sqlite"),
      ] where other != backup.exportFormat {
        #expect(backup.exportFileName(as: other) == "backup-1" + suffix)
      }
    }
  }

  @Test("never replaces what is there")
  func exists() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    try FileContent.write([7], to: fixture.folder["out.tar.zst"])
    let failure = serviceFailure { _ = try Self.export(operations, backup) }
    #expect(failure?.kind == .invalidParams && failure?.data.reason == "exists")
    #expect(try FileContent.read(fixture.folder["out.tar.zst"]) == [7])
    #expect(Self.others(fixture) == ["out.tar.zst"])
  }

  @Test("of a damaged file is none, and says which part", arguments: [0, 700, -1])
  func damaged(position: Int) throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    var bytes = try FileContent.read(fixture.path(of: backup))
    bytes[position < 0 ? bytes.count - 1 : position] ^= 1
    try FileContent.write(bytes, to: fixture.path(of: backup))
    let failure = serviceFailure { _ = try Self.export(operations, backup) }
    #expect(failure?.kind == .backupCorrupt && failure?.data.part == "file")
    #expect(failure?.data.expected == "sha256 \(backup.checksum?.value ?? "")")
    #expect(Self.others(fixture) == [])
    let entry = try operations.getBackup(.init(id: backup.id)).backup
    #expect(entry.verifiedAt == nil && entry.error?.kind == .backupCorrupt)
    #expect(try operations.getStatus().warnings.contains { $0.kind == "backupCorrupt" })
  }

  @Test("of a file that is cut off, longer or gone is none")
  func wrongSize() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    for size in [backup.fileSize / 2, 0, backup.fileSize + 1] {
      truncate(fixture.path(of: backup), off_t(size))
      #expect(
        serviceFailure { _ = try Self.export(operations, backup) }?.kind == .backupCorrupt)
    }
    unlink(fixture.path(of: backup))
    #expect(
      serviceFailure { _ = try Self.export(operations, backup) }?.kind == .backupCorrupt)
    #expect(Self.others(fixture) == [])
  }

  @Test("of a backup that is not there is not found, wherever it should go")
  func notFound() throws {
    let operations = try ServiceFixture().operations()
    for destination in ["x", "/etc/x", ""] {
      let failure = serviceFailure {
        _ = try operations.exportBackup(
          .init(id: "nothing", destination: destination), by: .owner, control: OperationControl())
      }
      #expect(failure?.kind == .notFound)
    }
  }

  @Test(
    "whichever call to the store fails, nothing is left and the next one succeeds",
    arguments: FaultPlan.Moment.allCases, [false, true])
  func faults(moment: FaultPlan.Moment, isLasting: Bool) throws {
    let fixture = try ServiceFixture(.shop)
    let backup = try fixture.operations().create()
    for position in 1... {
      let store = FaultStore(fixture.store)
      let operations = fixture.operations(store: store)
      _ = try operations.listBackups(.init())
      store.plan.fail(position, moment, isLasting: isLasting)
      let outcome = Result { try Self.export(operations, backup) }
      store.plan.disarm()
      let attempt = "call \(position) of \(store.plan.calls), \(moment)"
      guard store.plan.hasFailed else {
        #expect(try outcome.get().checksum == backup.checksum)
        #expect(position > 3, "hardly any call was tried")
        return
      }
      if case .failure(let failure) = outcome {
        #expect(ContractError(failure).kind == .storageUnavailable, "\(attempt)")
      } else {
        Issue.record("it does not fail: \(attempt)")
      }
      #expect(Self.others(fixture) == [], "something is left: \(attempt)")
      #expect(fixture.archives == [backup.fileName], "\(attempt)")
      let next = try Self.export(operations, backup)
      #expect(next.checksum == backup.checksum, "\(attempt)")
      unlink(next.path)
    }
  }

  @Test("that is cancelled leaves nothing")
  func cancelled() throws {
    let fixture = try ServiceFixture(.shop)
    let store = FaultStore(fixture.store)
    let operations = fixture.operations(store: store)
    let backup = try operations.create()
    let control = OperationControl()
    store.plan.onCall { if $0 == "read" { control.cancellation.cancel() } }
    let failure = serviceFailure {
      _ = try Self.export(operations, backup, control: control)
    }
    #expect(failure?.kind == .cancelled)
    #expect(Self.others(fixture) == [])
  }

  @Test("tells how far it has come, up to all of it")
  func progress() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let values = Values()
    _ = try Self.export(
      operations, backup, control: OperationControl { value in values.append(value) })
    let last = try #require(values.last)
    #expect(last.phase == "export" && last.unit == .bytes)
    #expect(last.completed == backup.fileSize && last.total == backup.fileSize)
  }

  @Test("goes on while another operation holds the database, and needs no database")
  func withoutLock() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let checksum = try operations.holdingLock(for: .restoreBackup, by: .colleague) { _ in
      for suffix in ["", "-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
      return try Self.export(operations, backup).checksum
    }
    #expect(checksum == backup.checksum)
  }

  @Test("can be opened again as the file of a backup")
  func source() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let backup = try operations.create()
    let result = try Self.export(operations, backup)
    let source = try FolderBounds.imports(operations.parts).source(at: result.path)
    #expect(source.reader.size == backup.fileSize && source.fileName == "out.tar.zst")
    #expect(try ArchiveReader(source.reader).readManifest().id == backup.id)
  }
}

private final class Values: Sendable {
  private let values = Mutex<[Progress.Value]>([])

  var last: Progress.Value? { values.withLock { $0.last } }

  func append(_ value: Progress.Value) { values.withLock { $0.append(value) } }
}
