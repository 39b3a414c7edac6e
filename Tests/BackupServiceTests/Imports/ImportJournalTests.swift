import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

/// A rollback journal is a list of what SQLite is to do to files, so that one from elsewhere is
/// never SQLite's to read.
@Suite("A journal beside a database file that is taken in")
struct ImportJournalTests {
  private let fixture: ServiceFixture
  private let folder: String
  private let path: String

  init() throws {
    fixture = try ServiceFixture()
    folder = fixture.folder["from"]
    mkdir(folder, 0o700)
    path = folder + "/u.sqlite"
    try RawConnection(path).execute("CREATE TABLE a (b); INSERT INTO a VALUES (1)")
  }

  /// A journal that SQLite takes for one of a transaction over several databases, decided by the
  /// file of this name: it plays the journal back, and then removes that file.
  private static func journal(naming name: String, pageSize: Int = 4096, pages: Int = 2) -> [UInt8]
  {
    let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
    var bytes = magic
    for field in [0, 0, pages, 512, pageSize] { bytes += bigEndian(field) }
    bytes += [UInt8](repeating: 0, count: 512 - bytes.count)
    bytes += bigEndian(0x4000_0000 / pageSize + 1)
    bytes += Array(name.utf8)
    bytes += bigEndian(name.utf8.count)
    bytes += bigEndian(name.utf8.reduce(0) { $0 + Int($1) })
    return bytes + magic
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) }
  }

  @Test("SQLite itself would delete the file that such a journal names")
  func whatItIsAbout() throws {
    let victim = fixture.folder["victim"]
    try FileContent.write([1], to: victim)
    try FileContent.write(Self.journal(naming: victim), to: path + "-journal")
    #expect(try RawConnection(path).texts("SELECT b FROM a") == ["1"])
    #expect(!FileContent.exists(victim))
  }

  @Test(
    "that names another file is refused, and the file is still there", arguments: [true, false])
  func superJournal(isPartOfTail: Bool) throws {
    let operations = fixture.operations()
    let backup = try operations.create()
    let other = fixture.folder["other"]
    try FileContent.write([1], to: other)
    let names = [
      fixture.databasePath, other, fixture.backupFolder + "/catalog.sqlite",
      fixture.backupFolder + "/ledger.sqlite", fixture.backupFolder + "/service.key",
      fixture.backupFolder + "/" + backup.fileName,
    ]
    let dump = try fixture.dump()
    for name in names {
      let existed = FileContent.exists(name)
      var journal = Self.journal(naming: name)
      // A wrong sum of the name makes SQLite pass over it.
      if !isPartOfTail { journal[journal.count - 9] ^= 1 }
      try FileContent.write(journal, to: path + "-journal")
      let failure = serviceFailure { try operations.importing(path) }
      #expect(failure?.kind == .incompatible, "\(name): \(failure?.message ?? "it is taken")")
      #expect(failure?.data.hint?.contains("SQLite") == true)
      #expect(FileContent.exists(name) == existed, "\(name) has gone")
    }
    #expect(try fixture.dump() == dump)
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
  }

  @Test("that names a pipe is refused without opening it")
  func pipe() throws {
    let name = fixture.folder["pipe"]
    mkfifo(name, 0o600)
    try FileContent.write(Self.journal(naming: name), to: path + "-journal")
    let failure = serviceFailure { try fixture.operations().importing(path) }
    #expect(failure?.kind == .incompatible)
    #expect(FileContent.exists(name))
  }

  @Test("that wants the file to be larger than the disk is refused")
  func vast() throws {
    var journal = Self.journal(naming: "")
    journal.removeLast(16)
    journal.replaceSubrange(16..<20, with: [0x7f, 0xff, 0xff, 0xff])
    try FileContent.write(journal, to: path + "-journal")
    let failure = serviceFailure { try fixture.operations().importing(path) }
    #expect(failure?.kind == .backupCorrupt || failure?.kind == .storageFull)
  }

  @Test("that is none is passed over", arguments: [(0, 1), (0xd9, 4000), (0, 4000)])
  func noJournal(byte: UInt8, count: Int) throws {
    try FileContent.write([UInt8](repeating: byte, count: count), to: path + "-journal")
    let backup = try fixture.operations().importing(path)
    #expect(backup.rowCount == 1)
  }

  @Test("is played back as far as its sums are right", arguments: [512, 4096, 65536])
  func playedBack(pageSize: Int) throws {
    unlink(path)
    let original = fixture.folder["original.db"]
    let connection = try RawConnection(original)
    try connection.execute(
      """
      PRAGMA page_size = \(pageSize);
      CREATE TABLE a (b);
      WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
        INSERT INTO a SELECT hex(zeroblob(200)) || i FROM n;
      """)
    let working = fixture.folder["working.db"]
    try FileContent.write(FileContent.read(original), to: working)
    let writer = try RawConnection(working)
    // A small cache writes pages, and a synced header for each part of the journal.
    try writer.execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = 2;
      BEGIN;
      UPDATE a SET b = 'x' || b;
      INSERT INTO a SELECT b FROM a;
      """)
    var journal = try FileContent.read(working + "-journal")
    try FileContent.write(FileContent.read(working), to: path)
    try writer.execute("ROLLBACK")
    for rest in [[], [UInt8](repeating: 0x55, count: 3 * pageSize)] {
      journal += rest
      try FileContent.write(journal, to: path + "-journal")
      let expected = fixture.folder["expected.db"]
      for suffix in ["", "-journal"] {
        try FileContent.write(FileContent.read(path + suffix), to: expected + suffix)
      }
      _ = try RawConnection(expected).texts("SELECT count(*) FROM a")
      let operations = fixture.operations()
      let backup = try operations.importing(path)
      #expect(backup.rowCount == 900)
      let copy = try operations.exporting(backup, as: .sqlite, to: "copy-\(backup.id).sqlite")
      try expectSame(original, copy)
      #expect(try FileContent.read(copy) == FileContent.read(expected))
    }
  }
}
