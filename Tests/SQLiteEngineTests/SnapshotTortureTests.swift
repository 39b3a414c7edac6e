import Databases
import FoundationEssentials
import GRDB
import Glibc
import Synchronization
import Testing

@testable import SQLiteEngine

/// `TORTURE_FACTOR=20` makes the loops so many times longer.
private let factor = Int(ProcessInfo.processInfo.environment["TORTURE_FACTOR"] ?? "") ?? 1

struct TortureCase: CustomTestStringConvertible {
  let pageSize: Int
  let autoVacuum: String
  let encoding: String
  let isOtherProcess: Bool

  init(
    _ pageSize: Int, _ autoVacuum: String, encoding: String = "UTF-8", isOtherProcess: Bool = false
  ) {
    self.pageSize = pageSize
    self.autoVacuum = autoVacuum
    self.encoding = encoding
    self.isOtherProcess = isOtherProcess
  }

  var testDescription: String {
    "pages of \(pageSize), auto_vacuum \(autoVacuum), \(encoding), written by "
      + (isOtherProcess ? "another process" : "this process")
  }

  var setup: String {
    """
    PRAGMA page_size = \(pageSize); PRAGMA encoding = '\(encoding)';
    PRAGMA auto_vacuum = \(autoVacuum); PRAGMA journal_mode = WAL;
    """ + Ledger.tables
  }
}

@Suite("A snapshot beside fast writers", .serialized)
struct SnapshotTortureTests {
  @Test(
    "is whole, whatever is written and checkpointed meanwhile",
    arguments: [
      TortureCase(4096, "NONE"), TortureCase(512, "NONE"), TortureCase(1024, "FULL"),
      TortureCase(8192, "INCREMENTAL"), TortureCase(65_536, "NONE"),
      TortureCase(4096, "FULL", encoding: "UTF-16le"), TortureCase(32_768, "NONE"),
      TortureCase(4096, "NONE", isOtherProcess: true),
    ])
  func torture(_ torture: TortureCase) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try Application(path, torture.setup).close()
    let background = Background()
    if torture.isOtherProcess {
      background.start { try Self.write(path, shell: SQLiteShell(path), $0) }
    } else {
      background.start { try Self.write(path, Application(path), $0) }
    }
    background.start { try Self.checkpoint(path, $0) }
    let engine = SQLiteDatabase(path: path)
    var moments: Set<[Int]> = []
    do {
      for round in 0..<38 * factor {
        let name = "image-\(round)"
        let image = try engine.makeImage(folder, name)
        #expect(image.description.pageSize == torture.pageSize)
        #expect(image.description.encoding == torture.encoding)
        try Ledger.expectWhole(image, "snapshot \(round)")
        moments.insert(try Application(image.path).integers("SELECT n FROM first"))
        unlink(folder.file(name))
      }
    } catch {
      Issue.record(error)
    }
    try background.finish()
    #expect(moments.count > 5, "the writers wrote")
    #expect(try Application(path).texts("PRAGMA integrity_check") == ["ok"])
  }

  private static func write(
    _ path: String, _ application: Application, _ background: Background
  ) throws {
    var ledger = Ledger(seed: 7)
    while !background.isStopped {
      do {
        try application.run(ledger.next())
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        try application.queue.inDatabase { if $0.isInsideTransaction { try $0.rollback() } }
      }
    }
    try application.close()
  }

  private static func write(
    _ path: String, shell: SQLiteShell, _ background: Background
  ) throws {
    var ledger = Ledger(seed: 8)
    while !background.isStopped {
      let printed = try shell.run((0..<20).map { _ in ledger.next() }.joined(separator: "\n"))
      // Only VACUUM and incremental_vacuum may meet a lock without having begun anything.
      if printed.contains("Error"), !printed.contains("locked") {
        throw SQLiteShell.ShellEnded(output: printed)
      }
    }
    shell.quit()
  }

  private static func checkpoint(_ path: String, _ background: Background) throws {
    let application = try Application(path, busySeconds: 0.05)
    var random = Random(seed: 9)
    while !background.isStopped {
      let mode = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"][random.below(4)]
      try? application.run("PRAGMA wal_checkpoint(\(mode))")
    }
    try application.close()
  }
}
