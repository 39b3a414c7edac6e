import BackupProtocol
import Compression
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

@Suite("A file that is taken in")
struct ImportDumpTests {
  @Test("that exceeds a limit for imports is incompatible, and the error names the limit")
  func limits() throws {
    let fixture = try ServiceFixture()
    let sum = { (levels: Int) in (0..<levels).map { _ in "x" }.joined(separator: "+") }
    for (levels, isTaken) in [(399, true), (450, false), (1500, false)] {
      for sql in [
        "CREATE TABLE a(x CHECK (\(sum(levels)) IS NOT 1));",
        "CREATE TABLE a(x); CREATE VIEW v AS SELECT \(sum(levels)) FROM a;",
      ] {
        try FileContent.write(Array(sql.utf8), to: fixture.folder["deep.sql"])
        let failure = serviceFailure {
          _ = try fixture.operations().importing(fixture.folder["deep.sql"])
        }
        #expect((failure == nil) == isTaken, "\(levels): \(failure?.message ?? "it is taken")")
        if isTaken { continue }
        #expect(failure?.kind == .incompatible && failure?.data.reason == "limit")
        #expect(failure?.message.contains("more than 400 levels") == true)
      }
    }
  }

  @Test(
    "as a dump of the shell is the database that it was made of, plain or compressed",
    .enabled(if: SQLiteShellProgram.isInstalled), arguments: SampleSchema.all)
  func shell(schema: SampleSchema) throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let original = fixture.folder["original.db"]
    try schema.make(at: original)
    let dump = try shellDump(of: original)
    for (name, file) in [
      ("a.sql", dump), ("a.sql.gz", try Packed.pack(dump)), ("a", try Packed.pack(dump, .zstd)),
    ] {
      try FileContent.write(file, to: fixture.folder[name])
      let backup = try operations.importing(fixture.folder[name])
      #expect(backup.format == .sql && backup.importedFrom == name && backup.verifiedAt != nil)
      let copy = try operations.exporting(backup, as: .sqlite, to: "copy.sqlite")
      try expectSame(original, copy, "\(name) of \(schema)")
      unlink(copy)
      unlink(fixture.folder[name])
    }
  }

  @Test("says what of a dump was passed over, in its reply and ever after")
  func passedOver() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let path = fixture.folder["dump.sql"]
    try FileContent.write(
      Array(
        """
        PRAGMA journal_mode=WAL;
        DROP TABLE IF EXISTS a;
        DROP TABLE IF EXISTS b;
        CREATE TABLE a(x);
        INSERT INTO a VALUES(1);

        """.utf8), to: path)
    let expected = [
      PassedOver(what: "DROP TABLE", count: 2), PassedOver(what: "PRAGMA journal_mode", count: 1),
    ]
    let backup = try operations.importing(path)
    #expect(backup.passedOver == expected)
    #expect(try operations.listBackups(.init()).backups.map(\.passedOver) == [expected])
    _ = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    let found = try operations.getBackup(.init(id: backup.id))
    #expect(found.backup.passedOver == expected && found.manifest?.passedOver == expected)
    try FileContent.write(Array("CREATE TABLE a(x);\n".utf8), to: path)
    #expect(try operations.importing(path).passedOver == nil)
  }

  @Test("with any number of settings names no more of them than people can read")
  func passedOverBound() throws {
    let folder = try TemporaryFolder()
    let dump = (0..<200).map { "PRAGMA p\($0);\n" }.joined() + "CREATE TABLE a(x);\n"
    let report = try DumpFile.replay(Array(dump.utf8), to: folder["a.db"])
    #expect(report.count < 60 && report.values.reduce(0, +) == 200)
  }

  @Test("counts by its content and not by its name")
  func content() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create()
    let sql = try Packed.unpack(
      FileContent.read(operations.exporting(backup, as: .sql, to: "a.sql.gz")))
    let json = try Packed.unpack(
      FileContent.read(operations.exporting(backup, as: .json, to: "a.json.gz")))
    let files: [(name: String, bytes: [UInt8], format: BackupFormat)] = [
      ("x.json.gz", sql, .sql), ("x.db", try Packed.pack(sql), .sql),
      ("x.tar.gz", try Packed.pack(sql, .zstd), .sql), ("x.sql", json, .json),
      ("x.sqlite", try Packed.pack(json), .json), ("x.sql.gz", try Packed.pack(json, .zstd), .json),
      ("x.sql", try FileContent.read(fixture.path(of: backup)), .archive),
      ("x.json", [0xEF, 0xBB, 0xBF] + json, .json), ("x.sql", [0xEF, 0xBB, 0xBF] + sql, .sql),
    ]
    for (name, bytes, format) in files {
      try FileContent.write(bytes, to: fixture.folder[name])
      let imported = try operations.importing(fixture.folder[name])
      #expect(imported.format == format, "\(name)")
      let copy = try operations.exporting(imported, as: .sqlite, to: "copy.sqlite")
      try expectSame(then, copy, "\(name)")
      for path in [copy, fixture.folder[name]] { unlink(path) }
    }
  }

  @Test("from the folder of the backups becomes another backup", arguments: BackupFormat.files)
  func ownFolder(format: BackupFormat) throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let backup = try operations.create(.init(format: format))
    _ = try operations.listBackups(.init())
    let imported = try operations.importing(fixture.path(of: backup))
    #expect(imported.id != backup.id && imported.rowCount == backup.rowCount)
    #expect(imported.backupDate == backup.backupDate)
    #expect(fixture.archives == [backup.fileName, imported.fileName].sorted())
  }

  @Test("that is none of these is refused, and leaves nothing")
  func refused() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let sql = Array("CREATE TABLE a (b);\nINSERT INTO a VALUES (1);\n".utf8)
    let random = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ 0x91) }
    let files: [(name: String, bytes: [UInt8], kinds: Set<ErrorKind>)] = [
      ("empty", [], [.incompatible]),
      ("spaces", Array("  \n\n".utf8), [.incompatible]),
      ("text", Array("Dear Sir or Madam,\nplease find".utf8), [.incompatible, .backupCorrupt]),
      ("page", Array("<!DOCTYPE html><html></html>".utf8), [.incompatible]),
      ("image", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + random, [.incompatible]),
      ("random", [0x91] + random, [.incompatible]),
      ("zip", Array("PK".utf8) + [3, 4] + random, [.incompatible, .backupCorrupt]),
      (
        "age", Array("age-encryption.org/v1\n-> X25519 aaaa\nbbbb\n--- cccc\n".utf8) + random,
        [.incompatible, .backupCorrupt]
      ),
      ("list", Array("[1, 2]".utf8), [.incompatible]),
      ("object", Array("{}".utf8), [.backupCorrupt]),
      ("number", Array("12".utf8), [.incompatible]),
      ("nothing.gz", try Packed.pack([]), [.incompatible]),
      (
        "cut.gz", Array(try Packed.pack(sql + random).dropLast(900)),
        [.backupCorrupt, .incompatible]
      ),
      ("head.gz", [0x1F, 0x8B, 8, 0], [.backupCorrupt]),
      ("head.zst", [0x28, 0xB5, 0x2F, 0xFD], [.backupCorrupt]),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] + random, [.incompatible]),
      ("twice.gz", try Packed.pack(Packed.pack(sql)), [.incompatible]),
    ]
    let dump = try fixture.dump()
    for (name, bytes, kinds) in files {
      try FileContent.write(bytes, to: fixture.folder[name])
      let failure = serviceFailure { try operations.importing(fixture.folder[name]) }
      #expect(
        failure.map { kinds.contains($0.kind) } == true,
        "\(name): \(failure.map { "\($0.kind) \($0.message)" } ?? "it is taken")")
      #expect(failure?.data.hint?.isEmpty == false, "\(name)")
      #expect(fixture.archives == [], "\(name)")
      unlink(fixture.folder[name])
    }
    mkdir(fixture.folder["folder"], 0o700)
    let failure = serviceFailure { try operations.importing(fixture.folder["folder"]) }
    #expect(failure?.kind == .invalidParams && failure?.data.reason == "notAFile")
    #expect(try operations.listBackups(.init()).backups.allSatisfy { $0.status == .failed })
    #expect(try operations.listBackups(.init(status: .completed)).total == 0)
    #expect(try fixture.dump() == dump)
  }

  @Test(
    "may be a compressed database file", arguments: [Compression.CompressionAlgorithm.zstd, .gzip])
  func compressedDatabase(algorithm: Compression.CompressionAlgorithm) throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    try FileContent.write(
      Packed.pack(FileContent.read(then), algorithm),
      to: fixture.folder["app.db.compressed"])
    let backup = try operations.importing(fixture.folder["app.db.compressed"])
    #expect(backup.format == .archive)
    try expectSame(then, operations.exporting(backup, as: .sqlite, to: "copy.sqlite"))
  }

  @Test("that does harm does none", arguments: samples)
  func hostile(dump: HostileDump) throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    let before = try fixture.dump()
    let path = fixture.folder["dump.sql"]
    try dump.content(folder: fixture.folder.path).write(to: path)
    let failure = serviceFailure { try operations.importing(path) }
    if dump.verdict == .refused {
      #expect(failure != nil, "it is taken")
      #expect(try operations.listBackups(.init(status: .completed)).total == 0)
      #expect(fixture.archives == [])
    }
    if let failure {
      #expect(
        [.backupCorrupt, .incompatible].contains(failure.kind),
        "\(failure.kind): \(failure.message)")
    }
    #expect(try fixture.dump() == before)
    #expect(fixture.others == ["dump.sql"], "something has escaped")
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
  }

  /// All that escape, and some of the others.
  private static let samples = HostileDump.all.enumerated().filter { index, dump in
    dump.content(folder: "").size < 1_000_000 && (dump.victim != nil || index % 12 == 0)
  }.map(\.element)

  @Test("as the host's document, with something wrong in it, changes nothing")
  func hostileDocuments() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let before = try fixture.dump()
    let path = fixture.folder["host.json"]
    for document in try HostileDocument.ofHost() where document.content.size < 2_000_000 {
      unlink(path)
      try document.content.write(to: path)
      let outcome = Result { try operations.importing(path) }
      let what = "\(document.name), which \(document.hazard)"
      switch outcome {
      case .success(let backup):
        #expect(document.verdict == .harmless, "it is taken: \(what)")
        _ = try operations.deleteBackup(.init(id: backup.id), by: .owner)
      case .failure(let failure):
        let failure = ContractError(failure)
        #expect(
          [.backupCorrupt, .incompatible].contains(failure.kind),
          "\(failure.kind) \(failure.message): \(what)")
      }
      #expect(fixture.archives == [], "\(what)")
    }
    #expect(try operations.listBackups(.init(status: .completed)).total == 0)
    #expect(try operations.listBackups(.init(status: .running)).total == 0)
    #expect(try fixture.dump() == before)
    #expect(fixture.others == ["host.json"])
  }
}
