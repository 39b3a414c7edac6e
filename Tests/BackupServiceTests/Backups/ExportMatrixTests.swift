import BackupProtocol
import DatabaseSamples
import Foundation
import TestSupport
import Testing

@testable import BackupService

@Suite("A backup that is exported as another format")
struct ExportMatrixTests {
  private static let names: [(format: ExportFormat, suffix: String)] = [
    (.archive, ".tar.zst"), (.sql, ".sql.gz"), (.json, ".json.gz"), (.sqlite, ".sqlite"),
  ]

  @Test(
    "opens with the tools of that format, and is the same database",
    .enabled(if: SQLiteShellProgram.isInstalled && Tool.areInstalled(.tar, .zstd, .gzip)),
    arguments: BackupFormat.files, [SampleSchema.lpgNexus, .chinookLike])
  func tools(stored: BackupFormat, schema: SampleSchema) throws {
    let fixture = try ServiceFixture(schema)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: stored))
    for (format, suffix) in Self.names {
      let path = try operations.exporting(backup, as: format, to: "out" + suffix)
      let opened = fixture.folder["opened.db"]
      switch format {
      case .sqlite:
        try FileContent.write(FileContent.read(path), to: opened)
      case .sql:
        let text = Array(try Tool.gzip.run("-dc", path).utf8)
        try SQLiteShellProgram.run([opened], input: text)
      case .archive:
        try Tool.tar.run("-I", "zstd", "-xf", path, in: fixture.folder.path)
        try FileManager.default.moveItem(atPath: fixture.folder["database.sqlite"], toPath: opened)
        try FileManager.default.removeItem(atPath: fixture.folder["manifest.json"])
      case .json:
        let text = try Tool.gzip.run("-dc", path)
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let data = (document as? [String: Any])?["data"] as? [String: Any]
        #expect(data?.isEmpty == false)
        try FileManager.default.removeItem(atPath: path)
        continue
      }
      try expectSame(then, opened, "\(stored) as \(format)")
      let check = try SQLiteShellProgram.run([opened, "PRAGMA integrity_check"])
      #expect(check == Array("ok\n".utf8))
      for path in [path, opened] { try FileManager.default.removeItem(atPath: path) }
    }
    #expect(fixture.archives == [backup.fileName])
    #expect(!fixture.others.contains { $0.contains("out") })
  }

  @Test("is taken in again as an equal database", arguments: BackupFormat.files)
  func again(stored: BackupFormat) throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: stored))
    fixture.clock.advance(milliseconds: 86_400_000)
    for (format, suffix) in Self.names {
      let path = try operations.exporting(backup, as: format, to: "out" + suffix)
      let imported = try operations.importing(path)
      #expect(imported.id != backup.id && imported.importedFrom == "out" + suffix)
      #expect(imported.format.rawValue == (format == .sqlite ? "archive" : format.rawValue))
      #expect(imported.verifiedAt != nil && imported.type == .import)
      if format != .sqlite { #expect(imported.backupDate == backup.backupDate, "\(format)") }
      #expect(imported.rowCount == backup.rowCount && imported.tableCount == backup.tableCount)
      let copy = try operations.exporting(imported, as: .sqlite, to: "copy.sqlite")
      try expectSame(then, copy, "\(stored) as \(format)")
      for path in [path, copy] { try FileManager.default.removeItem(atPath: path) }
      #expect(
        try operations.verifyBackup(.init(id: imported.id), by: .owner, control: OperationControl())
          .report.ok)
    }
  }

  @Test("without a schema is none, but for the document that it is")
  func partial() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    try FileContent.write(Array(try HostDocument.make().utf8), to: fixture.folder["host.json"])
    let backup = try operations.importing(fixture.folder["host.json"])
    let names = fixture.others
    for (format, suffix) in Self.names where format != .json {
      let failure = serviceFailure {
        try operations.exporting(backup, as: format, to: "out" + suffix)
      }
      #expect(failure?.kind == .incompatible && failure?.data.path == "params.format")
      #expect(failure?.data.allowed == ["json"])
    }
    #expect(fixture.others == names)
    let path = try operations.exporting(backup, to: "out.json.gz")
    #expect(try FileContent.read(path) == FileContent.read(fixture.path(of: backup)))
    let again = try operations.importing(path)
    #expect(again.rowCount == backup.rowCount && again.backupDate == backup.backupDate)
    #expect(try operations.getBackup(.init(id: again.id)).manifest?.isPartial == true)
  }

  @Test("needs neither the lock nor the live database", arguments: BackupFormat.files)
  func withoutDatabase(stored: BackupFormat) throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let then = try fixture.copy(as: "then.db")
    let backup = try operations.create(.init(format: stored))
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: fixture.databasePath + suffix)
    }
    try operations.holdingLock(for: .restoreBackup, by: .colleague) { _ in
      try expectSame(then, operations.exporting(backup, as: .sqlite, to: "out.sqlite"))
    }
    #expect(fixture.archives == [backup.fileName])
  }
}
