import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("A database file that is taken in")
struct ImportDatabaseTests {
  /// A folder that a database comes from, and what it holds from the import to the end.
  private struct Origin {
    let fixture: ServiceFixture
    let folder: String

    init() throws {
      fixture = try ServiceFixture()
      folder = fixture.folder["from"]
      mkdir(folder, 0o700)
    }

    var path: String { folder + "/shop.db" }

    var files: [String: [UInt8]] {
      get throws {
        var files: [String: [UInt8]] = [:]
        for name in TemporaryFolder.names(in: folder) {
          files[name] = try FileContent.read(folder + "/" + name)
        }
        return files
      }
    }

    /// Imports the file, and compares the backup with a database.
    func expectTaken(_ path: String, as expected: String) throws -> Backup {
      let operations = fixture.operations()
      let dump = try fixture.dump()
      let before = try files
      chmod(folder, 0o500)
      defer { chmod(folder, 0o700) }
      let backup = try operations.importing(path)
      #expect(try files == before, "the source has changed")
      #expect(backup.format == .archive && backup.status == .completed)
      #expect(backup.verifiedAt != nil)
      #expect(backup.importedFrom == path.split(separator: "/").last.map(String.init))
      let copy = try operations.exporting(backup, as: .sqlite, to: "copy-\(backup.id).sqlite")
      try expectSame(expected, copy)
      #expect(try fixture.dump() == dump && fixture.archives.contains(backup.fileName))
      #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
      return backup
    }
  }

  @Test("is the same database", arguments: SampleSchema.all)
  func plain(schema: SampleSchema) throws {
    let origin = try Origin()
    try schema.make(at: origin.path)
    let backup = try origin.expectTaken(origin.path, as: origin.path)
    #expect((backup.rowCount ?? 0) > 0)
  }

  @Test("is the same whatever its name", arguments: ["x.tar.zst", "x.json", "x.sql.gz", "x", ".x"])
  func names(name: String) throws {
    let origin = try Origin()
    try SampleSchema.lpgNexus.make(at: origin.folder + "/" + name)
    _ = try origin.expectTaken(origin.folder + "/" + name, as: origin.folder + "/" + name)
  }

  @Test("has the newest commits, which only its log has")
  func logged() throws {
    let origin = try Origin()
    try SampleSchema.lpgNexus.make(at: origin.path)
    let writer = try RawConnection(origin.path)
    try writer.execute(
      """
      PRAGMA journal_mode = wal;
      PRAGMA wal_autocheckpoint = 0;
      DELETE FROM "DailyNote";
      CREATE TABLE newest (a);
      INSERT INTO newest VALUES ('in the log');
      """)
    let expected = origin.fixture.folder["expected.db"]
    for suffix in ["", "-wal"] {
      try FileContent.write(FileContent.read(origin.path + suffix), to: expected + suffix)
    }
    try RawConnection(expected).execute("PRAGMA journal_mode = delete")
    #expect(try RawConnection(expected).texts("SELECT a FROM newest") == ["in the log"])
    _ = try origin.expectTaken(origin.path, as: expected)
    // A copy of both files, without the index that the writer keeps beside them.
    let copy = origin.folder + "/copy.db"
    for suffix in ["", "-wal"] {
      try FileContent.write(FileContent.read(origin.path + suffix), to: copy + suffix)
    }
    _ = try origin.expectTaken(copy, as: expected)
    // Of a database that is being written to, an unfinished transaction is no part.
    try writer.execute("BEGIN; DELETE FROM newest")
    _ = try origin.expectTaken(origin.path, as: expected)
    try writer.execute("ROLLBACK")
  }

  @Test("with a log of another database beside it has its own rows")
  func foreignLog() throws {
    let origin = try Origin()
    try SampleSchema.lpgNexus.make(at: origin.path)
    try RawConnection(origin.path).execute("PRAGMA journal_mode = wal")
    try FileContent.write([UInt8](repeating: 7, count: 5000), to: origin.path + "-wal")
    let expected = origin.fixture.folder["expected.db"]
    try FileContent.write(FileContent.read(origin.path), to: expected)
    _ = try origin.expectTaken(origin.path, as: expected)
  }

  @Test("is what it was before the transaction that a crash cut off")
  func hotJournal() throws {
    let origin = try Origin()
    let original = origin.fixture.folder["original.db"]
    try SampleSchema.lpgNexus(customers: 400).make(at: original)
    let working = origin.fixture.folder["working.db"]
    try FileContent.write(FileContent.read(original), to: working)
    let writer = try RawConnection(working)
    try writer.execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = 5;
      BEGIN;
      UPDATE "Customer" SET name = name || ' changed';
      DELETE FROM "Bill";
      """)
    for suffix in ["", "-journal"] {
      try FileContent.write(FileContent.read(working + suffix), to: origin.path + suffix)
    }
    try writer.execute("ROLLBACK")
    #expect(try FileContent.read(origin.path) != FileContent.read(original))
    #expect(try FileContent.read(origin.path + "-journal").count > 512)
    _ = try origin.expectTaken(origin.path, as: original)
  }

  @Test("in rollback mode, with pages of another size, as UTF-16, or empty, is the same")
  func shapes() throws {
    let origin = try Origin()
    for settings in [
      "PRAGMA page_size = 1024", "PRAGMA page_size = 65536", "PRAGMA encoding = 'UTF-16be'",
      "PRAGMA auto_vacuum = FULL", "PRAGMA journal_mode = persist",
    ] {
      unlink(origin.path)
      let connection = try RawConnection(origin.path)
      try connection.execute(settings)
      try connection.execute(
        "CREATE TABLE a (b TEXT); INSERT INTO a VALUES ('ä€😀'); PRAGMA user_version = 3")
      _ = try origin.expectTaken(origin.path, as: origin.path)
    }
    unlink(origin.path)
    try RawConnection(origin.path).execute("CREATE TABLE a (b); DROP TABLE a")
    #expect(try origin.expectTaken(origin.path, as: origin.path).rowCount == 0)
  }

  @Test("that is damaged is none, and leaves nothing")
  func damaged() throws {
    let origin = try Origin()
    try SampleSchema.lpgNexus(customers: 100).make(at: origin.path)
    let bytes = try FileContent.read(origin.path)
    var torn = bytes
    for position in 4096..<40_960 { torn[position] = 0xA5 }
    var unknown = bytes
    unknown[47] = 9
    for (what, file) in [
      ("torn", torn), ("of an unknown schema format", unknown),
      ("half", Array(bytes.prefix(bytes.count / 2))),
      ("a header", Array(bytes.prefix(100))), ("16 bytes", Array(bytes.prefix(16))),
      ("zeros behind its header", Array(bytes.prefix(100)) + [UInt8](repeating: 0, count: 8092)),
    ] {
      try FileContent.write(file, to: origin.path)
      let operations = origin.fixture.operations()
      let failure = serviceFailure { try operations.importing(origin.path) }
      // Nothing is wrong with the live database.
      #expect(failure?.kind == .backupCorrupt, "\(what): \(failure?.message ?? "it is taken")")
      #expect(failure?.message.contains("file") == true, "\(what): \(failure?.message ?? "")")
      let warnings = try operations.getStatus().warnings.map(\.kind)
      #expect(!warnings.contains("databaseDamaged") && !warnings.contains("databaseUnavailable"))
      #expect(origin.fixture.archives == [], "\(what)")
      let entries = try operations.listBackups(.init()).backups
      #expect(entries.allSatisfy { $0.status == .failed }, "\(what)")
    }
  }
}
