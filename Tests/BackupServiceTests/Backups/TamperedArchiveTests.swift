import BackupProtocol
import Compression
import GRDB
import SampleShop
import TestSupport
import Testing

@testable import BackupService

@Suite("An archive that was tampered with")
struct TamperedArchiveTests {
  private static let kinds: Set<ErrorKind> = [.backupCorrupt, .incompatible]

  private func expectRefused(
    _ failure: ContractError?, part: String? = nil, kind: ErrorKind = .backupCorrupt,
    _ what: String
  ) {
    #expect(failure?.kind == kind, "\(what): \(failure?.message ?? "it passes")")
    if let part { #expect(failure?.data.part == part, "\(what)") }
    #expect(failure?.data.part != nil && failure?.data.hint != nil, "\(what)")
  }

  @Test("cut off anywhere it is refused", arguments: BackupProtocol.CompressionAlgorithm.allCases)
  func truncated(compression: BackupProtocol.CompressionAlgorithm) throws {
    let tampered = try TamperedBackup(.tiny, .init(compression: compression))
    let bytes = try FileContent.read(tampered.fixture.path(of: tampered.backup))
    for length in Set(0..<20).union(stride(from: 20, to: bytes.count, by: 97)).union([
      bytes.count - 1
    ]) {
      expectRefused(try tampered.preview(Array(bytes[..<length])), "\(length) bytes")
    }
    #expect(try tampered.isUntouched)
    #expect(try tampered.preview(bytes) == nil)
  }

  @Test(
    "with one bit flipped anywhere it is refused",
    arguments: BackupProtocol.CompressionAlgorithm.allCases)
  func flipped(compression: BackupProtocol.CompressionAlgorithm) throws {
    let tampered = try TamperedBackup(.tiny, .init(compression: compression))
    let bytes = try FileContent.read(tampered.fixture.path(of: tampered.backup))
    var random = SeededRandom(seed: 5)
    let step = max(1, bytes.count / 250)
    for offset in stride(from: 0, to: bytes.count, by: step) {
      let place = min(bytes.count - 1, offset + random.below(step))
      var changed = bytes
      changed[place] ^= 1 << UInt8(random.below(8))
      expectRefused(try tampered.preview(changed), "byte \(place) of \(bytes.count)")
    }
    #expect(try tampered.isUntouched)
  }

  @Test("is listed as damaged, and is not the latest, once a preview has found it so")
  func marked() throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let good = try operations.create()
    let torn = try operations.create()
    var bytes = try FileContent.read(fixture.path(of: torn))
    bytes[bytes.count / 2] ^= 1
    try FileContent.write(bytes, to: fixture.path(of: torn))
    #expect(serviceFailure { _ = try operations.token(for: torn) }?.kind == .backupCorrupt)
    let entry = try operations.getBackup(.init(id: torn.id)).backup
    #expect(entry.error?.kind == .backupCorrupt && entry.verifiedAt == nil && entry.proof == nil)
    #expect(try operations.latestBackup().id == good.id)
  }

  @Test("with anything behind its end it is refused", arguments: [[0], [1], Array("PK".utf8)])
  func trailing(more: [UInt8]) throws {
    let tampered = try TamperedBackup()
    let bytes = try FileContent.read(tampered.fixture.path(of: tampered.backup))
    expectRefused(try tampered.preview(bytes + more), part: "file", "trailing \(more)")
    expectRefused(try tampered.preview(bytes + bytes), part: "file", "twice")
    #expect(try tampered.isUntouched)
  }

  @Test("a member that is not one of the two files is refused, and nothing of it is written")
  func members() throws {
    let tampered = try TamperedBackup()
    let manifest = try tampered.manifestBytes
    let names = [
      "../x", "/etc/x", "./database.sqlite", "a/../database.sqlite", "database.sqlite/", "",
      "DATABASE.SQLITE", "extra", String(repeating: "n", count: 100),
    ]
    for name in names {
      for isFirst in [true, false] {
        var archive = ForeignArchive()
        if isFirst { archive.add(name, [1]) }
        archive.add("database.sqlite", tampered.image)
        archive.add("manifest.json", manifest)
        if !isFirst { archive.add(name, [1]) }
        archive.end()
        let failure = try tampered.preview(archive.compressed())
        expectRefused(failure, part: "file", "member \(name)")
        #expect(failure?.data.expected != nil && failure?.data.found == name, "\(name)")
      }
    }
    #expect(TemporaryFolder.names(in: tampered.fixture.folder.path).contains("x") == false)
    #expect(try tampered.isUntouched)
  }

  @Test(
    "a link, a device and whatever else is no regular file is refused",
    arguments: ["1", "2", "3", "4", "5", "6", "7", "x", "g", "L", "K", "S", "V"])
  func special(kind: Character) throws {
    let tampered = try TamperedBackup()
    for name in ["database.sqlite", "other"] {
      var archive = ForeignArchive()
      archive.add(name, [], kind: kind)
      archive.add("database.sqlite", tampered.image)
      archive.add("manifest.json", try tampered.manifestBytes)
      archive.end()
      expectRefused(try tampered.preview(archive.compressed()), part: "file", "kind \(kind)")
    }
    #expect(try tampered.isUntouched)
  }

  @Test("two images, two manifests, or one too few are refused")
  func counts() throws {
    let tampered = try TamperedBackup()
    let manifest = try tampered.manifestBytes
    for names in [
      [], ["d"], ["m"], ["d", "d", "m"], ["d", "m", "m"], ["d", "m", "d"], ["m", "m"],
      ["w", "d", "m"], ["w", "m"], ["d", "w", "w", "m"],
    ] as [[String]] {
      var archive = ForeignArchive()
      for name in names {
        if name == "d" {
          archive.add("database.sqlite", tampered.image)
        } else if name == "w" {
          archive.add("database.sqlite-wal", [])
        } else {
          archive.add("manifest.json", manifest)
        }
      }
      archive.end()
      expectRefused(try tampered.preview(archive.compressed()), part: "file", "\(names)")
    }
    #expect(try tampered.isUntouched)
  }

  @Test("a tar stream that does not end as one should is refused")
  func ends() throws {
    let tampered = try TamperedBackup()
    let manifest = try tampered.manifestBytes
    for (end, what) in [
      ([], "no end"), ([UInt8](repeating: 0, count: 511), "half an end"),
      ([UInt8](repeating: 0, count: 1024) + [1], "more behind the end"),
      ([UInt8](repeating: 7, count: 512), "noise"),
      ([UInt8](repeating: 0, count: 2 << 20), "an endless end"),
    ] {
      var archive = ForeignArchive()
      archive.add("database.sqlite", tampered.image)
      archive.add("manifest.json", manifest)
      archive.addBytes(end)
      expectRefused(try tampered.preview(archive.compressed()), part: "file", what)
    }
    #expect(try tampered.isUntouched)
  }

  @Test("sizes that are lies are refused before the disk is full", arguments: [true, false])
  func bombs(isKnown: Bool) throws {
    let tampered = try TamperedBackup()
    for size in [1, 13_000, Int64.max, 1 << 40] {
      var archive = ForeignArchive()
      archive.addHeader("database.sqlite", size: size)
      archive.addBytes(tampered.image)
      archive.end()
      let failure = try tampered.preview(archive.compressed(), isKnown: isKnown)
      let isTooLarge = !isKnown && size > 1 << 39
      expectRefusedOrFull(failure, isFull: isTooLarge, "\(size) bytes")
    }
    var archive = ForeignArchive()
    archive.add("database.sqlite", tampered.image)
    archive.addHeader("manifest.json", size: 1 << 40)
    expectRefused(try tampered.preview(archive.compressed(), isKnown: isKnown), "a huge manifest")
    // Sixteen megabytes of zeros take a few hundred bytes.
    var zeros = ForeignArchive()
    zeros.add("database.sqlite", [UInt8](repeating: 0, count: 16 << 20))
    zeros.add("manifest.json", try tampered.manifestBytes)
    zeros.end()
    let failure = try tampered.preview(zeros.compressed(), isKnown: isKnown)
    expectRefused(failure, part: "image", "zeros")
    #expect(failure?.data.expected == "\(tampered.image.count) bytes")
    #expect(failure?.data.found == "\(16 << 20) bytes")
    #expect(try tampered.isUntouched)
  }

  private func expectRefusedOrFull(_ failure: ContractError?, isFull: Bool, _ what: String) {
    if isFull {
      #expect(failure?.kind == .storageFull, "\(what)")
    } else {
      expectRefused(failure, what)
    }
  }

  @Test("a manifest that is none, or another's, is refused")
  func manifests() throws {
    let tampered = try TamperedBackup()
    let other = "01kzzzzzzzzzzzzzzzzzzzzzzz"
    let cases: [(String, [UInt8], ErrorKind)] = [
      ("empty", [], .backupCorrupt), ("noise", Array("{".utf8), .backupCorrupt),
      ("an array", Array("[]".utf8), .backupCorrupt),
      ("no version", Array("{}".utf8), .backupCorrupt),
      ("only a version", Array("{\"formatVersion\":1}".utf8), .backupCorrupt),
      ("not UTF-8", Array("{\"formatVersion\":1,\"id\":\"".utf8) + [0xFF], .backupCorrupt),
      (
        "deep", [UInt8](repeating: UInt8(ascii: "["), count: 100_000), .backupCorrupt
      ),
      (
        "another id", try tampered.manifest(fitting: tampered.image) { $0.id = other },
        .backupCorrupt
      ),
      (
        "a newer version",
        try tampered.manifest(fitting: tampered.image) { $0.formatVersion = 3 }, .incompatible
      ),
      (
        "parts in version 1",
        try tampered.manifest(fitting: tampered.image) { $0.parts = [] }, .backupCorrupt
      ),
      (
        "version 2 without parts",
        try tampered.manifest(fitting: tampered.image) { $0.formatVersion = 2 }, .backupCorrupt
      ),
      (
        "a part that is not there",
        try tampered.manifest(fitting: tampered.image) {
          $0.formatVersion = 2
          $0.parts = [
            .init(
              fileName: "database.sqlite-wal", size: 4152,
              checksum: .init(algorithm: .sha256, value: String(repeating: "0", count: 64)))
          ]
        }, .backupCorrupt
      ),
      (
        "another size",
        try tampered.manifest(fitting: tampered.image) { $0.image?.size += 1 }, .backupCorrupt
      ),
      (
        "a huge size",
        try tampered.manifest(fitting: tampered.image) { $0.image?.size = .max }, .backupCorrupt
      ),
      (
        "another hash",
        try tampered.manifest(fitting: tampered.image) { $0.image?.checksum.value = "0" },
        .backupCorrupt
      ),
    ]
    for isKnown in [true, false] {
      for (what, manifest, kind) in cases {
        var archive = ForeignArchive()
        archive.add("database.sqlite", tampered.image)
        archive.add("manifest.json", manifest)
        archive.end()
        let failure = try tampered.preview(archive.compressed(), isKnown: isKnown)
        expectRefused(failure, kind: kind, what)
        if what == "another id" {
          #expect(failure?.data.expected == tampered.backup.id && failure?.data.found == other)
        }
      }
    }
    #expect(try tampered.isUntouched)
  }

  @Test("an archive that is sound, but not the one that was made, is refused")
  func exchanged() throws {
    let tampered = try TamperedBackup()
    let path = tampered.fixture.folder["other.db"]
    try SampleDatabase.tiny.make(at: path, journalMode: "delete")
    try SampleDatabase.execute("UPDATE bill SET amount = 1000000", at: path)
    let image = try FileContent.read(path)
    var archive = ForeignArchive()
    archive.add("database.sqlite", image)
    archive.add("manifest.json", try tampered.manifest(fitting: image))
    archive.end()
    expectRefused(try tampered.preview(archive.compressed()), "another image")
    #expect(try tampered.isUntouched)
  }

  @Test("in a file with other bytes the image is proven by its own hash")
  func recompressed() throws {
    let tampered = try TamperedBackup()
    func preview(_ image: [UInt8]) throws -> ContractError? {
      var archive = ForeignArchive()
      archive.add("database.sqlite", image)
      archive.add("manifest.json", try tampered.manifestBytes)
      archive.end()
      return try tampered.preview(archive.compressed())
    }
    #expect(try preview(tampered.image) == nil)
    for place in [0, tampered.image.count / 2, tampered.image.count - 1] {
      var image = tampered.image
      image[place] ^= 1
      expectRefused(try preview(image), part: "image", "byte \(place) of the image")
    }
    #expect(try tampered.isUntouched)
  }

  @Test("an image that is no sound database is refused", arguments: [true, false])
  func images(isKnown: Bool) throws {
    let tampered = try TamperedBackup()
    var noPages = tampered.image
    for offset in 4096..<noPages.count { noPages[offset] = 0xAA }
    var badSchema = tampered.image
    if let place = badSchema.firstRange(of: Array("CREATE TABLE".utf8)) {
      badSchema.replaceSubrange(place, with: "CRASH  TABLE".utf8)
    }
    for (what, image) in [
      ("empty", []), ("text", Array("not a database".utf8)),
      ("noise", (0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
      ("a header alone", Array(tampered.image.prefix(100))),
      ("half of it", Array(tampered.image.prefix(tampered.image.count / 2))),
      ("broken pages", noPages), ("a broken schema", badSchema),
    ] as [(String, [UInt8])] {
      var archive = ForeignArchive()
      archive.add("database.sqlite", image)
      archive.add("manifest.json", try tampered.manifest(fitting: image))
      archive.end()
      expectRefused(
        try tampered.preview(archive.compressed(), isKnown: isKnown), what)
    }
    #expect(try tampered.isUntouched)
  }

  @Test("triggers, views and expressions that would run code do not run")
  func code() throws {
    let tampered = try TamperedBackup()
    let path = tampered.fixture.folder["evil.db"]
    let loot = tampered.fixture.folder["loot"]
    try SampleDatabase.tiny.make(at: path, journalMode: "delete")
    try SampleDatabase.execute(
      """
      PRAGMA writable_schema = ON;
      CREATE TABLE t (a INTEGER PRIMARY KEY, b AS (abs(a)), CHECK (hex(a) <> ''));
      INSERT INTO t VALUES (1);
      CREATE VIEW customers AS SELECT load_extension('\(loot)'), readfile('/etc/passwd');
      CREATE TRIGGER bill_update AFTER UPDATE ON bill BEGIN
        INSERT INTO customer (name) VALUES (writefile('\(loot)', 'x')); END;
      CREATE TRIGGER bill_insert AFTER INSERT ON bill BEGIN DELETE FROM customer; END;
      CREATE INDEX bill_x ON bill (abs(amount));
      UPDATE sqlite_schema SET sql = replace(replace(replace(
        sql, 'abs(a)', 'load_extension(''\(loot)'')'), 'hex(a)', 'writefile(''\(loot)'', a)'),
        'abs(amount)', 'load_extension(amount)');
      """, at: path)
    let image = try FileContent.read(path)
    var archive = ForeignArchive()
    archive.add("database.sqlite", image)
    archive.add("manifest.json", try tampered.manifest(fitting: image))
    archive.end()
    _ = try tampered.preview(archive.compressed(), isKnown: false)
    #expect(!FileContent.exists(loot))
    #expect(try tampered.isUntouched)
  }

  @Test(
    "an archive that tar and zstd packed again is read, whatever its blocks",
    .enabled(if: Tool.areInstalled(.tar, .zstd, .gzip)), arguments: [Tool.zstd, .gzip])
  func repacked(tool: Tool) throws {
    let tampered = try TamperedBackup(.shop, .init(compression: tool == .zstd ? .zstd : .gzip))
    let folder = tampered.fixture.folder.path
    let packed = tampered.fixture.path(of: tampered.backup)
    try Tool.tar.run("-I", tool.path ?? "", "-xf", packed, in: folder)
    for format in ["gnu", "ustar"] {
      try Tool.tar.run(
        "--format=\(format)", "-I", tool.path ?? "", "-cf", "again", "manifest.json",
        "database.sqlite", in: folder)
      let failure = try tampered.preview(FileContent.read(tampered.fixture.folder["again"]))
      #expect(failure == nil, "\(format): \(failure?.message ?? "")")
    }
    #expect(try tampered.isUntouched)
  }

  @Test("verifying finds a changed file at either depth, tells it, and takes the mark away")
  func verify() throws {
    let tampered = try TamperedBackup()
    let operations = tampered.fixture.operations()
    var bytes = try FileContent.read(tampered.fixture.path(of: tampered.backup))
    bytes[bytes.count / 2] ^= 1
    try FileContent.write(bytes, to: tampered.fixture.path(of: tampered.backup))
    for depth in VerificationDepth.allCases {
      let failure = serviceFailure {
        _ = try operations.verifyBackup(
          .init(id: tampered.backup.id, depth: depth), by: .owner, control: OperationControl())
      }
      #expect(failure?.kind == .backupCorrupt && failure?.data.part == "file")
      #expect(failure?.data.expected != failure?.data.found && failure?.data.found != nil)
      let entry = try operations.getBackup(.init(id: tampered.backup.id)).backup
      #expect(entry.verifiedAt == nil && entry.error?.kind == .backupCorrupt)
      #expect(entry.status == .completed)
    }
    #expect(try tampered.isUntouched)
  }
}
