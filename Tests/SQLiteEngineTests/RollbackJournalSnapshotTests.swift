import Concurrency
import Databases
import Dispatch
import GRDB
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("A snapshot of a database with a rollback journal")
struct RollbackJournalSnapshotTests {
  private func ledger(_ folder: TemporaryFolder, _ mode: String = "DELETE") throws -> Application {
    let setup = "PRAGMA journal_mode = \(mode);" + Ledger.tables
    let application = try Application(folder.file("live.db"), busySeconds: 0, setup)
    var work = Ledger(seed: 6)
    for _ in 0..<60 { try application.run(work.next()) }
    return application
  }

  @Test(
    "is the whole database, and writers are free once it is made",
    arguments: ["DELETE", "TRUNCATE", "PERSIST", "MEMORY", "OFF"])
  func whole(mode: String) throws {
    let folder = try TemporaryFolder()
    let application = try ledger(folder, mode)
    let before = try application.content()
    let image = try SQLiteDatabase(path: folder.file("live.db")).makeImage(
      folder, before: { try application.run(Ledger.update + "; DELETE FROM word") })
    try Ledger.expectWhole(image)
    #expect(try content(of: image.path) == before)
    #expect(FileFacts(folder.file("snapshot.sqlite")) == nil)
  }

  @Test("is whole beside a writer in another process")
  func torture() throws {
    let folder = try TemporaryFolder()
    try ledger(folder).close()
    let path = folder.file("live.db")
    let background = Background()
    background.start { background in
      let shell = try SQLiteShell(path)
      var work = Ledger(seed: 12)
      while !background.isStopped { try shell.run(work.next()) }
      shell.quit()
    }
    for round in 0..<40 {
      let image = try SQLiteDatabase(path: path).makeImage(folder, "image-\(round)")
      try Ledger.expectWhole(image, "snapshot \(round)")
    }
    try background.finish()
  }

  enum Holder: String, CaseIterable {
    case exclusiveTransaction = "BEGIN EXCLUSIVE"
    case exclusiveMode =
      "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM word; COMMIT"
  }

  @Test("waits for a lock no longer than the busy time-out", arguments: Holder.allCases)
  func locked(_ holder: Holder) throws {
    let folder = try TemporaryFolder()
    try ledger(folder).close()
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run(holder.rawValue + ";")
    let engine = SQLiteDatabase(path: path, busySeconds: 0.1)
    #expect(reason { _ = try engine.makeImage(folder) } == .locked)
    #expect(reason { _ = try engine.inspect(cancellation: Cancellation()) } == .locked)
    shell.kill()
    try Ledger.expectWhole(engine.makeImage(folder))
  }

  @Test("is given up while it waits for a lock, when it is cancelled")
  func cancelled() throws {
    let folder = try TemporaryFolder()
    try ledger(folder).close()
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run("BEGIN EXCLUSIVE;")
    let cancellation = Cancellation()
    let waiting = DispatchSemaphore(value: 0)
    let background = Background()
    background.start { _ in
      waiting.wait()
      cancellation.cancel()
    }
    let engine = SQLiteDatabase(path: path, busySeconds: 100_000)
    waiting.signal()
    #expect(
      isCancelled {
        try engine.withSnapshot(scratch: folder.path, cancellation: cancellation) { _ in }
      })
    try background.finish()
  }

  @Test("leaves nothing in its folder when it fails, and can be tried again")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let application = try ledger(folder)
    let cancellation = Cancellation()
    cancellation.cancel()
    let engine = SQLiteDatabase(path: folder.file("live.db"), busySeconds: 0.05)
    #expect(
      isCancelled {
        try engine.withSnapshot(scratch: folder.path, cancellation: cancellation) { _ in }
      })
    try application.run("BEGIN EXCLUSIVE")
    #expect(reason { _ = try engine.makeImage(folder) } == .locked)
    try application.run("COMMIT")
    #expect(FileFacts(folder.file("snapshot.sqlite")) == nil)
    try Ledger.expectWhole(engine.makeImage(folder))
  }
}
