import Concurrency
import Databases
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import SQLiteEngine
@testable import SQLitePages

/// Ends a hold without a replacement.
private struct Enough: Error {}

@Suite("A database whose writers are held")
struct HoldingTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    var mode: String
    var pageSize = 4096
    var autoVacuum = "NONE"
    var checkpoint = ""

    var testDescription: String {
      "\(mode), pages of \(pageSize), auto_vacuum \(autoVacuum) \(checkpoint)"
    }

    static let all =
      [512, 4096, 65_536].flatMap { size in
        ["NONE", "FULL"].flatMap { vacuum in
          [
            Case(mode: "DELETE", pageSize: size, autoVacuum: vacuum),
            Case(mode: "WAL", pageSize: size, autoVacuum: vacuum),
          ]
        }
      } + ["PASSIVE", "TRUNCATE"].map { Case(mode: "WAL", checkpoint: $0) }
  }

  @Test("tells what has changed since a snapshot, as a log that SQLite takes", arguments: Case.all)
  private func changes(_ test: Case) throws {
    for steps in [0, 1, 12] {
      let folder = try TemporaryFolder()
      let path = folder.file("live.db")
      let application = try Application(
        path,
        "PRAGMA page_size = \(test.pageSize); PRAGMA auto_vacuum = \(test.autoVacuum);"
          + "PRAGMA journal_mode = \(test.mode);" + Ledger.tables)
      var ledger = Ledger(seed: UInt64(steps + test.pageSize))
      for _ in 0..<30 { try application.run(ledger.next()) }
      if !test.checkpoint.isEmpty {
        try application.run("PRAGMA wal_checkpoint(\(test.checkpoint))")
      }
      let engine = SQLiteDatabase(path: path)
      let (image, combined) = (folder.file("image.sqlite"), folder.file("combined.sqlite"))
      try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
        for copy in [image, combined] {
          try snapshot.copy(to: copy, cancellation: Cancellation()) { _ in }
        }
        // A copied snapshot is a second name of its file until then.
        if test.mode == "DELETE" { try Bytes.write(Bytes.read(image), to: combined) }
        for _ in 0..<steps {
          try application.run(ledger.next())
          if !test.checkpoint.isEmpty { _ = try? application.run("PRAGMA wal_checkpoint") }
        }
        var log: [UInt8] = []
        #expect(throws: Enough.self) {
          try engine.replace(
            with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
            progress: { _, _ in }
          ) { held in
            let changes = try #require(held).changes(since: snapshot, cancellation: Cancellation())
            #expect(changes.isEmpty == (steps == 0))
            if !changes.isEmpty {
              try changes.writeLog { log += $0 }
              #expect(Int64(log.count) == changes.logSize)
            }
            throw Enough()
          }
        }
        guard !log.isEmpty else { return }
        var replay = try LogReplay(into: ImageFile(changing: combined), size: Int64(log.count))
        // In pieces that fit nothing.
        for start in stride(from: 0, to: log.count, by: 1000) {
          try log[start..<min(log.count, start + 1000)].withUnsafeBytes { try replay.consume($0) }
        }
        try replay.finish()
        try Bytes.write(log, to: image + "-wal")
      }
      let expected = try application.content()
      #expect(try content(of: combined) == expected)
      #expect(try Application(combined).texts("PRAGMA integrity_check") == ["ok"])
      #expect(try Bytes.read(combined)[18..<20] == [1, 1])
      #expect(try content(of: image) == expected, "as SQLite sees it")
      // Nothing was replaced, and the application goes on.
      try application.run(ledger.next())
    }
  }

  @Test("refuses a log with one bit flipped anywhere, or cut off")
  func damagedLog() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let application = try Application(
      path, "PRAGMA page_size = 512; PRAGMA journal_mode = WAL;" + Ledger.tables)
    let engine = SQLiteDatabase(path: path)
    let image = folder.file("image.sqlite")
    var log: [UInt8] = []
    try engine.withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
      try snapshot.copy(to: image, cancellation: Cancellation()) { _ in }
      try application.run(
        "UPDATE account SET balance = balance WHERE id < 20; UPDATE first SET n = 2")
      _ = try? engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }
      ) { held in
        let changes = try #require(held).changes(since: snapshot, cancellation: Cancellation())
        try changes.writeLog { log += $0 }
        throw Enough()
      }
    }
    let bytes = try Bytes.read(image)
    func replay(_ log: [UInt8]) throws {
      let copy = folder.file("copy.sqlite")
      unlink(copy)
      try Bytes.write(bytes, to: copy)
      var replay = try LogReplay(into: ImageFile(changing: copy), size: Int64(log.count))
      try log.withUnsafeBytes { try replay.consume($0) }
      try replay.finish()
    }
    try replay(log)
    #expect(log.count > 1000)
    for place in Array(0..<60) + Array(stride(from: 60, to: log.count, by: 37)) {
      var flipped = log
      flipped[place] ^= 1 << UInt8(place % 8)
      // The word that is passed over is that of the checkpoints, which the checksum covers as well.
      #expect(throws: LogError.self, "byte \(place)") { try replay(flipped) }
    }
    for length in [0, 31, 32, 100, log.count - 536, log.count - 1] {
      #expect(throws: LogError.self, "\(length) bytes") { try replay(Array(log[..<length])) }
    }
    #expect(throws: LogError.self) { try replay(log + log[32..<568]) }
  }

  @Test(
    "is told from what the application writes right after a restore", arguments: ["WAL", "DELETE"])
  func verification(mode: String) throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables).close()
    try Application(path, "PRAGMA journal_mode = \(mode);" + Ledger.tables).close()
    let engine = SQLiteDatabase(path: path)
    let background = Background()
    for seed in 0..<2 {
      background.start { background in
        let application = try Application(path)
        var ledger = Ledger(seed: UInt64(seed))
        while !background.isStopped {
          do {
            try application.run(ledger.next())
          } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            try application.queue.inDatabase { if $0.isInsideTransaction { try $0.rollback() } }
          }
        }
        try application.close()
      }
    }
    for _ in 0..<15 {
      let report = try engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }, whileWritersWait: { _ in })
      #expect(report.verification == .identical)
      #expect(report.writersHeldMs != nil)
    }
    try background.finish()
    #expect(try Application(path).texts("PRAGMA integrity_check") == ["ok"])
    #expect(try FileSystem.names(in: folder.path).filter { $0.hasSuffix("-journal") } == [])
  }

  @Test("shows a restore that put in something else", arguments: ["WAL", "DELETE"])
  func differs(mode: String) throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables).close()
    try Application(path, "PRAGMA journal_mode = \(mode);" + Ledger.tables).close()
    let report = try SQLiteDatabase(path: path).replace(
      with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
      progress: { done, total in
        // All pages are read by now.
        guard done == total else { return }
        guard var bytes = try? Bytes.read(image) else { return }
        bytes[5000] ^= 1
        try? Bytes.write(bytes, to: image)
      }, whileWritersWait: { _ in })
    guard case .differs = report.verification else {
      Issue.record("\(report.verification)")
      return
    }
  }

  @Test(
    "an application with open statements and a read transaction sees the old rows, then the new")
  func reader() throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables + "UPDATE first SET n = 7").close()
    try Application(path, "PRAGMA journal_mode = WAL;" + Ledger.tables).close()
    let application = try Application(path)
    try application.queue.inDatabase { db in
      let statement = try db.makeStatement(sql: "SELECT n FROM first")
      try db.execute(sql: "BEGIN")
      #expect(try Int.fetchAll(statement) == [0])
      let report = try SQLiteDatabase(path: path).replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }, whileWritersWait: { _ in })
      #expect(try #require(report.logBytesLeft) > 0)
      #expect(try Int.fetchAll(statement) == [0])
      try db.execute(sql: "COMMIT")
      #expect(try Int.fetchAll(statement) == [7])
      try db.execute(sql: "UPDATE first SET n = 8")
      #expect(try Int.fetchAll(statement) == [8])
    }
  }

  @Test("ten restores leave a log of one page")
  func fold() throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables).close()
    let application = try Application(path, "PRAGMA journal_mode = WAL;" + Ledger.tables)
    let engine = SQLiteDatabase(path: path)
    var sizes: [Int] = []
    for _ in 0..<10 {
      let report = try engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }, whileWritersWait: { _ in })
      #expect(report.logBytesLeft == 0)
      sizes.append(try #require(FileFacts(path + "-wal")).size)
    }
    // Of one page, the first of the next log.
    #expect(Set(sizes) == [32 + 24 + 4096], "\(sizes)")
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
    // The database file alone has the data.
    let copy = folder.file("copy.sqlite")
    try Bytes.copy(path, to: copy)
    #expect(try content(of: copy) == content(of: image))
  }

  @Test("a log that somebody reads keeps its size, and is used again once nobody does")
  func readLog() throws {
    let folder = try TemporaryFolder()
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables).close()
    let application = try Application(
      path, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Ledger.tables)
    let engine = SQLiteDatabase(path: path)
    func restore() throws -> Int {
      try engine.replace(image)
      return try #require(FileFacts(path + "-wal")).size
    }
    let reader = try Application(path)
    var sizes: [Int] = []
    try reader.queue.inDatabase { db in
      try db.execute(sql: "BEGIN; SELECT * FROM first")
      for _ in 0..<2 { sizes.append(try restore()) }
      try db.execute(sql: "COMMIT")
    }
    #expect(sizes[0] > 50_000 && sizes[1] >= sizes[0], "\(sizes)")
    let last = try restore()
    #expect(last == 32 + 24 + 4096)
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("restores beside checkpoints of all kinds and writers of other processes damage nothing")
  func checkpoints() throws {
    let folder = try TemporaryFolder(inMemory: true)
    let (path, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try Application(image, Ledger.tables).close()
    try Application(path, "PRAGMA journal_mode = WAL;" + Ledger.tables).close()
    let background = Background()
    for kind in ["PASSIVE", "RESTART", "TRUNCATE"] {
      background.start { background in
        let shell = try SQLiteShell(path, busyMilliseconds: 1)
        while !background.isStopped { try shell.run("PRAGMA wal_checkpoint(\(kind));") }
        shell.quit()
      }
      background.start { background in
        let shell = try SQLiteShell(path)
        while !background.isStopped {
          try shell.run("UPDATE account SET balance = balance + 1 WHERE id % 7 = 3;")
        }
        shell.quit()
      }
    }
    let engine = SQLiteDatabase(path: path)
    for _ in 0..<40 {
      let report = try engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }, whileWritersWait: { _ in })
      #expect(report.verification == .identical)
    }
    try background.finish()
    #expect(try Application(path).texts("PRAGMA integrity_check") == ["ok"])
  }
}
