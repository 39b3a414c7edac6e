import BackupProtocol
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import BackupService
@testable import ForeignFiles
@testable import SQLiteEngine

@Suite("Where imports may come from")
struct ImportBoundsTests {
  private static func content(_ reader: any ObjectReader) throws -> String {
    var bytes = [UInt8](repeating: 0, count: Int(reader.size))
    let count = try bytes.withUnsafeMutableBytes { try reader.read(at: 0, into: $0) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  @Test(
    "a file in the folders is taken, by whatever way it leads there",
    arguments: [
      ("file", "file"), ("sub/dump.sql", "dump.sql"), ("leads-in/dump.sql", "dump.sql"),
      ("FOLDER/sub/../file", "file"), ("ROOT/door/file", "file"),
      ("leads-out/../out/file", "file"),
    ])
  func taken(path: String, name: String) throws {
    let folders = try BoundedFolders()
    let source = try folders.imports.source(at: folders.fill(path))
    #expect(source.fileName == name)
    #expect(source.logs.isEmpty)
    #expect(try Self.content(source.reader) == "content")
  }

  @Test(
    "a path that is refused has its reason",
    arguments: [
      ("/etc/passwd", .outsideFolders), ("leads-to-secret", .outsideFolders),
      ("leads-out/secret", .outsideFolders), ("SIBLING/secret", .outsideFolders),
      ("../out-not/secret", .outsideFolders), ("../app.db", .outsideFolders),
      ("leads-to-database", .outsideFolders), ("/proc/self/maps", .outsideFolders),
      ("/proc/self/exe", .outsideFolders), ("/dev/zero", .outsideFolders),
      ("/etc/no-such-file", .outsideFolders), ("leads-out/no-such-file", .outsideFolders),
      ("descriptors", .outsideFolders), ("descriptors/no-such-file", .outsideFolders),
      (".", .notAFile), ("sub", .notAFile), ("leads-in", .notAFile), ("pipe", .notAFile),
      ("socket", .notAFile),
    ] as [(String, FolderBounds.Refusal)])
  func refused(path: String, reason: FolderBounds.Refusal) throws {
    let folders = try BoundedFolders()
    mkfifo(folders.folder + "/pipe", 0o600)
    mknod(folders.folder + "/socket", S_IFSOCK | 0o600, 0)
    let failure = serviceFailure { _ = try folders.imports.source(at: folders.fill(path)) }
    #expect(failure?.kind == .invalidParams, "\(failure?.message ?? "it is taken")")
    #expect(failure?.data.path == "params.path")
    #expect(failure?.data.reason == reason.rawValue, "\(failure?.message ?? "")")
  }

  @Test("an open file of another folder cannot be had by the number of its descriptor")
  func descriptors() throws {
    let folders = try BoundedFolders()
    let secret = open(folders.sibling + "/secret", O_RDONLY | O_CLOEXEC)
    defer { close(secret) }
    for path in ["/proc/self/fd/\(secret)", "descriptors/\(secret)", "/dev/fd/\(secret)"] {
      let failure = serviceFailure { _ = try folders.imports.source(at: path) }
      #expect(failure?.data.reason == "outsideFolders", "\(path)")
    }
  }

  @Test(
    "a file that is not there is not found",
    arguments: ["gone", "sub/gone", "gone/gone", "leads-nowhere", "loop", "file/x", "sub/file/"])
  func missing(path: String) throws {
    let folders = try BoundedFolders()
    let failure = serviceFailure { _ = try folders.imports.source(at: path) }
    #expect(failure?.kind == .notFound && failure?.data.path == "params.path")
  }

  @Test("without a folder that is allowed nothing is, and the setting is named")
  func notConfigured() throws {
    let folders = try BoundedFolders()
    let failure = serviceFailure {
      _ = try folders.operations { $0.importFolders = [] }.importBackup(
        .init(path: folders.folder + "/file"), by: .owner, control: OperationControl())
    }
    #expect(failure?.kind == .notConfigured && failure?.data.setting == "importFolders")
  }

  @Test("the live database and its logs are refused by any name, and lose no lock by it")
  func database() throws {
    let folders = try BoundedFolders()
    let database = folders.fixture.databasePath
    for suffix in ["-wal", "-shm", "-journal"] where !FileContent.exists(database + suffix) {
      try FileContent.write([], to: database + suffix)
    }
    let bounds = FolderBounds.imports(folders.wideOperations().parts)
    let descriptor = open(database, O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_start = 1
    range.l_len = 1
    #expect(fcntl(descriptor, F_SETLK, &range) == 0)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      let second = folders.folder + "/second" + suffix
      link(database + suffix, second)
      symlink(second, second + ".link")
      for path in [database + suffix, second, second + ".link"] {
        let failure = serviceFailure { _ = try bounds.source(at: path) }
        #expect(failure?.data.reason == "liveDatabase", "\(path): \(failure?.message ?? "taken")")
      }
    }
    #expect(Self.isLocked(database), "a lock of this process has gone")
    // What this is about: to close any descriptor of the file drops the lock.
    close(open(database, O_RDONLY | O_CLOEXEC))
    #expect(!Self.isLocked(database))
  }

  /// Looked up in the system's list of all locks, as asking for one's own locks finds none.
  private static func isLocked(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0, let bytes = try? FileContent.read("/proc/locks") else {
      return false
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains {
      $0.contains("POSIX") && $0.hasSuffix(":\(facts.st_ino) 1 1")
    }
  }

  @Test("of the folder of the backups only backups are taken")
  func backupFolder() throws {
    let folders = try BoundedFolders()
    let operations = folders.wideOperations()
    let backup = try operations.create()
    let bounds = FolderBounds.imports(operations.parts)
    mkdir(folders.fixture.backupFolder + "/scratch", 0o700)
    try FileContent.write([1], to: folders.fixture.backupFolder + "/scratch/backup-1")
    let source = try bounds.source(at: "app.db.backups/" + backup.fileName)
    #expect(source.fileName == backup.fileName && source.reader.size == backup.fileSize)
    for name in ["catalog.sqlite", "lock", "scratch/backup-1", "scratch", "."] {
      let failure = serviceFailure { _ = try bounds.source(at: "app.db.backups/" + name) }
      #expect(failure?.data.reason == "backupFolder", "\(name)")
    }
    link(folders.fixture.backupFolder + "/catalog.sqlite", folders.folder + "/second-catalog")
    #expect(
      serviceFailure { _ = try bounds.source(at: "out/second-catalog") }?.data.reason
        == "backupFolder")
  }

  @Test("what takes the place of the file in the meantime is not read")
  func exchangedFile() throws {
    let folders = try BoundedFolders()
    let folder = try PinnedFolder(path: folders.folder)
    let file = try #require(try folder.file(named: "file"))
    unlink(folders.folder + "/file")
    symlink("../out-not/secret", folders.folder + "/file")
    try FileContent.write(Array("secret".utf8), to: folders.sibling + "/secret")
    #expect(try Self.content(file.open()) == "content")
    #expect(try folder.file(named: "file")?.isRegular == false)
  }

  @Test(
    "a log beside a database file is told, unless it is empty", arguments: ["-wal", "-journal"])
  func log(suffix: String) throws {
    let folders = try BoundedFolders()
    try FileContent.write([], to: folders.folder + "/file" + suffix)
    #expect(try folders.imports.source(at: "file").logs.isEmpty)
    try FileContent.write([1], to: folders.folder + "/file" + suffix)
    #expect(try folders.imports.source(at: "file").logs.count == 1)
  }

  @Test(
    "a file that this user may not read is refused as such",
    .enabled(if: geteuid() != 0, "root may read anything"))
  func unreadable() throws {
    let folders = try BoundedFolders()
    chmod(folders.folder + "/file", 0)
    #expect(
      serviceFailure { _ = try folders.imports.source(at: "file") }?.data.reason == "unreadable")
  }
}
