import Concurrency
import Databases
import GRDB
import Glibc
import Testing

@testable import SQLiteEngine

@Suite("Deleting all data of a database in use")
struct ErasureConcurrencyTests {
  private static let modes = ["DELETE", "TRUNCATE", "PERSIST", "WAL"]

  private static let tables = """
    CREATE TABLE t(id INTEGER PRIMARY KEY, data); CREATE TABLE keep(a);
    INSERT INTO t VALUES (1, 'first'); INSERT INTO keep VALUES ('x');
    """

  @Test(
    "a snapshot taken while writers wait has every row that was ever committed", arguments: modes)
  func snapshot(mode: String) throws {
    let erasing = try Erasing(Self.tables, mode: mode)
    let application = try Application(
      erasing.path, busySeconds: 0, "PRAGMA journal_mode = \(mode)")
    let shell = try SQLiteShell(erasing.path, busyMilliseconds: 0)
    try shell.run("PRAGMA journal_mode = \(mode); INSERT INTO t VALUES (2, 'second');")
    var image: SnapshotImage?
    try erasing.engine.erase(.only(["keep"])) {
      // Nobody writes: neither before the snapshot, nor beside it, nor behind it.
      func expectRefusal() throws {
        #expect(throws: DatabaseError.self) { try application.run("INSERT INTO t VALUES (3, 3)") }
        #expect(try shell.run("INSERT INTO t VALUES (4, 4);").contains("locked"))
        #expect(try application.integers("SELECT count(*) FROM t") == [2])
        #expect(try shell.run("SELECT count(*) FROM t;") == "2\n")
      }
      try expectRefusal()
      image = try erasing.engine.makeImage(erasing.folder, between: expectRefusal)
      try expectRefusal()
    } beforeCommit: { plan, _ in
      #expect(plan.tables.map(\.rows) == image?.rows.map(\.rows))
    }
    let path = try #require(image?.path)
    #expect(try erasing.engine.check(path).isSound)
    let saved = try Application(path)
    #expect(try saved.texts("SELECT data FROM t ORDER BY id") == ["first", "second"])
    #expect(try shell.run("SELECT count(*) FROM t; SELECT * FROM keep;") == "0\nx\n")
    // Statements that were prepared before go on.
    try application.run("INSERT INTO t VALUES (3, 'third')")
    #expect(try shell.run("SELECT data FROM t;") == "third\n")
    #expect(try erasing.texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test(
    "no row is lost between the snapshot and the deletion while others write as fast as they can",
    arguments: ["DELETE", "WAL"])
  func writers(mode: String) throws {
    let erasing = try Erasing(Self.tables, mode: mode)
    for round in 0..<5 {
      let writers = Background()
      for number in 0..<3 {
        writers.start { writers in
          let application = try Application(erasing.path)
          defer { try? application.close() }
          var n = 0
          while !writers.isStopped || n == 0 {
            n += 1
            try application.run("INSERT INTO t(data) VALUES ('w\(number)-\(round)-\(n)')")
          }
        }
      }
      var image: SnapshotImage?
      let outcome = Result {
        try erasing.engine.erase(.only(["keep"])) {
          image = try erasing.engine.makeImage(erasing.folder, "image\(round).sqlite")
        } beforeCommit: { plan, _ in
          // What is deleted is what was saved, to the row.
          #expect(plan.tables.map(\.rows) == image?.rows.map(\.rows))
        }
      }
      try writers.finish()
      _ = try outcome.get()
      #expect(try erasing.texts("PRAGMA integrity_check") == ["ok"])
      let counts = try #require(image).rows
      let saved = try Application(try #require(image).path)
      // Each writer's rows up to the snapshot are in the image, all later ones are in the database.
      let rows =
        try saved.texts("SELECT data FROM t") + erasing.texts("SELECT data FROM t")
      #expect(Set(rows).count == rows.count && counts.count == 2)
      for number in 0..<3 {
        let own = rows.filter { $0.hasPrefix("w\(number)-\(round)-") }
          .compactMap { Int($0.split(separator: "-")[2]) }.sorted()
        #expect(own == Array(1...max(1, own.count)))
      }
    }
  }

  @Test("readers go on with what they see", arguments: ["WAL"])
  func readers(mode: String) throws {
    let erasing = try Erasing(Self.tables, mode: mode)
    let reader = try Application(erasing.path, "BEGIN; SELECT count(*) FROM t")
    try erasing.engine.erase(.only(["keep"]))
    #expect(try reader.texts("SELECT data FROM t") == ["first"])
    try reader.run("COMMIT")
    #expect(try reader.texts("SELECT data FROM t") == [])
  }

  @Test(
    "nothing is changed while another process holds the database for longer than the busy time-out",
    arguments: [
      "BEGIN IMMEDIATE; UPDATE keep SET a = a;", "BEGIN EXCLUSIVE;", "BEGIN; SELECT * FROM t;",
    ],
    ["DELETE", "WAL"])
  func locked(holder: String, mode: String) throws {
    let erasing = try Erasing(Self.tables, mode: mode, busySeconds: 0.1)
    let before = try content(of: erasing.path)
    let shell = try SQLiteShell(erasing.path)
    try shell.run(holder)
    if holder.hasPrefix("BEGIN;"), mode == "WAL" {
      try erasing.engine.erase(.only(["keep"]))
      shell.kill()
      #expect(try erasing.texts("SELECT count(*) FROM t") == ["0"])
      return
    }
    #expect(reason { try erasing.engine.erase(.only(["keep"])) } == .locked)
    shell.kill()
    #expect(try content(of: erasing.path) == before)
    try erasing.engine.erase(.only(["keep"]))
  }

  @Test("a reader that stays makes a large deletion wait once, not for every page of it")
  func waitsOnce() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE t(id INTEGER PRIMARY KEY, data); INSERT INTO t
      WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 60000)
      SELECT i, printf('%.300c', 'x') FROM c;
      """, busySeconds: 0.3)
    let reader = try Application(erasing.path, "BEGIN; SELECT count(*) FROM t")
    #expect(reason { try erasing.engine.erase(.only(rows: ["t": "id % 2"])) } == .locked)
    #expect(try reader.integers("SELECT count(*) FROM t") == [60_000])
    try reader.run("COMMIT")
    try erasing.erase(.only(rows: ["t": "id % 2"]))
    #expect(try erasing.texts("SELECT count(*), sum(id % 2) FROM t") == ["30000|30000"])
  }

  @Test("its mark tells whether it was committed", arguments: ["DELETE", "WAL"])
  func mark(mode: String) throws {
    struct Stop: Error {}
    let erasing = try Erasing(Self.tables, mode: mode)
    let application = try Application(erasing.path)
    func wasErased(_ mark: EraseMark) throws -> Bool {
      try erasing.engine.wasErased(mark, cancellation: Cancellation())
    }
    for version in [0, 1, 77, 2_147_483_647, 2_147_400_000] {
      try application.run("PRAGMA schema_version = \(version)")
      var mark: EraseMark?
      #expect(throws: Stop.self) {
        try erasing.engine.erase(.only(["keep"])) {
        } beforeCommit: {
          mark = $1
          throw Stop()
        }
      }
      let failed = try #require(mark)
      #expect(try !wasErased(failed))
      try application.run("CREATE TABLE more(a); DROP TABLE more;")
      #expect(try !wasErased(failed), "\(version)")
      try application.run("PRAGMA schema_version = \(version)")
      try erasing.engine.erase(.only(["keep"])) {
      } beforeCommit: {
        mark = $1
      }
      #expect(try #require(mark) == failed && (try wasErased(failed)), "\(version)")
      try application.run("CREATE TABLE more(a); DROP TABLE more; VACUUM")
      #expect(try wasErased(failed), "\(version)")
    }
  }
}
