import Concurrency
import Databases
import SQLiteImages
import Testing

@testable import SQLiteEngine

@Suite("What many tables cost")
struct ManyTablesTests {
  /// Two for each of 16 processors, and some for the database as a whole.
  private static let most = 40

  @Test("connections are as few for 300 tables as for one")
  func connections() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let application = try Application(path, "PRAGMA journal_mode = WAL; BEGIN;")
    for number in 0..<300 {
      try application.run(
        """
        CREATE TABLE t\(number)(id INTEGER PRIMARY KEY, x);
        CREATE INDEX i\(number) ON t\(number)(x); INSERT INTO t\(number) VALUES (1, 'r');
        """)
    }
    try application.run("COMMIT")
    let engine = SQLiteDatabase(path: path)
    let image = try engine.makeImage(folder).path
    var isSound = false
    let checking = try OpenCount.of(image) { isSound = try engine.check(image, .full).isSound }
    #expect(isSound)
    let hashing = try OpenCount.of(image) {
      _ = try engine.contentSummary(ofImage: image, cancellation: Cancellation()).checksum
    }
    var compared = 0
    let comparing = try OpenCount.of(path) { compared = try engine.compare(image).tables.count }
    #expect(compared == 300)
    for count in [checking, hashing, comparing] {
      #expect((1...Self.most).contains(count), "\([checking, hashing, comparing])")
    }
  }

  @Test("rows that are matched by their keys are, in one table after the other")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let application = try Application(path, "PRAGMA journal_mode = WAL; BEGIN;")
    for number in 0..<20 {
      try application.run(
        """
        CREATE TABLE t\(number)(id TEXT PRIMARY KEY, x);
        INSERT INTO t\(number) VALUES ('a', 1), ('b', 2), ('c', \(number));
        """)
    }
    try application.run("COMMIT")
    let engine = SQLiteDatabase(path: path)
    let image = try engine.makeImage(folder).path
    for number in 0..<20 {
      try application.run(
        """
        DELETE FROM t\(number); INSERT INTO t\(number) VALUES ('d', 4), ('c', \(number)), ('b', 3);
        """)
    }
    let tables = try engine.compare(image).tables
    #expect(tables.count == 20)
    for table in tables {
      #expect(table.added == 1 && table.removed == 1 && table.changed == 1, "\(table)")
    }
    let names = try FileSystem.names(in: folder.path)
    #expect(!names.contains { $0.hasSuffix("leftovers") })
  }
}
