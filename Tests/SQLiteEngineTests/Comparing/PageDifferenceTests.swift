import Concurrency
import Databases
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import SQLiteEngine
@testable import SQLitePages

@Suite("The pages in which a database is not an image")
struct PageDifferenceTests {
  private struct Enough: Error {}

  struct Case: CustomTestStringConvertible, Sendable {
    var mode: String
    var pageSize: Int
    var autoVacuum: String

    var testDescription: String { "\(mode), pages of \(pageSize), auto_vacuum \(autoVacuum)" }

    static let all = [512, 1024, 4096, 65_536].flatMap { size in
      ["NONE", "FULL", "INCREMENTAL"].flatMap { vacuum in
        ["WAL", "DELETE"].map { Case(mode: $0, pageSize: size, autoVacuum: vacuum) }
      }
    }
  }

  private func replay(_ log: [UInt8], into path: String) throws {
    var replay = try LogReplay(into: ImageFile(changing: path), size: Int64(log.count))
    try log.withUnsafeBytes { try replay.consume($0) }
    try replay.finish()
  }

  private func pages(of path: String) throws -> [UInt8] { try Bytes.read(path) }

  @Test("make the image the database, byte for byte, as a log beside it", arguments: Case.all)
  func property(_ test: Case) throws {
    for seed in 0..<6 {
      let folder = try TemporaryFolder()
      let path = folder.file("live.db")
      let application = try Application(
        path,
        "PRAGMA page_size = \(test.pageSize); PRAGMA auto_vacuum = \(test.autoVacuum);"
          + "PRAGMA journal_mode = \(test.mode);" + Ledger.tables)
      var ledger = Ledger(seed: UInt64(seed * 1000 + test.pageSize))
      for _ in 0..<30 { try application.run(ledger.next()) }
      let engine = SQLiteDatabase(path: path)
      let image = folder.file("image.sqlite")
      try snapshot(engine, folder, to: image)
      // Even seeds shrink the database, odd ones let it grow.
      for _ in 0..<[0, 1, 2, 20, 5, 40][seed] { try application.run(ledger.next()) }
      if seed % 2 == 0, seed > 0 { try application.run("DELETE FROM entry; VACUUM") }
      if test.mode == "WAL", seed == 3 { try application.run("PRAGMA wal_checkpoint(TRUNCATE)") }
      let now = folder.file("now.sqlite")
      try snapshot(engine, folder, to: now)
      try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
        let difference = try #require(
          try PageDifference(of: snapshot, from: image, cancellation: Cancellation()) { _ in })
        #expect(difference.isEmpty == (seed == 0))
        if seed == 0 { return }
        var log: [UInt8] = []
        var writer = LogWriter(pageSize: test.pageSize)
        func add(_ bytes: UnsafeRawBufferPointer) { log += Array(bytes) }
        try writer.begin(to: add)
        for page in difference.pagesAfterFirst {
          try writer.add(page, to: add) {
            try snapshot.read(at: Int64(page - 1) * Int64(test.pageSize), into: $0)
          }
        }
        let size = LogWriter.size(
          frames: difference.countAfterFirst + 1, pageSize: test.pageSize)
        var whole = (log, writer)
        try whole.1.add(
          1, ending: difference.pageCount, to: { whole.0 += Array($0) }
        ) { try snapshot.read(at: 0, into: $0) }
        #expect(Int64(whole.0.count) == size)
        let combined = folder.file("combined.sqlite")
        try Bytes.write(Bytes.read(image), to: combined)
        try replay(whole.0, into: combined)
        #expect(try pages(of: combined) == pages(of: now))
        try addition(
          to: (log, writer), difference, since: snapshot, engine, application, &ledger,
          image: image, folder)
      }
    }
  }

  /// What is committed after the snapshot goes into the same log.
  private func addition(
    to log: ([UInt8], LogWriter), _ difference: PageDifference,
    since snapshot: any SnapshotReader, _ engine: SQLiteDatabase,
    _ application: Application,
    _ ledger: inout Ledger, image: String, _ folder: TemporaryFolder
  ) throws {
    for _ in 0..<3 { try application.run(ledger.next()) }
    try application.run("UPDATE first SET n = n + 1; UPDATE second SET n = n + 1")
    var (bytes, writer) = log
    #expect(throws: Enough.self) {
      try engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }
      ) { held in
        let changes = try #require(held).changes(since: snapshot, cancellation: Cancellation())
        try changes.finish(&writer, to: { bytes += Array($0) })
        let frames = difference.countAfterFirst + changes.pagesToFinish
        #expect(Int64(bytes.count) == LogWriter.size(frames: frames, pageSize: changes.pageSize))
        throw Enough()
      }
    }
    let expected = try application.content()
    let combined = folder.file("extended.sqlite")
    try Bytes.write(Bytes.read(image), to: combined)
    try replay(bytes, into: combined)
    #expect(try content(of: combined) == expected)
    #expect(try Application(combined).texts("PRAGMA integrity_check") == ["ok"])
    var numbers: Set<Int> = []
    var reader = LogPageNumbers(pageSize: difference.pageSize)
    for start in stride(from: 0, to: bytes.count, by: 77) {
      bytes[start..<min(bytes.count, start + 77)].withUnsafeBytes { part in
        reader.consume(part) { numbers.insert($0) }
      }
    }
    #expect(numbers.isSuperset(of: Set(difference.pagesAfterFirst.map(Int.init))))
    #expect(numbers.contains(1) && numbers.allSatisfy { $0 < 100_000 })
    try Bytes.write(bytes, to: image + "-wal")
    #expect(try content(of: image) == expected, "as SQLite sees it")
  }

  private func snapshot(
    _ engine: SQLiteDatabase, _ folder: TemporaryFolder, to path: String
  ) throws {
    try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
      var bytes = [UInt8](repeating: 0, count: Int(snapshot.size))
      try bytes.withUnsafeMutableBytes { try snapshot.read(at: 0, into: $0) }
      try Bytes.write(bytes, to: path)
    }
  }

  @Test("cannot be told where pages have other sizes")
  func otherPages() throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(path, "PRAGMA page_size = 1024;" + Ledger.tables).close()
    try Application(image, "PRAGMA page_size = 4096;" + Ledger.tables).close()
    try SQLiteDatabase(path: path).withSnapshot(
      scratch: folder.path, cancellation: Cancellation()
    ) { snapshot in
      let difference = try PageDifference(
        of: snapshot, from: image, cancellation: Cancellation()
      ) { _ in }
      #expect(difference == nil)
    }
  }
}
