import Concurrency
import Databases
import GRDB
import Glibc
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("Putting an image in the place of the live data")
struct ReplaceTests {
  struct Pair {
    let folder: TemporaryFolder
    let live: String
    let image: String
    let engine: SQLiteDatabase
  }

  /// A live ledger that went on after its image was made.
  private func pair(_ setup: String, imageSetup: String? = nil, busySeconds: Double = 30) throws
    -> Pair
  {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    for (path, setup, seed) in [(image, imageSetup ?? "", 1), (live, setup, 2)] {
      let application = try Application(path, setup + Ledger.tables)
      var ledger = Ledger(seed: UInt64(seed))
      for _ in 0..<30 { try application.run(ledger.next()) }
      try application.close()
    }
    return Pair(
      folder: folder, live: live, image: image,
      engine: SQLiteDatabase(path: live, busySeconds: busySeconds))
  }

  @Test(
    "shows the new data to open connections of this process and of another, without a restart",
    arguments: ["WAL", "DELETE"])
  func openConnections(mode: String) throws {
    let pair = try pair("PRAGMA journal_mode = \(mode);")
    chmod(pair.live, 0o640)
    let before = FileFacts(pair.live)
    let application = try Application(pair.live)
    let shell = try SQLiteShell(pair.live)
    _ = try application.content()
    try shell.run("SELECT * FROM entry;")
    try pair.engine.replace(pair.image)
    let expected = try content(of: pair.image)
    #expect(try application.content() == expected)
    let rows = try Application(pair.image).integers("SELECT count(*) FROM entry")[0]
    #expect(try shell.run("SELECT count(*) FROM entry;") == "\(rows)\n")
    #expect(try pair.engine.confirm(pair.image) == .identical)
    let after = try #require(FileFacts(pair.live))
    #expect(after.inode == before?.inode)
    #expect(after.mode == 0o640)
    #expect(try application.texts("PRAGMA journal_mode") == [mode == "WAL" ? "wal" : "delete"])
    try shell.run("UPDATE first SET n = n + 1; UPDATE second SET n = n + 1;")
    try Ledger.expectWhole(pair.engine.makeImage(pair.folder, "after"))
  }

  @Test(
    "leaves a database that open connections can go on writing",
    arguments: ["NONE", "FULL", "INCREMENTAL"], ["NONE", "FULL"])
  func autoVacuum(live: String, image: String) throws {
    for mode in ["WAL", "DELETE"] {
      let pair = try pair(
        "PRAGMA auto_vacuum = \(live); PRAGMA journal_mode = \(mode);",
        imageSetup: "PRAGMA auto_vacuum = \(image);")
      let application = try Application(pair.live)
      _ = try application.content()
      try pair.engine.replace(pair.image)
      var ledger = Ledger(seed: 5)
      for _ in 0..<60 { try application.run(ledger.next()) }
      try Ledger.expectWhole(pair.engine.makeImage(pair.folder, "after"))
    }
  }

  @Test(
    "takes an image of another page size, once it is adapted", arguments: ["WAL", "DELETE"],
    [512, 8192, 65_536])
  func pageSize(mode: String, pageSize: Int) throws {
    let pair = try pair(
      "PRAGMA journal_mode = \(mode);", imageSetup: "PRAGMA page_size = \(pageSize);")
    let application = try Application(pair.live)
    _ = try application.content()
    let adapted = try pair.engine.adapt(image: pair.image, cancellation: Cancellation())
    #expect((adapted == pair.image) == (mode == "DELETE"))
    try pair.engine.replace(adapted)
    #expect(try pair.engine.confirm(adapted) == .identical)
    #expect(try application.content() == content(of: pair.image))
    var ledger = Ledger(seed: 5)
    for _ in 0..<30 { try application.run(ledger.next()) }
    try Ledger.expectWhole(pair.engine.makeImage(pair.folder, "after"))
    // A second try in the same folder is not in the way of the first.
    #expect(try pair.engine.adapt(image: pair.image, cancellation: Cancellation()) == adapted)
  }

  @Test("adapts no image whose order only the application knows")
  func adaptCollation() throws {
    let pair = try pair("PRAGMA journal_mode = WAL;", imageSetup: "PRAGMA page_size = 512;")
    try Application(pair.image, "CREATE INDEX odd ON entry(tag COLLATE shopwise)").close()
    let reason = reason {
      _ = try pair.engine.adapt(image: pair.image, cancellation: Cancellation())
    }
    #expect(reason == .unsupported)
  }

  enum Holder: String, CaseIterable {
    case reader = "BEGIN; SELECT count(*) FROM entry;"
    case writer = "BEGIN IMMEDIATE; UPDATE first SET n = n;"
    case exclusive = "BEGIN EXCLUSIVE;"
  }

  @Test(
    "changes nothing while another process holds the database for longer than the busy time-out",
    arguments: Holder.allCases, ["WAL", "DELETE"])
  func locked(_ holder: Holder, mode: String) throws {
    let pair = try pair("PRAGMA journal_mode = \(mode);", busySeconds: 0.2)
    let before = try content(of: pair.live)
    let shell = try SQLiteShell(pair.live)
    try shell.run(holder.rawValue)
    if holder == .reader, mode == "WAL" {
      try pair.engine.replace(pair.image)
      #expect(try content(of: pair.live) == content(of: pair.image))
      return
    }
    #expect(reason { try pair.engine.replace(pair.image) } == .locked)
    shell.kill()
    #expect(try content(of: pair.live) == before)
    try pair.engine.replace(pair.image)
    #expect(try pair.engine.confirm(pair.image) == .identical)
  }

  @Test("leaves the old data when it is cancelled on the way", arguments: ["WAL", "DELETE"])
  func cancelled(mode: String) throws {
    let folder = try TemporaryFolder()
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try ShopGenerator(path: live, targetBytes: 400_000, journalMode: .delete, seed: 1).generate()
    try ShopGenerator(path: image, targetBytes: 9_500_000, journalMode: .delete, seed: 2).generate()
    let application = try Application(live, "PRAGMA journal_mode = \(mode)")
    let before = try application.content()
    let cancellation = Cancellation()
    var (steps, isComplete) = (0, false)
    let engine = SQLiteDatabase(path: live)
    #expect(
      isCancelled {
        try engine.replace(
          with: ImageToInstall(path: image, prefersWAL: true), cancellation: cancellation
        ) { done, total in
          isComplete = done == total
          steps += 1
          cancellation.cancel()
        }
      })
    #expect(steps == 1 && !isComplete)
    #expect(try application.content() == before)
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
    try application.run("DELETE FROM ActivityLog")
  }

  @Test("refuses a link and a file of several names, and what they lead to stays as it is")
  func links() throws {
    let pair = try pair("")
    let before = try Bytes.read(pair.live)
    let link = pair.folder.file("link.db")
    try FileSystem.link(pair.live, link)
    #expect(reason { try SQLiteDatabase(path: link).replace(pair.image) } == .unsafeFile)
    let dangling = pair.folder.file("dangling.db")
    try FileSystem.link(pair.folder.file("nothing"), dangling)
    try Bytes.write([1], to: dangling + "-wal")
    #expect(reason { try SQLiteDatabase(path: dangling).replace(pair.image) } == .unsafeFile)
    #expect(FileFacts(dangling + "-wal") != nil)
    #expect(Glibc.link(pair.live, pair.folder.file("second.db")) == 0)
    #expect(reason { try pair.engine.replace(pair.image) } == .unsafeFile)
    #expect(
      reason { try SQLiteDatabase(path: pair.folder.path).replace(pair.image) } == .unsafeFile)
    #expect(try Bytes.read(pair.live) == before)
  }

  @Test("says when the disk is full, and keeps the old data", arguments: ["WAL", "DELETE"])
  func diskFull(mode: String) throws {
    let pair = try pair("")
    let disk = pair.folder.file("disk")
    mkdir(disk, 0o700)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=2m") == 0 else {
      try Test.cancel("mounting a small disk takes the superuser")
    }
    defer { umount(disk) }
    let live = disk + "/live.db"
    let image = pair.folder.file("large.sqlite")
    try ShopGenerator(path: image, targetBytes: 4_000_000, journalMode: .delete, seed: 2).generate()
    let application = try Application(live, "PRAGMA journal_mode = \(mode);" + Ledger.tables)
    let before = try application.content()
    let engine = SQLiteDatabase(path: live)
    #expect(reason { try engine.replace(image) } == .diskFull)
    #expect(try application.content() == before)
    let missing = SQLiteDatabase(path: disk + "/new.db")
    #expect(reason { try missing.replace(image) } == .diskFull)
    #expect(try FileSystem.names(in: disk).filter { $0.hasPrefix("new") } == [])
    try application.close()
  }

  @Test("says when the database may not be written, and keeps it")
  func readOnly() throws {
    let pair = try pair("")
    let disk = pair.folder.file("disk")
    mkdir(disk, 0o700)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=4m") == 0 else {
      try Test.cancel("mounting a disk takes the superuser")
    }
    defer { umount(disk) }
    let live = disk + "/live.db"
    try Bytes.copy(pair.live, to: live)
    #expect(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
    #expect(reason { try SQLiteDatabase(path: live).replace(pair.image) } == .readOnly)
    #expect(reason { try SQLiteDatabase(path: disk + "/new").replace(pair.image) } == .readOnly)
    try Ledger.expectWhole(SQLiteDatabase(path: live).makeImage(pair.folder, "copy"))
    #expect(try content(of: pair.folder.file("copy")) == content(of: pair.live))
  }
}
