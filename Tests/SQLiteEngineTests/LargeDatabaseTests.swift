import Databases
import FoundationEssentials
import Testing

@testable import SQLiteEngine

private let isAsked = ProcessInfo.processInfo.environment["LARGE_DATABASES"] != nil

/// `.ci/test` runs it by itself: `LARGE_DATABASES=1 swift test --filter LargeDatabase`.
@Suite(
  "A database of more than 1 GiB",
  .enabled(
    if: isAsked, "It takes 4 GB of disk, so .ci/test runs it by itself, with LARGE_DATABASES=1."))
struct LargeDatabaseTests {
  @Test("is whole where the page of the file locks is the first that the file lacks")
  func lockPage() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let application = try Application(
      path,
      """
      PRAGMA page_size = 65536; CREATE TABLE t(id INTEGER PRIMARY KEY, b);
      INSERT INTO t(b) SELECT zeroblob(59000000) FROM (VALUES (1),(1),(1),(1),(1),(1),(1),(1),(1),
        (1),(1),(1),(1),(1),(1),(1),(1),(1));
      """)
    let lockPage = 0x4000_0000 / 65_536 + 1
    while let pages = try application.integers("PRAGMA page_count").first, pages < lockPage - 1 {
      try application.run("INSERT INTO t(b) VALUES (zeroblob(40000))")
    }
    #expect(FileFacts(path)?.size == 0x4000_0000)
    try application.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
    try application.run("INSERT INTO t(b) SELECT randomblob(40000) FROM t LIMIT 20")
    #expect(try (application.integers("PRAGMA page_count").first ?? 0) > lockPage)
    let engine = SQLiteDatabase(path: path)
    let image = try engine.makeImage(folder)
    #expect(try engine.check(image.path, .quick).isSound)
    #expect(try engine.check(image.path, .quick).tables == image.rows)
    try engine.replace(image.path)
    #expect(try engine.confirm(image.path) == .identical)
  }
}
