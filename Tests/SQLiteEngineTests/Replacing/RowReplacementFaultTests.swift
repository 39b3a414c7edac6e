import Concurrency
import DatabaseSamples
import Databases
import Testing

@testable import SQLiteEngine

/// What is left when a replacement of rows does not reach its end.
@Suite("An interrupted replacement of rows")
struct RowReplacementFaultTests {
  private struct Stop: Error {}

  private static let setup = """
    CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT UNIQUE, v); CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
    INSERT INTO t SELECT i, 'key ' || i, hex(zeroblob(i)) FROM n; INSERT INTO w SELECT id, v FROM t;
    """
  private static let edit = """
    DELETE FROM t WHERE id % 7 = 0; UPDATE t SET v = 'new' WHERE id % 5 = 0;
    INSERT INTO t SELECT id + 1000, k || 'x', v FROM t WHERE id % 3 = 0; DELETE FROM w WHERE k > 250;
    """

  private func pair(_ folder: TemporaryFolder, mode: String) throws -> (
    Application, live: String, image: String
  ) {
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Self.setup).close()
    try Bytes.copy(image, to: live)
    let application = try Application(
      live, "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = \(mode);" + Self.edit)
    return (application, live, image)
  }

  @Test("leaves everything as it was where the last step fails", arguments: ["WAL", "DELETE"])
  func lastStep(mode: String) throws {
    let folder = try TemporaryFolder()
    let (application, live, image) = try pair(folder, mode: mode)
    let before = try application.content()
    #expect(throws: Stop.self) {
      try SQLiteDatabase(path: live).replaceRows(image) { _ in throw Stop() }
    }
    #expect(try application.content() == before)
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
    try application.run("DELETE FROM t WHERE id = 1")
  }

  @Test("is cancelled between its rows", arguments: ["WAL", "DELETE"])
  func cancelled(mode: String) throws {
    let folder = try TemporaryFolder()
    let (application, live, image) = try pair(folder, mode: mode)
    let before = try application.content()
    let cancellation = Cancellation()
    #expect(
      isCancelled {
        _ = try SQLiteDatabase(path: live).replace(
          with: ImageToInstall(path: image, prefersWAL: true, method: .rows),
          cancellation: cancellation, progress: { _, _ in cancellation.cancel() },
          whileWritersWait: { _ in if mode == "DELETE" { cancellation.cancel() } })
      })
    #expect(try application.content() == before)
  }

  @Test("is before or after, wherever the log ends, and its mark says which")
  func everyFrame() throws {
    let folder = try TemporaryFolder()
    let (application, live, image) = try pair(folder, mode: "WAL")
    let old = try application.content()
    var mark: SwapMark?
    var start = 0
    let report = try SQLiteDatabase(path: live).replaceRows(image) { held in
      mark = held?.mark
      start = try Bytes.read(live + "-wal").count
    }
    #expect(report.method == .rows)
    let new = try application.content()
    #expect(old != new)
    let (bytes, log) = (try Bytes.read(live), try Bytes.read(live + "-wal"))
    let frame = 24 + 4096
    let crashed = folder.file("crashed.db")
    var outcomes: [SwapOutcome] = []
    for end in stride(from: 32 + (start - 32) / frame * frame, through: log.count, by: frame) {
      try Bytes.write(bytes, to: crashed)
      try Bytes.write(Array(log.prefix(end)), to: crashed + "-wal")
      let outcome = try SQLiteDatabase(path: crashed).settleSwap(since: #require(mark))
      outcomes.append(outcome)
      let holds = try content(of: crashed)
      #expect(holds == (outcome == .after ? new : old))
      FileSystem.remove(crashed + "-wal")
      FileSystem.remove(crashed + "-shm")
    }
    #expect(outcomes.first == .before)
    #expect(outcomes.last == .after)
    #expect(outcomes.drop { $0 == .before }.allSatisfy { $0 == .after })
  }

  @Test("is told by its mark though the application goes on writing")
  func writing() throws {
    let folder = try TemporaryFolder()
    let (application, live, image) = try pair(folder, mode: "WAL")
    var mark: SwapMark?
    let engine = SQLiteDatabase(path: live)
    #expect(throws: Stop.self) {
      try engine.replaceRows(image) { held in
        mark = held?.mark
        throw Stop()
      }
    }
    try application.run("UPDATE t SET v = 'later' WHERE id = 5; INSERT INTO w VALUES (9999, 1)")
    #expect(try engine.settleSwap(since: #require(mark)) == .before)
    _ = try engine.replaceRows(image) { held in mark = held?.mark }
    try application.run("UPDATE t SET v = 'later' WHERE id = 5; CREATE TABLE other(a)")
    #expect(try engine.settleSwap(since: #require(mark)) == .after)
  }
}
