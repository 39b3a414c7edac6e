import Glibc
import Testing

@testable import Concurrency
@testable import Databases
@testable import SQLiteEngine

@Suite("A database that cannot be opened is set aside")
struct PlacementTests {
  /// What a damaged database left: file, log, index and journal.
  private static let old: [String: [UInt8]] = [
    "": [1, 2], "-wal": [3], "-shm": [4], "-journal": [5],
  ]

  private func place() throws -> (TemporaryFolder, Placement) {
    let folder = try TemporaryFolder()
    let place = Placement(path: folder.file("live.db"), aside: folder.file("live.db.damaged-1"))
    for (suffix, bytes) in Self.old { try Bytes.write(bytes, to: place.path + suffix) }
    try Bytes.write([9, 9, 9], to: place.temporary)
    return (folder, place)
  }

  private func expectOld(at path: String, _ comment: Comment) throws {
    for (suffix, bytes) in Self.old {
      #expect(try FileFacts(path + suffix) != nil && Bytes.read(path + suffix) == bytes, comment)
    }
  }

  @Test("as one, and the new file has its name")
  func placed() throws {
    let (folder, place) = try place()
    let moved = try place.run(includesDatabase: true)
    #expect(moved == ["", "-wal", "-shm", "-journal"].map { place.aside + $0 })
    try expectOld(at: place.aside, "set aside")
    #expect(try Bytes.read(place.path) == [9, 9, 9])
    #expect(try FileSystem.names(in: folder.path).count == 5)
  }

  @Test("and is back, or the new one is there, after a crash behind any step")
  func crashed() throws {
    let steps = Placement.steps(includesDatabase: true)
    for count in 0...steps.count {
      let (folder, place) = try place()
      for step in steps.prefix(count) { try place.perform(step) }
      let outcome = try place.settle(includesDatabase: true)
      let isPlaced = steps.prefix(count).contains(.takeName)
      #expect(outcome == (isPlaced ? .placed : .untouched), "after \(count) steps")
      try expectOld(at: isPlaced ? place.aside : place.path, "after \(count) steps")
      if isPlaced { #expect(try Bytes.read(place.path) == [9, 9, 9]) }
      #expect(try FileSystem.names(in: folder.path).count == (isPlaced ? 5 : 4))
      #expect(try place.settle(includesDatabase: true) == outcome, "settled again")
    }
  }

  @Test("and is back after a crash while it was put back")
  func crashedAgain() throws {
    for count in 1...4 {
      let (folder, place) = try place()
      defer { withExtendedLifetime(folder) {} }
      for step in Placement.steps(includesDatabase: true).prefix(4) { try place.perform(step) }
      for suffix in (Placement.sidecars + [""]).prefix(count) {
        rename(place.aside + suffix, place.path + suffix)
      }
      #expect(try place.settle(includesDatabase: true) == .untouched)
      try expectOld(at: place.path, "after \(count)")
    }
  }

  @Test("and is back where the new file cannot take its name")
  func failed() throws {
    let (folder, place) = try place()
    unlink(place.temporary)
    #expect(reason { _ = try place.run(includesDatabase: true) } == .readOnly)
    try expectOld(at: place.path, "put back")
    #expect(try FileSystem.names(in: folder.path).count == 4)
  }

  @Test("never over another file", arguments: ["", "-wal", "-shm", "-journal"])
  func taken(suffix: String) throws {
    let (folder, place) = try place()
    try Bytes.write([8], to: place.aside + suffix)
    #expect(reason { _ = try place.run(includesDatabase: true) } == .readOnly)
    try expectOld(at: place.path, "\(suffix)")
    #expect(try Bytes.read(place.aside + suffix) == [8])
    #expect(try FileSystem.names(in: folder.path).count == 6)
  }

  @Test("and stays so where a new database appears meanwhile")
  func appeared() throws {
    let (folder, place) = try place()
    defer { withExtendedLifetime(folder) {} }
    for step in Placement.steps(includesDatabase: true).prefix(4) { try place.perform(step) }
    try Bytes.write([7], to: place.path)
    let failure = #expect(throws: EngineError.self) { try place.settle(includesDatabase: true) }
    #expect(failure?.reason == .moved && failure?.hint?.contains(place.aside) == true)
    try expectOld(at: place.aside, "named")
    #expect(try Bytes.read(place.path) == [7])
  }

  @Test("and the new file has its owner and permissions")
  func owner() throws {
    let folder = try TemporaryFolder()
    let image = folder.file("image.sqlite")
    try Application(image, Ledger.tables).close()
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    try Bytes.write(Array("no database at all".utf8), to: engine.path)
    chmod(engine.path, 0o640)
    if geteuid() == 0 { chown(engine.path, 65534, 65534) }
    let before = try #require(FileFacts(engine.path))
    guard case .unreadable(let error) = try engine.examine(cancellation: Cancellation()) else {
      Issue.record("it can be read")
      return
    }
    #expect(error.reason == .notADatabase)
    try engine.replace(
      with: ImageToInstall(path: image, prefersWAL: true, replacesUnreadable: true),
      cancellation: Cancellation()
    ) { _, _ in }
    let after = try #require(FileFacts(engine.path))
    #expect(after.mode == 0o640 && after.owner == before.owner)
    #expect(try engine.confirm(image) == .identical)
  }
}

@Suite("A database file of zero bytes")
struct EmptyFileTests {
  private func engine(_ folder: TemporaryFolder) throws -> SQLiteDatabase {
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    try Bytes.write([], to: engine.path)
    chmod(engine.path, 0o664)
    return engine
  }

  @Test("is filled by a restore, and keeps its owner and permissions", arguments: [true, false])
  func filled(prefersWAL: Bool) throws {
    let folder = try TemporaryFolder()
    let engine = try engine(folder)
    let image = folder.file("image.sqlite")
    try Application(image, Ledger.tables).close()
    let before = FileFacts(engine.path)
    #expect(try engine.examine(cancellation: Cancellation()) == .empty)
    #expect(try engine.adapt(image: image, cancellation: Cancellation()) == image)
    try engine.replace(image, prefersWAL: prefersWAL)
    #expect(try engine.confirm(image) == .identical)
    #expect(FileFacts(engine.path)?.mode == 0o664 && before?.inode == FileFacts(engine.path)?.inode)
    #expect(
      try engine.inspect(cancellation: Cancellation()).journalMode
        == (prefersWAL ? "wal" : "delete"))
  }

  @Test(
    "beside a log or journal that has bytes is not opened, which would delete that",
    arguments: ["-wal", "-journal"])
  func log(suffix: String) throws {
    let folder = try TemporaryFolder()
    let engine = try engine(folder)
    let rows = [UInt8](repeating: 7, count: 5000)
    try Bytes.write(rows, to: engine.path + suffix)
    let image = folder.file("image.sqlite")
    try Application(image, Ledger.tables).close()
    guard case .unreadable = try engine.examine(cancellation: Cancellation()) else {
      Issue.record("it can be read")
      return
    }
    #expect(reason { try engine.replace(image) } == .notADatabase)
    #expect(try Bytes.read(engine.path + suffix) == rows)
    let aside = folder.file("aside")
    try engine.replace(
      with: ImageToInstall(path: image, prefersWAL: true, replacesUnreadable: true, aside: aside),
      cancellation: Cancellation()
    ) { _, _ in }
    #expect(try Bytes.read(aside + suffix) == rows)
    #expect(try engine.confirm(image) == .identical)
  }
}

@Suite("Whether a restore's transaction was committed")
struct SwapMarkTests {
  @Test("is read off the database", arguments: ["WAL", "DELETE"])
  func told(mode: String) throws {
    let folder = try TemporaryFolder()
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    try Application(engine.path, "PRAGMA journal_mode = \(mode); CREATE TABLE a(b)").close()
    let image = folder.file("image.sqlite")
    try Application(image, Ledger.tables).close()
    let mark = try engine.swapMark(cancellation: Cancellation())
    #expect(try engine.settleSwap(since: mark) == .before)
    #expect(try engine.settleSwap(since: mark) == .before)
    try engine.replace(image)
    #expect(try engine.settleSwap(since: mark) == .after)
    try Application(engine.path, "CREATE TABLE c(d)").close()
    #expect(try engine.settleSwap(since: mark) == .unknown)
  }

  @Test("and a commit whose sync failed does not come back with the recovery of the log")
  func sealed() throws {
    let folder = try TemporaryFolder()
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    let application = try Application(
      engine.path,
      "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE a(b); INSERT INTO a VALUES (1)"
    )
    let mark = try engine.swapMark(cancellation: Cancellation())
    let log = try Bytes.read(engine.path + "-wal")
    // Another process's commit, whose bytes are in the log, and whose index is not told of it.
    let twin = folder.file("twin.db")
    for suffix in ["", "-wal"] { try Bytes.copy(engine.path + suffix, to: twin + suffix) }
    // A reader keeps the log from being cut off.
    let reader = try Application(twin)
    try reader.run("BEGIN; SELECT count(*) FROM a")
    try SQLiteDatabase(path: twin).replace(imageFile(folder))
    let failed = try Bytes.read(twin + "-wal")
    try reader.run("COMMIT")
    #expect(failed.count > log.count && Array(failed.prefix(log.count)) == log)
    let file = open(engine.path + "-wal", O_WRONLY)
    #expect(failed.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) } == failed.count)
    close(file)
    #expect(try engine.settleSwap(since: mark) == .before)
    // As after the end of all processes: the index is gone, and made again from the log.
    let recovered = folder.file("recovered.db")
    for suffix in ["", "-wal"] { try Bytes.copy(engine.path + suffix, to: recovered + suffix) }
    #expect(try SQLiteDatabase(path: recovered).settleSwap(since: mark) == .before)
    #expect(try content(of: recovered) == ["table a CREATE TABLE a(b)", "a:1"])
    try application.close()
  }

  private func imageFile(_ folder: TemporaryFolder) throws -> String {
    let image = folder.file("image.sqlite")
    try Application(image, Ledger.tables).close()
    return image
  }
}
