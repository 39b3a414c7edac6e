import BackupProtocol
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import BackupService

@Suite("Where exports may go")
struct ExportBoundsTests {
  @Test(
    "a path in the folders is taken, by whatever way it leads there",
    arguments: [
      ("new", "FOLDER/new"), ("sub/new", "FOLDER/sub/new"), ("FOLDER/new", "FOLDER/new"),
      ("OTHER/new", "OTHER/new"), ("sub/../new", "FOLDER/new"), (".//new", "FOLDER/new"),
      ("../out/new", "FOLDER/new"), ("../other/new", "OTHER/new"),
      ("leads-in/new", "FOLDER/sub/new"), ("leads-out/../other/new", "OTHER/new"),
      ("ROOT/door/new", "FOLDER/new"), ("caf\u{e9}/new", "FOLDER/caf\u{e9}/new"),
      ("..new", "FOLDER/..new"), ("new file (1)", "FOLDER/new file (1)"),
      ("🔥", "FOLDER/🔥"), (".", "FOLDER/backup.tar.zst"),
      ("sub", "FOLDER/sub/backup.tar.zst"), ("sub/", "FOLDER/sub/backup.tar.zst"),
      ("leads-in", "FOLDER/sub/backup.tar.zst"), ("OTHER/", "OTHER/backup.tar.zst"),
      (String(repeating: "n", count: 255), "FOLDER/" + String(repeating: "n", count: 255)),
    ])
  func taken(path: String, expected: String) throws {
    let folders = try BoundedFolders()
    let file = try folders.exports.newFile(
      at: folders.fill(path), fileName: "backup.tar.zst", id: "1")
    #expect(file.path == folders.fill(expected))
    let unfinished = folders.names()
    try file.commit()
    #expect(try FileContent.mode(folders.fill(expected)) == 0o600)
    #expect(folders.names().count <= unfinished.count, "the unfinished file is still there")
  }

  @Test(
    "a path that is refused has its reason, and leaves nothing",
    arguments: [
      ("..", .outsideFolders), ("../new", .outsideFolders), ("ROOT/new", .outsideFolders),
      ("SIBLING/new", .outsideFolders), ("SIBLING", .outsideFolders),
      ("FOLDER-not/new", .outsideFolders), ("../out-not/new", .outsideFolders),
      ("leads-out", .outsideFolders), ("leads-out/new", .outsideFolders),
      ("leads-out/secret", .outsideFolders), ("leads-in/../../new", .outsideFolders),
      ("/new", .outsideFolders), ("/etc/passwd", .outsideFolders), ("//etc/new", .outsideFolders),
      ("/etc/no-such-folder/new", .outsideFolders), ("/root/x/y/z", .outsideFolders),
      ("sub/../../no-such-folder/new", .outsideFolders),
      ("leads-out/no-such-folder/new", .outsideFolders), ("descriptors/new", .outsideFolders),
      ("descriptors/0", .outsideFolders), ("/proc/self/cwd/new", .outsideFolders),
      ("/proc/self/fd/0", .outsideFolders), ("/proc/self/root/etc/new", .outsideFolders),
      ("/dev/stdout", .outsideFolders),
      ("cafe\u{301}/new", .missing), ("no-such-folder/new", .missing), ("new/", .missing),
      ("no-such-folder/../new", .missing), ("file/new", .missing), ("loop/new", .missing),
      ("leads-nowhere/new", .missing), ("~/new", .missing), ("no-such-folder/.", .missing),
      ("no-such-folder/..", .missing), ("file/", .missing),
      ("file", .exists), ("sub/dump.sql", .exists), ("leads-to-secret", .exists),
      ("leads-nowhere", .exists), ("loop", .exists), ("leads-to-database", .exists),
      ("other.db-wal", .databaseLog), ("a-journal", .databaseLog), ("-shm", .databaseLog),
    ] as [(String, FolderBounds.Refusal)])
  func refused(path: String, reason: FolderBounds.Refusal) throws {
    let folders = try BoundedFolders()
    let before = folders.names()
    let failure = serviceFailure {
      _ = try folders.exports.newFile(
        at: folders.fill(path), fileName: "backup.tar.zst", id: "1")
    }
    #expect(failure?.kind == .invalidParams, "\(failure?.message ?? "it is taken")")
    #expect(failure?.data.path == "params.destination")
    #expect(failure?.data.reason == reason.rawValue, "\(failure?.message ?? "")")
    let isOutside = reason == .outsideFolders
    #expect(failure?.data.allowed == (isOutside ? [folders.folder, folders.other] : nil))
    #expect(failure?.data.hint != nil)
    #expect(folders.names() == before)
  }

  @Test(
    "what is no path at all is refused, and tells what one is",
    arguments: [
      "", "\0", "new\0", "new\0/../../x", "new\nline", "\u{1b}[2J", "a\u{7f}", "a\u{85}",
      String(repeating: "d/", count: 2048) + "x", "sub/" + String(repeating: "n", count: 256),
    ])
  func noPath(path: String) throws {
    let folders = try BoundedFolders()
    let failure = serviceFailure {
      _ = try folders.exports.newFile(at: path, fileName: "backup.tar.zst", id: "1")
    }
    #expect(failure?.kind == .invalidParams)
    #expect(failure?.data.path == "params.destination")
    #expect(failure?.data.expected?.isEmpty == false)
  }

  @Test("an export never takes the place of the live database or its logs, even where it is gone")
  func database() throws {
    let folders = try BoundedFolders()
    let bounds = FolderBounds.exports(folders.wideOperations().parts)
    let database = folders.fixture.databasePath
    for suffix in ["", "-wal", "-shm", "-journal"] {
      unlink(database + suffix)
      for path in [database + suffix, folders.folder + "/../app.db" + suffix] {
        let failure = serviceFailure {
          _ = try bounds.newFile(at: path, fileName: "x", id: "1")
        }
        #expect(failure?.data.reason == "liveDatabase", "\(path)")
      }
      #expect(!FileContent.exists(database + suffix))
    }
  }

  @Test(
    "an export never goes into the folder of the backups",
    arguments: ["app.db.backups", "app.db.backups/new", "app.db.backups/scratch/new", "way-in/new"])
  func backupFolder(path: String) throws {
    let folders = try BoundedFolders()
    mkdir(folders.fixture.backupFolder, 0o700)
    mkdir(folders.fixture.backupFolder + "/scratch", 0o700)
    symlink("app.db.backups", folders.fixture.folder["way-in"])
    let bounds = FolderBounds.exports(folders.wideOperations().parts)
    let failure = serviceFailure { _ = try bounds.newFile(at: path, fileName: "x", id: "1") }
    #expect(failure?.data.reason == "backupFolder")
    #expect(folders.fixture.archives == [])
  }

  @Test("without a folder that is allowed nothing is, and the setting is named")
  func notConfigured() throws {
    let folders = try BoundedFolders()
    for allowed in [[], [folders.fixture.folder["gone"]]] {
      let failure = serviceFailure {
        _ = try FolderBounds.exports(folders.operations { $0.exportFolders = allowed }.parts)
          .newFile(at: folders.fill("FOLDER/new"), fileName: "x", id: "1")
      }
      #expect(failure?.kind == .notConfigured)
      #expect(failure?.data.setting == "exportFolders")
    }
  }

  @Test("a file that comes to the name in the meantime stays as it is, and nothing else is left")
  func takenName() throws {
    let folders = try BoundedFolders()
    let file = try folders.exports.newFile(at: "new", fileName: "x", id: "1")
    try [UInt8](repeating: 1, count: 100).withUnsafeBytes(file.write)
    let path = folders.folder + "/new"
    try FileContent.write([7], to: path)
    let failure = serviceFailure { try file.commit() }
    file.abort()
    #expect(failure?.data.reason == "exists")
    #expect(try FileContent.read(path) == [7])
    #expect(TemporaryFolder.names(in: folders.folder).allSatisfy { !$0.hasPrefix(".") })
  }

  @Test("a link that takes the place of the folder in the meantime leads nothing out")
  func exchangedFolder() throws {
    let folders = try BoundedFolders()
    let file = try folders.exports.newFile(at: "sub/new", fileName: "x", id: "1")
    let sub = folders.folder + "/sub"
    rename(sub, folders.folder + "/moved")
    symlink("../out-not", sub)
    try [UInt8](repeating: 1, count: 100).withUnsafeBytes(file.write)
    try file.commit()
    #expect(TemporaryFolder.names(in: folders.sibling) == ["secret"])
    #expect(FileContent.exists(folders.folder + "/moved/new"))
    // And a path that had no link when it was looked at is not followed through one.
    #expect(throws: StorageError.self) { try PinnedFolder(path: sub) }
    #expect(throws: StorageError.self) { try PinnedFolder(path: sub + "/x") }
  }

  @Test("a folder that goes away in the meantime is a failure of the storage")
  func removedFolder() throws {
    let folders = try BoundedFolders()
    mkdir(folders.folder + "/short-lived", 0o700)
    let file = try folders.exports.newFile(at: "short-lived/new", fileName: "x", id: "1")
    unlink(folders.folder + "/short-lived/.strongroom-1.partial")
    rmdir(folders.folder + "/short-lived")
    #expect(serviceFailure { try file.commit() }?.kind == .storageUnavailable)
  }

  @Test("what a crashed export left is removed by the next one, and nothing that is in use")
  func leftovers() throws {
    let folders = try BoundedFolders()
    let running = try folders.exports.newFile(at: "running", fileName: "x", id: "running")
    try [1, 2, 3 as UInt8].withUnsafeBytes(running.write)
    let names = [".strongroom-crashed.partial", ".strongroom-not-ours", "other.partial"]
    for name in names { try FileContent.write([1], to: folders.folder + "/" + name) }
    let next = try folders.exports.newFile(at: "next", fileName: "x", id: "next")
    let left = TemporaryFolder.names(in: folders.folder)
    #expect(!left.contains(names[0]) && left.contains(names[1]) && left.contains(names[2]))
    #expect(left.contains(".strongroom-running.partial"))
    try running.commit()
    next.abort()
    #expect(try FileContent.read(folders.folder + "/running") == [1, 2, 3])
    #expect(!FileContent.exists(folders.folder + "/next"))
  }
}
