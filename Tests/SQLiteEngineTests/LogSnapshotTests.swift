import Concurrency
import Databases
import Glibc
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("A snapshot of a database in WAL mode")
struct LogSnapshotTests {
  enum LogState: String, CaseIterable {
    case absent, empty, filled, backfilled, partlyBackfilled, restarted
  }

  /// A ledger whose log is in the state asked for, with a connection that stays open.
  private func ledger(_ state: LogState, _ folder: TemporaryFolder) throws -> Application {
    let path = folder.file("live.db")
    let setup = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
    var application = try Application(path, setup + Ledger.tables)
    var work = Ledger(seed: 3)
    func write(_ count: Int) throws { for _ in 0..<count { try application.run(work.next()) } }
    try write(60)
    switch state {
    case .absent:
      try application.close()
      application = try Application(folder.file("unrelated.db"))
    case .empty: try application.run("PRAGMA wal_checkpoint(TRUNCATE)")
    case .filled: break
    case .backfilled: try application.run("PRAGMA wal_checkpoint(PASSIVE)")
    case .partlyBackfilled:
      let reader = try Application(path, "BEGIN; SELECT count(*) FROM entry")
      try write(20)
      try application.run("PRAGMA wal_checkpoint(PASSIVE)")
      try reader.run("COMMIT")
    case .restarted:
      try application.run("PRAGMA wal_checkpoint(RESTART)")
      try write(3)
    }
    return application
  }

  @Test("is whole, whatever state the log is in", arguments: LogState.allCases)
  func states(_ state: LogState) throws {
    let folder = try TemporaryFolder()
    let application = try ledger(state, folder)
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    let image = try engine.makeImage(folder)
    try Ledger.expectWhole(image)
    #expect(image.description.journalMode == "wal")
    #expect(try content(of: image.path) == content(of: folder.file("live.db")))
    try application.close()
  }

  @Test(
    "shows the moment of its beginning, however the log goes on",
    arguments: [LogState.empty, .filled, .backfilled, .partlyBackfilled, .restarted])
  func moment(_ state: LogState) throws {
    let folder = try TemporaryFolder()
    let application = try ledger(state, folder)
    let path = folder.file("live.db")
    let before = try application.content()
    var work = Ledger(seed: 4)
    func change() throws {
      try application.run("PRAGMA busy_timeout = 1")
      for mode in ["PASSIVE", "RESTART", "TRUNCATE", "PASSIVE"] {
        try? application.run("PRAGMA wal_checkpoint(\(mode))")
        for _ in 0..<40 { try application.run(work.next()) }
      }
    }
    let image = try SQLiteDatabase(path: path).makeImage(folder, before: change, between: change)
    try Ledger.expectWhole(image)
    #expect(try content(of: image.path) == before)
    #expect(try application.content() != before)
  }

  @Test("is whole while the log begins anew at every commit")
  func restarts() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let setup = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Ledger.tables
    try Application(path, setup).close()
    let background = Background()
    background.start { background in
      let application = try Application(path)
      while !background.isStopped {
        try application.run(
          "UPDATE account SET balance = balance + 1 WHERE id = 1; PRAGMA wal_checkpoint(PASSIVE)")
      }
    }
    let engine = SQLiteDatabase(path: path)
    for round in 0..<500 {
      do { _ = try engine.makeImage(folder, "image-\(round)") } catch {
        Issue.record(error, "snapshot \(round)")
      }
    }
    try background.finish()
  }

  @Test("never holds a writer off")
  func writers() throws {
    let folder = try TemporaryFolder()
    let application = try ledger(.filled, folder)
    let shell = try SQLiteShell(folder.file("live.db"), busyMilliseconds: 0)
    var work = Ledger(seed: 5)
    try application.run("PRAGMA busy_timeout = 0")
    let image = try SQLiteDatabase(path: folder.file("live.db")).makeImage(
      folder,
      before: {
        for _ in 0..<20 { try application.run(work.next()) }
        #expect(try shell.run("DELETE FROM word; SELECT changes() >= 0;") == "1\n")
      })
    try Ledger.expectWhole(image)
  }

  @Test("lets the log be reset once it is released")
  func released() throws {
    let folder = try TemporaryFolder()
    let application = try ledger(.filled, folder)
    let engine = SQLiteDatabase(path: folder.file("live.db"))
    try application.run("PRAGMA busy_timeout = 0")
    try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
      try application.run(Ledger.update)
      #expect(try application.integers("PRAGMA wal_checkpoint(TRUNCATE)") == [1])
      snapshot.release()
      #expect(try application.integers("PRAGMA wal_checkpoint(TRUNCATE)") == [0])
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 4096)
      defer { buffer.deallocate() }
      #expect(throws: EngineError.self) { try snapshot.read(at: 0, into: buffer) }
      #expect(throws: (any Error).self) { try snapshot.countRows(cancellation: Cancellation()) }
      snapshot.release()
    }
  }

  @Test("is read by one thread while another counts its rows")
  func concurrent() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try ShopGenerator(path: path, targetBytes: 1_500_000, journalMode: .wal, seed: 2).generate()
    let engine = SQLiteDatabase(path: path)
    try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
      let counts = try snapshot.countRows(cancellation: Cancellation())
      let background = Background()
      background.start { background in
        while !background.isStopped {
          let again = try snapshot.countRows(cancellation: Cancellation())
          #expect(again == counts)
        }
      }
      let first = try Self.readAll(snapshot)
      for _ in 0..<100 { #expect(try Self.readAll(snapshot) == first) }
      try background.finish()
    }
  }

  private static func readAll(_ snapshot: any SnapshotReader) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(snapshot.size))
    try bytes.withUnsafeMutableBytes { try snapshot.read(at: 0, into: $0) }
    return bytes
  }

  @Test("of a database without any table is an empty database")
  func noTables() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let application = try Application(path, "PRAGMA journal_mode = WAL; PRAGMA user_version = 5")
    let image = try SQLiteDatabase(path: path).makeImage(folder)
    #expect(image.description.userVersion == 5)
    #expect(image.rows.isEmpty)
    #expect(try SQLiteDatabase(path: path).check(image.path).isSound)
    try application.close()
  }

  @Test("reports a file that was deleted or replaced while it was read", arguments: [false, true])
  func moved(isReplaced: Bool) throws {
    let folder = try TemporaryFolder()
    let application = try ledger(.filled, folder)
    let path = folder.file("live.db")
    let reason = reason {
      _ = try SQLiteDatabase(path: path).makeImage(
        folder,
        before: {
          unlink(path)
          if isReplaced { try Bytes.write([1, 2, 3], to: path) }
        })
    }
    #expect(reason == .moved)
    try application.close()
  }
}

extension Ledger {
  static let update = "UPDATE account SET balance = balance"
}
