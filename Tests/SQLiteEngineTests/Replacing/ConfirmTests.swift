import Concurrency
import Databases
import Glibc
import Testing

@testable import SQLiteEngine

@Suite("The confirmation after a restore")
struct ConfirmTests {
  private func restored(_ folder: TemporaryFolder, _ mode: String) throws
    -> (engine: SQLiteDatabase, image: String)
  {
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(live, "PRAGMA journal_mode = \(mode); CREATE TABLE old(a)").close()
    let application = try Application(image, Ledger.tables)
    var ledger = Ledger(seed: 1)
    for _ in 0..<40 { try application.run(ledger.next()) }
    try application.close()
    let engine = SQLiteDatabase(path: live)
    try engine.replace(image)
    return (engine, image)
  }

  @Test(
    "tells the image itself from one that the application changed", arguments: ["WAL", "DELETE"])
  func written(mode: String) throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try restored(folder, mode)
    #expect(try engine.confirm(image) == .identical)
    let application = try Application(engine.path, "UPDATE account SET balance = 1 WHERE id = 50")
    #expect(try engine.confirm(image) == .writtenSince)
    try application.run("INSERT INTO entry(tag, payload) VALUES (1, zeroblob(99999))")
    #expect(try engine.confirm(image) == .writtenSince)
  }

  @Test("finds damage", arguments: ["WAL", "DELETE"])
  func damaged(mode: String) throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try restored(folder, mode)
    // The last closing of an ordinary connection empties the log into the file.
    try Application(engine.path, "SELECT 1").close()
    var bytes = try Bytes.read(engine.path)
    for offset in 4096..<8192 { bytes[offset] = 0xA5 }
    unlink(engine.path + "-wal")
    try Bytes.write(bytes, to: engine.path)
    #expect(reason { _ = try engine.confirm(image) } == .corrupt)
  }

  @Test("ends when it is cancelled")
  func cancelled() throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try restored(folder, "WAL")
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(isCancelled { _ = try engine.confirm(image: image, cancellation: cancellation) })
  }
}
