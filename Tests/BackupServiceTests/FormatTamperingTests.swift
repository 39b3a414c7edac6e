import BackupProtocol
import DatabaseSamples
import Foundation
import TestSupport
import Testing

@testable import BackupService

@Suite("The file of a backup of rows")
struct FormatTamperingTests {
  private struct Stored {
    let fixture: ServiceFixture
    let operations: BackupOperations
    let backup: Backup
    let bytes: [UInt8]
    let text: String
    let dump: [String]
    let token: String

    init(_ format: BackupFormat) throws {
      fixture = try ServiceFixture(.lpgNexus)
      operations = fixture.operations()
      backup = try operations.create(.init(format: format))
      bytes = try FileContent.read(fixture.path(of: backup))
      text = String(decoding: try Packed.unpack(bytes), as: UTF8.self)
      try fixture.change("DELETE FROM \"Otp\"")
      dump = try fixture.dump()
      token = try operations.token(for: backup)
    }

    /// Tries everything with another file in the place of the backup's.
    func expectRefused(_ file: [UInt8], _ what: String) async throws {
      try FileContent.write(file, to: fixture.path(of: backup))
      let preview = serviceFailure { _ = try operations.token(for: backup) }
      #expect(preview?.kind == .backupCorrupt, "preview, \(what): \(preview?.message ?? "fine")")
      let restore = await RestoreFaultTests.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }.failure
      #expect(restore?.kind == .backupCorrupt, "restore, \(what): \(restore?.message ?? "fine")")
      for depth in VerificationDepth.allCases {
        let failure = serviceFailure {
          _ = try operations.verifyBackup(
            .init(id: backup.id, depth: depth), by: .owner, control: OperationControl())
        }
        #expect(failure?.kind == .backupCorrupt, "verify, \(what)")
      }
      for format in [ExportFormat.sqlite, backup.exportFormat] {
        let failure = serviceFailure {
          try operations.exporting(backup, as: format, to: "out")
        }
        #expect(failure?.kind == .backupCorrupt, "export, \(what): \(failure?.message ?? "fine")")
      }
      #expect(try fixture.dump() == dump, "the database has changed: \(what)")
      #expect(fixture.archives == [backup.fileName] && fixture.others == [], "\(what)")
    }
  }

  @Test("is refused when it was damaged", arguments: [BackupFormat.sql, .json])
  func damaged(format: BackupFormat) async throws {
    let stored = try Stored(format)
    let bytes = stored.bytes
    for position in [0, 40, bytes.count / 2] {
      var file = bytes
      file[position] ^= 0x55
      try await stored.expectRefused(file, "byte \(position) of \(bytes.count)")
    }
    for count in [0, 3, bytes.count / 2] {
      try await stored.expectRefused(Array(bytes.prefix(count)), "\(count) bytes")
    }
    try await stored.expectRefused(Array(stored.text.utf8), "uncompressed")
    try await stored.expectRefused([UInt8](repeating: 0, count: 4096), "zeros")
  }

  @Test("with any one byte flipped is refused, or the same", arguments: [BackupFormat.sql, .json])
  func everywhere(format: BackupFormat) throws {
    let stored = try Stored(format)
    let bytes = stored.bytes
    for position in stride(from: 3, to: bytes.count, by: max(1, bytes.count / 30)) {
      var file = bytes
      file[position] ^= 1 << UInt8(position & 7)
      try FileContent.write(file, to: stored.fixture.path(of: stored.backup))
      let failure = serviceFailure { _ = try stored.operations.token(for: stored.backup) }
      #expect(
        failure == nil || failure?.kind == .backupCorrupt || failure?.kind == .incompatible,
        "byte \(position): \(failure?.message ?? "")")
    }
    #expect(try stored.fixture.dump() == stored.dump)
    #expect(stored.fixture.archives == [stored.backup.fileName])
  }

  @Test("is refused when its text was edited", arguments: [BackupFormat.sql, .json])
  func edited(format: BackupFormat) async throws {
    let stored = try Stored(format)
    let lines = stored.text.split(separator: "\n", omittingEmptySubsequences: false)
    func without(_ part: String) throws -> String {
      let line = try #require(lines.firstIndex { $0.contains(part) })
      var rest = lines
      rest.remove(at: line)
      return rest.joined(separator: "\n")
    }
    var edits = [
      ("a value", stored.text.replacing("Regulator", with: "Regulaton")),
      ("a number", stored.text.replacing("850.25", with: "850.26")),
      ("an index", stored.text.replacing("Payment_billId_idx", with: "Payment_billId_idy")),
      (
        "another id",
        stored.text.replacing(stored.backup.id, with: String(stored.backup.id.reversed()))
      ),
      ("more behind it", stored.text + "x"),
    ]
    let manifest = try #require(stored.text.range(of: "\"formatVersion\"", options: .backwards))
    edits.append(
      (
        "the format of the manifest",
        stored.text.replacing(
          "\"format\":\"\(format.rawValue)\"",
          with: "\"format\":\"\(format == .sql ? "json" : "sql")\"",
          subrange: manifest.lowerBound..<stored.text.endIndex)
      ))
    if format == .json { edits.append(("a row", try without("cm6note0000"))) }
    for (what, text) in edits {
      #expect(text != stored.text, "nothing is edited: \(what)")
      try await stored.expectRefused(Packed.pack(Array(text.utf8)), what)
    }
  }

  @Test("is refused when it is another backup's", arguments: [BackupFormat.sql, .json])
  func exchanged(format: BackupFormat) async throws {
    let stored = try Stored(format)
    for otherFormat in BackupFormat.files {
      let other = try stored.operations.create(.init(format: otherFormat))
      let bytes = try FileContent.read(stored.fixture.path(of: other))
      _ = try await stored.operations.deleteBackup(.init(id: other.id, force: true), by: .owner)
      try await stored.expectRefused(bytes, "\(other.format)")
    }
    let manifest = try #require(stored.text.split(separator: "\n").last { !$0.isEmpty })
    let other = try stored.operations.create(.init(format: format))
    let otherText = try Packed.text(stored.fixture.path(of: other))
    _ = try await stored.operations.deleteBackup(.init(id: other.id, force: true), by: .owner)
    let lines = otherText.split(separator: "\n", omittingEmptySubsequences: false)
    let last = try #require(lines.lastIndex { !$0.isEmpty })
    var mixed = lines
    mixed[last] = manifest
    // The rows of one and the manifest of another.
    try await stored.expectRefused(
      Packed.pack(Array(mixed.joined(separator: "\n").utf8)), "mixed")
  }

  @Test("is refused when its rows were edited and are laid over another schema")
  func editedAndLaidOver() async throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    try FileContent.write(Array(try HostDocument.make().utf8), to: fixture.folder["host.json"])
    let backups = [
      try operations.importing(fixture.folder["host.json"]),
      try operations.create(.init(format: .json)),
    ]
    try fixture.change("ALTER TABLE \"Expense\" ADD COLUMN note TEXT DEFAULT 'none'")
    let dump = try fixture.dump()
    for backup in backups {
      let token = try operations.token(for: backup)
      let text = try Packed.text(fixture.path(of: backup))
      let edited = text.replacing("Regulator", with: "Regulaton")
      try FileContent.write(Packed.pack(Array(edited.utf8)), to: fixture.path(of: backup))
      let preview = serviceFailure { _ = try operations.token(for: backup) }
      #expect(preview?.kind == .backupCorrupt, "\(preview?.message ?? "fine")")
      let restore = await RestoreFaultTests.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }.failure
      #expect(restore?.kind == .backupCorrupt, "\(restore?.message ?? "fine")")
      #expect(try fixture.dump() == dump)
    }
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
  }
}
