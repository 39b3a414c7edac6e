import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

/// Backups of applications, and what people send by mail: a database in a ZIP or tar file.
@Suite(
  "A ZIP or tar file that is taken in",
  .enabled(if: Tool.areInstalled(.python3, .tar, .sh), "Python or tar is not installed"))
struct PackedDatabaseTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations
  /// A folder with files to pack.
  private let folder: String
  private let original: String

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
    folder = fixture.folder["from"]
    mkdir(folder, 0o700)
    original = folder + "/shop.db"
    try SampleSchema.all[0].make(at: original)
    try FileContent.write(Array("hello".utf8), to: folder + "/notes.txt")
  }

  private func taken(
    _ name: String, member: String? = nil, as expected: String? = nil
  ) throws -> Backup {
    let params = ImportBackup.Params(path: fixture.folder[name], member: member)
    let backup = try operations.importBackup(params, by: .owner, control: OperationControl()).backup
    let copy = try operations.exporting(backup, as: .sqlite, to: "copy.sqlite")
    try expectSame(expected ?? original, copy, name)
    unlink(copy)
    return backup
  }

  private func refused(_ name: String, member: String? = nil) -> ContractError? {
    let params = ImportBackup.Params(path: fixture.folder[name], member: member)
    let failure = serviceFailure {
      _ = try operations.importBackup(params, by: .owner, control: OperationControl())
    }
    #expect(fixture.archives == [])
    return failure
  }

  /// Runs a script of the shell in the folder.
  private func shell(_ script: String) throws {
    try Tool.sh.run("-c", "set -e; \(script)", in: folder)
  }

  /// Writes a ZIP file by Python.
  private func zip(_ name: String, _ script: String) throws {
    try Tool.python3.run(
      "-c",
      "import zipfile, os\nz = zipfile.ZipFile('../\(name)', 'w', zipfile.ZIP_DEFLATED)\n"
        + "\(script)\nz.close()", in: folder)
  }

  @Test(
    "is the one database in it",
    arguments: [
      "tar -cf ../a .", "tar -czf ../a .", "tar --format=ustar -cf ../a shop.db notes.txt",
      "tar --format=pax -cf ../a shop.db notes.txt", "tar --format=v7 -cf ../a shop.db notes.txt",
      "tar --format=gnu -cf - shop.db notes.txt | zstd -q > ../a",
      // A path that does not fit into a header, in the form of GNU and in that of POSIX.
      "d=$(printf '%0150d' 1); mkdir $d; mv shop.db $d; tar --format=gnu -cf ../a .; mv $d/shop.db .",
      "d=$(printf '%0150d' 1); mkdir $d; mv shop.db $d; tar --format=pax -czf ../a .; mv $d/shop.db .",
    ])
  func tar(script: String) throws {
    try shell(script)
    let backup = try taken("a")
    #expect(backup.importedFrom == "a" && backup.format == .archive)
    #expect(backup.passedOver == [PassedOver(what: "other file", count: 1)])
    #expect(!fixture.others.contains("notes.txt") && !fixture.archives.contains("notes.txt"))
  }

  @Test(
    "of Info-ZIP is read, whether it is compressed, stored, or came through a pipe",
    .enabled(if: Tool.areInstalled(.zip), "zip is not installed"),
    arguments: [
      "zip -q -r ../a .", "zip -q -0 ../a shop.db", "zip -q - shop.db notes.txt > ../a.zip",
    ])
  func infoZip(script: String) throws {
    try shell(script)
    let backup = try taken("a.zip")
    #expect((backup.passedOver == nil) == (script.contains("-0")))
  }

  @Test("comes with the log beside the database, which has the latest rows")
  func log() throws {
    let live = try RawConnection(folder + "/live.db")
    try live.execute(
      "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE a(x); "
        + "INSERT INTO a VALUES(1);")
    try shell(
      "python3 -m zipfile -c ../a.zip live.db live.db-wal live.db-shm; tar -cf ../a.tar live.db*")
    for name in ["a.zip", "a.tar"] {
      #expect(try taken(name, as: folder + "/live.db").rowCount == 1)
    }
  }

  @Test("of PocketBase is its data, not its log of requests")
  func pocketBase() throws {
    try zip(
      "pb.zip",
      """
      z.write('shop.db', 'data.db')
      z.writestr('storage/x/y.png', b'1')
      z.write('shop.db', 'auxiliary.db')
      """)
    #expect(try taken("pb.zip").passedOver == [PassedOver(what: "other file", count: 2)])
  }

  @Test("with several databases is refused, unless one is chosen")
  func several() throws {
    try RawConnection(folder + "/other.db").execute("CREATE TABLE a(x)")
    try shell("python3 -m zipfile -c ../a.zip shop.db other.db notes.txt; tar -czf ../a.tgz *")
    for name in ["a.zip", "a.tgz"] {
      let failure = refused(name)
      #expect(failure?.kind == .invalidParams && failure?.data.path == "params.member")
      #expect(Set(failure?.data.allowed ?? []) == ["shop.db", "other.db"], "\(name)")
      #expect(refused(name, member: "none.db")?.data.reason == "missing")
    }
    for name in ["a.zip", "a.tgz"] {
      _ = try taken(name, member: "other.db", as: folder + "/other.db")
      _ = try taken(name, member: "shop.db")
    }
  }

  @Test("that has the same name twice is refused where that name is chosen")
  func twice() throws {
    try zip(
      "a.zip",
      "import warnings; warnings.simplefilter('ignore')\n"
        + "z.write('shop.db'); z.writestr('shop.db', b'SQLite format 3\\0')")
    #expect(refused("a.zip")?.data.reason == "ambiguous")
    #expect(refused("a.zip", member: "shop.db")?.data.reason == "ambiguous")
  }

  @Test("may hold one file of any other kind that can be taken in")
  func otherKinds() throws {
    try shell(
      """
      printf 'CREATE TABLE a(x);\\nINSERT INTO a VALUES(1);\\n' > dump.sql
      python3 -m zipfile -c ../a.zip dump.sql; tar -czf ../a.tgz dump.sql
      """)
    for name in ["a.zip", "a.tgz"] {
      let backup = try operations.importing(fixture.folder[name])
      #expect(backup.format == .sql && backup.rowCount == 1 && backup.passedOver == nil)
    }
  }

  @Test("with no database, or with another packed file in it, is refused with the reason")
  func nothing() throws {
    try shell(
      """
      touch more.txt; gzip -k shop.db
      python3 -m zipfile -c ../none.zip notes.txt more.txt
      python3 -m zipfile -c ../inner.zip shop.db
      python3 -m zipfile -c ../nested.zip ../inner.zip
      python3 -m zipfile -c ../packed.zip shop.db.gz
      tar -cf ../empty.tar --files-from /dev/null
      """)
    #expect(refused("none.zip")?.message == "There is no SQLite database in the ZIP file.")
    #expect(refused("nested.zip")?.message == "“inner.zip” in it is a ZIP file.")
    #expect(refused("packed.zip")?.message == "“shop.db.gz” in it is compressed a second time.")
    for name in ["none.zip", "nested.zip", "packed.zip", "empty.tar"] {
      #expect(refused(name)?.kind == .incompatible && refused(name)?.data.hint != nil, "\(name)")
    }
    try FileContent.write(Array("CREATE TABLE a(x);\n".utf8), to: fixture.folder["a.sql"])
    #expect(refused("a.sql", member: "a")?.kind == .invalidParams)
  }

  @Test(
    "that is encrypted says so", .enabled(if: Tool.areInstalled(.zip), "zip is not installed"))
  func encrypted() throws {
    try shell("zip -q -P secret ../a.zip shop.db")
    #expect(refused("a.zip")?.message == "“shop.db” in the ZIP file is encrypted.")
    #expect(refused("a.zip")?.kind == .incompatible)
  }

  @Test("with paths that climb makes no file anywhere")
  func paths() throws {
    try zip("a.zip", "z.write('shop.db', '../../../climbed.db')")
    try shell("tar -cf ../a.tar -P --transform 's,shop,../../climbed,' shop.db")
    let before = fixture.others
    for name in ["a.zip", "a.tar"] { _ = try taken(name) }
    #expect(fixture.others == before)
    #expect(!FileContent.exists(fixture.folder.path + "/../climbed.db"))
  }

  @Test("that is damaged or cut off is refused, and never gives another database")
  func damaged() throws {
    try shell("python3 -m zipfile -c ../a.zip shop.db; tar -cf ../a.tar shop.db; gzip -k ../a.tar")
    for name in ["a.zip", "a.tar.gz"] {
      let file = try FileContent.read(fixture.folder[name])
      for index in stride(from: 0, to: file.count, by: file.count / 12) {
        var changed = file
        changed[index] ^= 0x41
        try FileContent.write(changed, to: fixture.folder["x"])
        // Some bytes, such as a time, do not matter.
        if case .success(let backup) = Result(catching: { try taken("x") }) {
          _ = try operations.deleteBackup(.init(id: backup.id, force: true), by: .owner)
        }
        try FileContent.write(Array(file[..<index]), to: fixture.folder["x"])
        #expect(refused("x") != nil, "\(name) cut at \(index)")
      }
    }
  }

  @Test("that unpacks to more than there is room for is refused, and leaves nothing")
  func bomb() throws {
    try zip(
      "a.zip",
      """
      with z.open('bomb.db', 'w', force_zip64=True) as f:
        f.write(b'SQLite format 3\\0')
        for i in range(40): f.write(bytes(1 << 20))
      """)
    let small = fixture.operations { $0.freeBytes = { _ in 8 << 20 } }
    let failure = serviceFailure { _ = try small.importing(fixture.folder["a.zip"]) }
    #expect(failure?.kind == .storageFull, "\(String(describing: failure))")
    #expect(fixture.archives == [])
  }
}
