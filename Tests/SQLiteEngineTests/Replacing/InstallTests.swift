import Concurrency
import Databases
import Glibc
import Testing

@testable import SQLiteEngine

@Suite("Restoring where there is no database")
struct InstallTests {
  private func image(_ folder: TemporaryFolder) throws -> String {
    let path = folder.file("image.sqlite")
    try Application(path, Ledger.tables).close()
    return path
  }

  @Test(
    "creates it, for its owner alone, in the journal mode of its source", arguments: [true, false])
  func created(prefersWAL: Bool) throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    #expect(!engine.exists)
    #expect(try engine.adapt(image: image, cancellation: Cancellation()) == image)
    try engine.replace(image, prefersWAL: prefersWAL)
    #expect(engine.exists)
    #expect(FileFacts(engine.path)?.mode == 0o600)
    #expect(try FileSystem.names(in: folder.path) == ["image.sqlite", "live.db"])
    #expect(try engine.confirm(image) == .identical)
    let description = try engine.inspect(cancellation: Cancellation())
    #expect(description.journalMode == (prefersWAL ? "wal" : "delete"))
    #expect(try content(of: engine.path) == content(of: image))
  }

  @Test(
    "never replays a log that an older database of this name left", arguments: ["WAL", "DELETE"])
  func stale(mode: String) throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run("PRAGMA journal_mode = \(mode);" + Ledger.tables)
    try shell.run("PRAGMA cache_size = 2; PRAGMA cache_spill = 2; BEGIN;")
    try shell.run("INSERT INTO entry(tag, payload) SELECT id, randomblob(9000) FROM account;")
    shell.kill()
    unlink(path)
    let left = mode == "WAL" ? "-wal" : "-journal"
    let rows = try Bytes.read(path + left)
    let engine = SQLiteDatabase(path: path)
    let setAside = try engine.replace(
      with: ImageToInstall(path: image, prefersWAL: true, aside: path + ".damaged-1"),
      cancellation: Cancellation()
    ) { _, _ in }
    #expect(setAside.contains(path + ".damaged-1" + left))
    #expect(try Bytes.read(path + ".damaged-1" + left) == rows)
    #expect(FileFacts(path + left) == nil)
    #expect(try engine.confirm(image) == .identical)
    #expect(try content(of: path) == content(of: image))
  }

  @Test("leaves nothing when it is cancelled")
  func cancelled() throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let cancellation = Cancellation()
    cancellation.cancel()
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    #expect(
      isCancelled {
        try engine.replace(
          with: ImageToInstall(path: image, prefersWAL: true), cancellation: cancellation
        ) { _, _ in }
      })
    #expect(try FileSystem.names(in: folder.path) == ["image.sqlite"])
  }

  @Test("gives way to a database that appears meanwhile")
  func appeared() throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let path = folder.file("live.db")
    let reason = reason {
      try SQLiteDatabase(path: path).replace(
        with: ImageToInstall(path: image, prefersWAL: true), cancellation: Cancellation()
      ) { _, _ in try? Application(path, "CREATE TABLE fresh(a)").close() }
    }
    #expect(reason == .moved)
    #expect(try content(of: path) == ["table fresh CREATE TABLE fresh(a)"])
    #expect(try FileSystem.names(in: folder.path) == ["image.sqlite", "live.db"])
  }

  @Test("leaves the log of a database that appears meanwhile, and is in use")
  func appearedInUse() throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let path = folder.file("live.db")
    var application: Application?
    let reason = reason {
      try SQLiteDatabase(path: path).replace(
        with: ImageToInstall(path: image, prefersWAL: true), cancellation: Cancellation()
      ) { _, _ in
        application = try? Application(path, "PRAGMA journal_mode = WAL; CREATE TABLE fresh(a)")
      }
    }
    #expect(reason == .moved)
    #expect(FileFacts(path + "-wal") != nil)
    #expect(try content(of: path) == ["table fresh CREATE TABLE fresh(a)"])
    try application?.close()
  }

  @Test("works at a path of any characters", arguments: ["ü.db", "a b?c#d%41.db", "قاعدة.db"])
  func anyPath(name: String) throws {
    let folder = try TemporaryFolder()
    let image = try image(folder)
    let engine = SQLiteDatabase(path: folder.file(name))
    try engine.replace(image, prefersWAL: true)
    #expect(try engine.confirm(image) == .identical)
    #expect(try FileSystem.names(in: folder.path).contains(name))
    #expect(try FileSystem.names(in: folder.path).filter { $0.hasSuffix(".db") } == [name])
  }

  @Test("needs a folder to put it in")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    let engine = SQLiteDatabase(path: folder.file("nowhere/live.db"))
    #expect(throws: EngineError.self) { try engine.replace(image(folder)) }
  }
}
