import Concurrency
import Databases
import GRDB
import Glibc
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("A bad database")
struct BadDatabaseTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let reason: EngineError.Reason
    let make: @Sendable (String) throws -> Void

    init(
      _ description: String, _ reason: EngineError.Reason,
      _ make: @escaping @Sendable (String) throws -> Void
    ) {
      testDescription = description
      self.reason = reason
      self.make = make
    }
  }

  static let cases = [
    Case("that is not there", .missing) { _ in },
    Case("in a folder that is not there", .missing) { try FileSystem.link("/nowhere/at/all", $0) },
    Case("that is a folder", .notADatabase) { mkdir($0, 0o700) },
    Case("that is empty", .notADatabase) { try Bytes.write([], to: $0) },
    Case("that is a text", .notADatabase) {
      try Bytes.write(Array(repeatElement("Dear diary. ", count: 900).joined().utf8), to: $0)
    },
    Case("that is a short text", .notADatabase) { try Bytes.write(Array("hi".utf8), to: $0) },
    Case("that is encrypted", .notADatabase) {
      var random = Random(seed: 1)
      try Bytes.write((0..<40_960).map { _ in UInt8(random.below(256)) }, to: $0)
    },
    Case("that is a pipe", .notADatabase) { mkfifo($0, 0o600) },
    Case("that is a socket", .notADatabase) { try FileSystem.socket($0) },
    Case("that is a device", .notADatabase) { try FileSystem.link("/dev/zero", $0) },
  ]

  @Test("is told apart by its reason, and left as it is", arguments: cases)
  func refused(_ bad: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try bad.make(path)
    let before = FileFacts(path)
    let engine = SQLiteDatabase(path: path, busySeconds: 0.05)
    let image = folder.file("image.sqlite")
    try Application(image, "CREATE TABLE a(b)").close()
    #expect(reason { _ = try engine.inspect(cancellation: Cancellation()) } == bad.reason)
    #expect(reason { _ = try engine.makeImage(folder, "other") } == bad.reason)
    #expect(reason { _ = try engine.compare(image) } == bad.reason)
    #expect(reason { _ = try engine.confirm(image) } == bad.reason)
    #expect(FileFacts(path) == before)
  }

  @Test("that this user may not read is told from one that is missing")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try Application(path, "CREATE TABLE a(b)").close()
    chmod(path, 0)
    guard access(path, R_OK) != 0 else {
      // The superuser may read everything; a folder in the way of the log does as well.
      try Application(path, "PRAGMA journal_mode = WAL").close()
      mkdir(path + "-wal", 0o700)
      let engine = SQLiteDatabase(path: path, busySeconds: 0.05)
      #expect(reason { _ = try engine.makeImage(folder) } == .inputOutput)
      return
    }
    let engine = SQLiteDatabase(path: path)
    #expect(reason { _ = try engine.makeImage(folder) } == .inputOutput)
  }

  @Test(
    "that was cut short is reported", arguments: [0.02, 0.3, 0.5, 0.77, 0.999], [false, true])
  func truncated(share: Double, isWAL: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try ShopGenerator(
      path: path, targetBytes: 400_000, journalMode: isWAL ? .wal : .delete, seed: 5
    ).generate()
    let bytes = try Bytes.read(path)
    let length = Int(share * Double(bytes.count))
    for cut in [0, length % 4096] where length > cut {
      try Bytes.write(Array(bytes.prefix(length - cut)), to: path)
      let engine = SQLiteDatabase(path: path)
      let reason = reason {
        let image = try engine.makeImage(folder, "image-\(cut)")
        if try !engine.check(image.path).isSound { throw EngineError(.corrupt, "found by check") }
      }
      #expect(reason == .corrupt)
      #expect(try !engine.check(path).isSound)
    }
  }

  @Test("never passes the check with other content", arguments: [1, 2, 3])
  func flipped(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    let image = folder.file("image.sqlite")
    try Application(path, Ledger.tables).close()
    let application = try Application(path)
    var ledger = Ledger(seed: seed)
    for _ in 0..<50 { try application.run(ledger.next()) }
    try application.close()
    let sound = try content(of: path)
    let bytes = try Bytes.read(path)
    let engine = SQLiteDatabase(path: path)
    var random = Random(seed: seed)
    var caught = 0
    for round in 0..<60 {
      var damaged = bytes
      // Noise from a page's start on: what a check without checksums can be asked to find.
      let page = random.below(bytes.count / 4096)
      for offset in page * 4096..<page * 4096 + [4096, 512, 12][round % 3] {
        damaged[offset] = UInt8(random.below(256))
      }
      try Bytes.write(damaged, to: image)
      var isFound = true
      do { isFound = try !engine.check(image).isSound } catch is EngineError {}
      if isFound { caught += 1 } else { #expect(try content(of: image) == sound) }
      unlink(image)
    }
    #expect(caught > 30)
  }
}
