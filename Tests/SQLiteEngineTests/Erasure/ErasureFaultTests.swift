import Foundation
import GRDB
import GRDBSQLite
import Glibc
import Synchronization
import Testing

@testable import Concurrency
@testable import Databases
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("A deletion of all data that fails on its way")
struct ErasureFaultTests {
  private static let tables = """
    CREATE TABLE User(id TEXT PRIMARY KEY, role TEXT, boss REFERENCES User);
    INSERT INTO User VALUES ('a','SUPER_ADMIN','b'), ('b','STAFF','a'), ('c','SUPER_ADMIN','a');
    CREATE TABLE log(id INTEGER PRIMARY KEY AUTOINCREMENT, user REFERENCES User, text);
    INSERT INTO log(user, text) SELECT id, role FROM User; CREATE INDEX logs ON log(text);
    CREATE TABLE pair(a, b, PRIMARY KEY (a, b)) WITHOUT ROWID; INSERT INTO pair VALUES (1,2), (2,3);
    CREATE TABLE post(id INTEGER PRIMARY KEY, body); INSERT INTO post VALUES (1,'apple'), (2,'pear');
    CREATE VIRTUAL TABLE ix USING fts5(body, content=post, content_rowid=id);
    INSERT INTO ix(ix) VALUES ('rebuild');
    CREATE VIRTUAL TABLE own USING fts4(body); INSERT INTO own VALUES ('one'), ('two');
    CREATE VIRTUAL TABLE box USING rtree(id, x0, x1); INSERT INTO box VALUES (1,2,3), (2,3,4);
    ANALYZE;
    """

  private static let rules = EraseRules(
    keepRows: ["post": "id = 1", "pair": "a = 1", "own": "body = 'two'"],
    usualRows: EraseRules.shop.usualRows)

  private struct Stop: Error {}

  enum Moment: CaseIterable {
    case waiting, progress, committing
  }

  @Test(
    "by what it calls leaves all data", arguments: Moment.allCases,
    ["DELETE", "TRUNCATE", "PERSIST", "WAL"])
  func callbacks(moment: Moment, mode: String) throws {
    for cancels in [true, false] {
      let erasing = try Erasing(Self.tables, mode: mode)
      let before = try content(of: erasing.path)
      for position in 1... {
        let cancellation = Cancellation()
        var calls = 0
        func call(_ called: Moment) throws {
          guard called == moment else { return }
          calls += 1
          guard calls == position else { return }
          if cancels || called == .progress { cancellation.cancel() } else { throw Stop() }
        }
        let outcome = Result {
          try erasing.engine.erase(Self.rules, cancellation: cancellation) { _, _ in
            try? call(.progress)
          } whileWritersWait: { _ in
            try call(.waiting)
          } beforeCommit: { _, _ in
            try call(.committing)
            // Nothing is to be undone by a wish that comes later, unless the caller heeds it.
            if cancels, moment == .committing { try cancellation.check() }
          }
        }
        if calls < position {
          _ = try outcome.get()
          #expect(position > (moment == .progress ? 5 : 1))
          break
        }
        guard case .failure(let error) = outcome else {
          Issue.record("it does not fail: \(moment) \(position)")
          break
        }
        #expect(error is Stop || error is CancellationError, "\(error)")
        let now = try content(of: erasing.path)
        #expect(now == before, "\(moment) \(position)")
      }
    }
  }

  @Test("by an interruption at whatever step leaves all data", arguments: ["DELETE", "WAL"])
  func steps(mode: String) throws {
    let erasing = try Erasing(Self.tables, mode: mode)
    let before = try content(of: erasing.path)
    let application = try Application(erasing.path)
    var interruptions = 0
    for position in 1... {
      let connection = try GuardedConnection(
        path: erasing.path, role: .live, standsInForCollations: false, waitsAgain: false)
      defer { connection.close() }
      let countdown = Countdown(position)
      var isCommitting = false
      connection.queue.inDatabase { db in
        sqlite3_progress_handler(
          db.sqliteConnection, 29,
          { pointer in
            pointer.map { Unmanaged<Countdown>.fromOpaque($0).takeUnretainedValue().step() } ?? 0
          }, Unmanaged.passUnretained(countdown).toOpaque())
      }
      let outcome = Result {
        try connection.erase(
          Self.rules, cancellation: Cancellation(), progress: { _, _ in },
          whileWritersWait: { _ in },
          beforeCommit: { _, _ in isCommitting = true })
      }
      connection.queue.inDatabase { db in
        sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil)
      }
      guard case .failure(let error) = outcome else {
        #expect(isCommitting && interruptions > 60, "\(interruptions)")
        #expect(try application.texts("SELECT id FROM User ORDER BY 1") == ["a", "c"])
        #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
        return
      }
      interruptions += 1
      #expect(error is CancellationError, "\(position): \(error)")
      let now = try application.content()
      #expect(now == before, "\(position)")
    }
  }

  private func checksum(_ engine: SQLiteDatabase) throws -> String {
    try engine.contentSummary(ofImage: engine.path, cancellation: Cancellation()).checksum
  }

  @Test(
    "by the end of its process leaves all data, or none but what stays",
    arguments: ["DELETE", "WAL"])
  func killed(mode: String) throws {
    let erasing = try Erasing(
      Self.tables + """
        CREATE TABLE large(id INTEGER PRIMARY KEY, data); INSERT INTO large
        WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 6000)
        SELECT i, printf('%.2200c', 'x') || i FROM c;
        """, mode: mode)
    var rules = Self.rules
    rules.keepRows["large"] = "id % 10 = 0"
    let before = try checksum(erasing.engine)
    var (copies, mark): (Int, EraseMark?) = (0, nil)
    /// The files as a killed process would leave them, by a process that cannot drop our locks.
    func copy() throws -> SQLiteDatabase {
      copies += 1
      let folder = erasing.folder.file("copy\(copies)")
      mkdir(folder, 0o700)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "cp \"$1\"* \"$2\"", "sh", erasing.path, folder]
      try process.run()
      process.waitUntilExit()
      return SQLiteDatabase(path: folder + "/live.db")
    }
    func expectAll(_ copy: SQLiteDatabase) throws {
      let application = try Application(copy.path)
      #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
      try application.close()
      #expect(try checksum(copy) == before)
    }
    _ = try erasing.engine.erase(rules, cancellation: Cancellation()) { done, total in
      if let copy = try? copy() { try? expectAll(copy) }
    } whileWritersWait: { _ in
      try expectAll(copy())
    } beforeCommit: {
      mark = $1
      let copy = try copy()
      try expectAll(copy)
      #expect(try !copy.wasErased($1, cancellation: Cancellation()))
    }
    #expect(copies > 6)
    let after = try copy()
    #expect(try after.wasErased(try #require(mark), cancellation: Cancellation()))
    #expect(try checksum(after) == checksum(erasing.engine))
    #expect(try erasing.texts("SELECT count(*), sum(id % 10) FROM large") == ["600|0"])
  }

  @Test("by a full disk leaves all data", arguments: ["DELETE", "WAL"])
  func diskFull(mode: String) throws {
    let folder = try TemporaryFolder()
    let disk = folder.file("disk")
    mkdir(disk, 0o700)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=9m") == 0 else {
      try Test.cancel("mounting a small disk takes the superuser")
    }
    defer { umount(disk) }
    let path = disk + "/live.db"
    let application = try Application(
      path,
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, data); CREATE TABLE o(x); INSERT INTO t
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 15000)
      SELECT i, printf('%.300c', 'x') FROM c; PRAGMA journal_mode = \(mode);
      """)
    let before = try application.content()
    let engine = SQLiteDatabase(path: path)
    #expect(reason { try engine.erase(.only(rows: ["t": "id % 2"])) } == .diskFull)
    #expect(try application.content() == before)
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
    // What needs little room is done all the same.
    try engine.erase(.only(["o"]))
    #expect(try application.texts("SELECT id FROM t") == [])
    try application.close()
  }

  @Test("once committed it is done, and a wish to stop only keeps the space")
  func late() throws {
    let erasing = try Erasing(Self.tables, mode: "WAL")
    let cancellation = Cancellation()
    let report = try erasing.engine.erase(.shop, cancellation: cancellation) {
    } beforeCommit: { _, _ in
      cancellation.cancel()
    }
    #expect(!report.spaceReturned)
    #expect(
      report.warnings == [
        "The disk space was not freed, and may still hold deleted data: it was cancelled."
      ])
    #expect(try erasing.texts("SELECT id FROM User ORDER BY 1") == ["a", "c"])
  }
}

/// Stops at a step that is counted from 1, and at all behind it.
private final class Countdown: Sendable {
  private let left: Atomic<Int>

  init(_ position: Int) { left = Atomic(position) }

  func step() -> CInt {
    left.subtract(1, ordering: .relaxed).newValue <= 0 ? 1 : 0
  }
}
