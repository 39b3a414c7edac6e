import GRDB
import Testing

@testable import SQLiteEngine

@Suite("After the application was killed")
struct CrashedWriterTests {
  @Test("the log it left belongs to the snapshot, and what it had not committed does not")
  func hotLog() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Ledger.tables)
    var ledger = Ledger(seed: 1)
    for _ in 0..<30 { try shell.run(ledger.next()) }
    let committed = try shell.run("SELECT n FROM first;")
    // A small cache makes it write uncommitted frames to the log.
    try shell.run("PRAGMA cache_size = 5; BEGIN; UPDATE first SET n = -1;")
    try shell.run("INSERT INTO entry(tag, payload) SELECT hex(id), randomblob(9000) FROM account;")
    shell.kill()
    let image = try SQLiteDatabase(path: path).makeImage(folder)
    try Ledger.expectWhole(image)
    #expect(try "\(Application(image.path).integers("SELECT n FROM first")[0])\n" == committed)
    #expect(FileFacts(path + "-wal")?.size ?? 0 > 0)
  }

  @Test("a half-written transaction is taken back before the copy", arguments: [512, 4096])
  func hotJournal(pageSize: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let shell = try SQLiteShell(path)
    try shell.run("PRAGMA page_size = \(pageSize); PRAGMA journal_mode = DELETE;" + Ledger.tables)
    var ledger = Ledger(seed: 2)
    for _ in 0..<30 { try shell.run(ledger.next()) }
    let committed = try content(of: path)
    try shell.run("PRAGMA cache_size = 5; PRAGMA cache_spill = 5; BEGIN;")
    try shell.run("UPDATE account SET balance = -5; UPDATE entry SET payload = randomblob(5000);")
    shell.kill()
    #expect(FileFacts(path + "-journal")?.size ?? 0 > 0)
    let image = try SQLiteDatabase(path: path).makeImage(folder)
    try Ledger.expectWhole(image)
    #expect(try content(of: image.path) == committed)
  }
}
