import Concurrency
import Databases
import GRDB
import Glibc
import Testing

@testable import SQLiteEngine

/// What the application notices of us: nothing.
@Suite("A guest in the application's database")
struct GoodGuestTests {
  enum Operation: String, CaseIterable {
    case inspect, snapshot, compare, adapt, confirm, check, replace, rows, plan, erase
  }

  private func run(_ operation: Operation, _ engine: SQLiteDatabase, _ folder: TemporaryFolder)
    throws
  {
    let image = folder.file("image.sqlite")
    switch operation {
    case .inspect: _ = try engine.inspect(cancellation: Cancellation())
    case .snapshot: _ = try engine.makeImage(folder, "other.sqlite")
    case .compare: _ = try engine.compare(image)
    case .adapt: _ = try engine.adapt(image: image, cancellation: Cancellation())
    case .confirm: _ = try engine.confirm(image)
    case .check: _ = try engine.check(image)
    case .replace: try engine.replace(image)
    case .rows: _ = try engine.replaceRows(image)
    case .plan: _ = try engine.planErasure(.only(), cancellation: Cancellation())
    case .erase: try engine.erase(.only(rows: ["word": "n > 1"]))
    }
  }

  private func live(_ folder: TemporaryFolder, _ mode: String) throws -> Application {
    let path = folder.file("live.db")
    try Application(folder.file("image.sqlite"), Ledger.tables).close()
    let application = try Application(
      path, "PRAGMA journal_mode = \(mode); PRAGMA wal_autocheckpoint = 0;" + Ledger.tables)
    var ledger = Ledger(seed: 1)
    for _ in 0..<30 { try application.run(ledger.next()) }
    return application
  }

  @Test(
    "never checkpoints or cuts its log but after a restore, and never removes its files",
    arguments: Operation.allCases)
  func log(_ operation: Operation) throws {
    let folder = try TemporaryFolder()
    let application = try live(folder, "WAL")
    let path = folder.file("live.db")
    let before = [path, path + "-shm"].map(FileFacts.init)
    let (bytes, log) = (try Bytes.read(path), try Bytes.read(path + "-wal"))
    try run(operation, SQLiteDatabase(path: path), folder)
    try expect(operation, path, bytes, log)
    #expect(
      [path, path + "-shm"].map(FileFacts.init).map { $0?.inode } == before.map { $0?.inode })
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
  }

  /// After a restore the whole log is in the database, and the file is cut off.
  private func expect(
    _ operation: Operation, _ path: String, _ bytes: [UInt8], _ log: [UInt8]
  ) throws {
    let now = (try Bytes.read(path), try Bytes.read(path + "-wal"))
    if operation == .replace {
      // A header and the one page of the commit that cut it.
      #expect(now.0 != bytes && now.1 != log && now.1.count == 32 + 24 + 4096)
    } else {
      #expect(now.0 == bytes && now.1.starts(with: log))
    }
  }

  @Test(
    "leaves the log of a killed application as it was, but after a restore",
    arguments: Operation.allCases)
  func alone(_ operation: Operation) throws {
    let folder = try TemporaryFolder()
    try live(folder, "DELETE").close()
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; DELETE FROM word;")
    try shell.run("UPDATE account SET balance = balance;")
    shell.kill()
    let (bytes, log) = (try Bytes.read(path), try Bytes.read(path + "-wal"))
    try run(operation, SQLiteDatabase(path: path), folder)
    try expect(operation, path, bytes, log)
    #expect(FileFacts(path + "-shm") != nil)
  }

  @Test(
    "drops no lock that the application holds in this process", arguments: Operation.allCases,
    ["WAL", "DELETE"])
  func locks(_ operation: Operation, mode: String) throws {
    let folder = try TemporaryFolder()
    let application = try live(folder, mode)
    let path = folder.file("live.db")
    try application.run("BEGIN; SELECT count(*) FROM entry")
    let engine = SQLiteDatabase(path: path, busySeconds: 0.05)
    do { try run(operation, engine, folder) } catch let error as EngineError {
      #expect(error.reason == .locked && mode == "DELETE")
      #expect([.replace, .rows, .erase].contains(operation))
    }
    let shell = try SQLiteShell(path, busyMilliseconds: 0)
    // The application's view is still protected from what other processes do.
    let printed = try shell.run(
      mode == "WAL"
        ? "DELETE FROM word; PRAGMA wal_checkpoint(TRUNCATE);"
        : "BEGIN EXCLUSIVE;")
    #expect(mode == "WAL" ? printed.hasPrefix("1|") : printed.contains("locked"), "\(printed)")
    try application.run("COMMIT")
  }

  @Test(
    "opens the database through SQLite alone, and closes it again", arguments: ["WAL", "DELETE"])
  func descriptors(mode: String) throws {
    let folder = try TemporaryFolder()
    let application = try live(folder, mode)
    let path = folder.file("live.db")
    let engine = SQLiteDatabase(path: path)
    func count(_ path: String) throws -> Int {
      try FileSystem.names(in: "/proc/self/fd").count { name in
        FileSystem.target(of: "/proc/self/fd/" + name) == path
      }
    }
    #expect(try count(path) == 1)
    _ = try engine.makeImage(
      folder, "copy",
      before: {
        let open = try count(path)
        #expect(open == (mode == "WAL" ? 2 : 1))
      })
    var seen: Set<Int> = []
    try engine.replace(
      with: ImageToInstall(path: folder.file("image.sqlite"), prefersWAL: true),
      cancellation: Cancellation()
    ) { _, _ in seen.insert((try? count(path)) ?? -1) }
    #expect(seen == [mode == "WAL" ? 3 : 2])
    for operation in Operation.allCases where operation != .snapshot {
      try run(operation, engine, folder)
    }
    // SQLite puts off a closing that would drop the application's locks until these are gone.
    try application.close()
    #expect(try count(path) == 0)
    #expect(try count(path + "-wal") == 0)
  }
}
