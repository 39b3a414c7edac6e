import BackupProtocol
import Foundation
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService
@testable import StateFolder

/// Golden files: the folder that version 1.0 has left of a small database, with a backup of each kind and
/// a restore. Nobody changes them.
@Suite("What version 1.0 has left")
struct EarlierVersionTests {
  private static let golden =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/version-1.0")

  private func shop() throws -> (ServiceFixture, BackupOperations) {
    let fixture = try ServiceFixture(nil)
    let files = FileManager.default
    for (name, path) in [
      ("app.db", fixture.databasePath), ("app.db.backups", fixture.backupFolder),
    ] {
      try files.copyItem(atPath: Self.golden.appending(path: name).path, toPath: path)
    }
    try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: fixture.backupFolder)
    let operations = fixture.operations { parts in
      parts.databaseName = "app.db"
      parts.clock = .live
    }
    return (fixture, operations)
  }

  private func backup(_ label: String, _ operations: BackupOperations) throws -> Backup {
    try #require(try operations.listBackups(.init()).backups.first { $0.label == label })
  }

  static let labels = ["by 1.0 as archive", "by 1.0 with gzip", "by 1.0 as sql", "by 1.0 as json"]

  @Test("is listed, with its history, and its audit log is in order")
  func lists() throws {
    let (_, operations) = try shop()
    let backups = try operations.listBackups(.init()).backups
    #expect(Set(backups.compactMap(\.label)).isSuperset(of: Self.labels))
    #expect(backups.allSatisfy { $0.status == .completed && $0.verifiedAt != nil })
    #expect(backups.filter { $0.type == .safety }.count == 1)
    #expect(try operations.listRestores(.init()).restores.map(\.status) == [.completed])
    let report = try operations.verifyAuditLog()
    #expect(report.ok && report.entries >= 5)
    _ = try operations.createBackup(.init(), by: .owner, control: OperationControl())
    #expect(try operations.verifyAuditLog().ok)
  }

  @Test("is proven, and restored", arguments: labels)
  func restores(label: String) async throws {
    let (fixture, operations) = try shop()
    let backup = try backup(label, operations)
    await #expect(
      try operations.verifyBackup(.init(id: backup.id), by: .owner, control: .init()).report.ok)
    try await operations.restore(backup)
    let dump = try fixture.dump()
    #expect(dump.count { $0.contains("Customer ") } == 40)
    #expect(dump.contains { $0.contains("language") })
    #expect(dump.contains { $0.contains("gas cylinder of Ayesha") })
  }

  @Test("can be undone, where it is a restore")
  func rollsBack() async throws {
    let (fixture, operations) = try shop()
    let restore = try await #require(try operations.listRestores(.init()).restores.first)
    let safety = try await backup(
      try #require(
        try operations.listBackups(.init()).backups.first { $0.id == restore.safetyBackupId }?.label
      ),
      operations)
    _ = try await operations.rollbackRestore(
      .init(restoreId: restore.id, confirmationToken: try operations.token(for: safety)),
      by: .owner, control: OperationControl())
    #expect(try fixture.dump().count { $0.contains("Customer ") } == 30)
  }

  @Test("is found again where the catalog is lost")
  func rebuilds() throws {
    let (fixture, operations) = try shop()
    try FileManager.default.removeItem(atPath: fixture.backupFolder + "/catalog.sqlite")
    let report = try operations.rebuildCatalog(by: .owner, control: OperationControl())
    #expect(report.backups == 5 && report.damaged == 0)
    #expect(try operations.listBackups(.init()).backups.count == 5)
  }
}
