import Concurrency
import Databases
import FileCalls
import Testing

@testable import SQLiteEngine

/// What is left where the files themselves fail, or the process dies, at any call of SQLite.
@Suite("A replacement whose files fail")
struct FailingFilesTests {
  struct Way: CustomTestStringConvertible, Sendable {
    let method: ReplaceMethod
    let mode: String
    let fault: FileWatch.Fault

    var testDescription: String { "\(method), \(mode), \(fault)" }

    static let all = [ReplaceMethod.rows, .image].flatMap { method in
      FileWatch.Fault.allCases.flatMap { fault in
        (fault == .once ? ["WAL", "DELETE"] : ["WAL", "DELETE", "PERSIST"]).map {
          Way(method: method, mode: $0, fault: fault)
        }
      }
    }
  }

  private static let setup = """
    PRAGMA page_size = 1024; CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT UNIQUE, v);
    CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE bare(a);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
    INSERT INTO t SELECT i, 'key ' || i, hex(zeroblob(i * 30)) FROM n;
    INSERT INTO w SELECT id, k FROM t; INSERT INTO bare SELECT k FROM t;
    """
  private static let edit = """
    DELETE FROM t WHERE id % 7 = 0; UPDATE t SET v = 'new' WHERE id % 5 = 0;
    INSERT INTO t SELECT id + 100, k || 'x', v FROM t WHERE id % 3 = 0; DELETE FROM w WHERE k > 25;
    """

  /// Files to begin with, each time again.
  private struct Start {
    let folder: TemporaryFolder
    let files: [(path: String, bytes: [UInt8])]
    let old: [String]
    let new: [String]

    var live: String { folder.file("live.db") }
    var image: String { folder.file("image.sqlite") }

    init(_ mode: String) throws {
      folder = try TemporaryFolder(inMemory: true)
      let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
      try Application(image, FailingFilesTests.setup).close()
      try Bytes.copy(image, to: live)
      let application = try Application(
        live,
        "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = \(mode);" + FailingFilesTests.edit)
      old = try application.content()
      new = try content(of: image)
      // A log has something in it.
      files = try [live, live + "-wal", image].filter { FileFacts($0) != nil }
        .map { ($0, try Bytes.read($0)) }
      try application.close()
    }

    func again() throws {
      for name in try FileSystem.names(in: folder.path) { FileSystem.remove(folder.file(name)) }
      for (path, bytes) in files { try Bytes.write(bytes, to: path) }
    }
  }

  @Test(
    "at any call leaves the old data or the new, and the mark tells which", arguments: Way.all)
  func everyCall(way: Way) throws {
    let fault = way.fault
    let start = try Start(way.mode)
    let engine = SQLiteDatabase(path: start.live, busySeconds: 0.1)
    var outcomes: [SwapOutcome] = []
    var position = 0
    while true {
      // Most calls read one page each, and those are alike.
      position += fault == .once && position > 60 ? 5 : 1
      try start.again()
      let application = try Application(start.live, "PRAGMA journal_mode = \(way.mode)")
      #expect(try application.content() == start.old)
      let watch = FileWatch(start.folder.path)
      watch.fail(position, fault)
      var mark: SwapMark?
      let result = Result {
        try engine.replace(
          with: ImageToInstall(path: start.image, prefersWAL: true, method: way.method),
          cancellation: Cancellation(), progress: { _, _ in },
          whileWritersWait: { mark = try #require($0).mark })
      }
      let hasFailed = watch.hasFailed
      watch.stop()
      let attempt = Comment(rawValue: "call \(position), \(result)")
      // The application may look first, or we do.
      var now = position % 2 == 0 ? try application.content() : []
      let outcome = try mark.map { try engine.settleSwap(since: $0) } ?? .before
      if now.isEmpty { now = try application.content() }
      #expect(now == (outcome == .after ? start.new : start.old), attempt)
      #expect(try application.texts("PRAGMA integrity_check") == ["ok"], attempt)
      switch result {
      case .success(let report):
        #expect(outcome == .after, attempt)
        if case .differs = report.verification { Issue.record("\(report)") }
        if way.method == .image { #expect(report.method == .image) }
      case .failure(let error): #expect(error is EngineError, attempt)
      }
      // No lock is left, and it can be tried again.
      try application.run("UPDATE bare SET a = a")
      outcomes.append(outcome)
      if !hasFailed {
        #expect(try result.get().verification == .identical)
        #expect(try result.get().method == way.method)
        break
      }
      if position % 10 == 0 {
        try engine.replace(start.image)
        #expect(try application.content() == start.new, attempt)
      }
    }
    #expect(position > (fault == .once ? 100 : 5), "hardly any call was failed")
    #expect(outcomes.contains(.before) && outcomes.contains(.after))
    #expect(!outcomes.contains(.unknown))
  }
}
