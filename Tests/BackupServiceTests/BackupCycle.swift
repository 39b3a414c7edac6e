import BackupProtocol
import TestSupport
import Testing

@testable import BackupService

/// A backup of a database, held against a copy that was made before it.
struct BackupCycle {
  let operations: BackupOperations
  let backup: Backup
  /// The copy.
  let then: String
  private let fixture: ServiceFixture
  private let comment: String

  init(_ fixture: ServiceFixture, _ format: BackupFormat, _ comment: String) throws {
    self.fixture = fixture
    self.comment = "\(comment) as \(format)"
    operations = fixture.operations()
    then = try fixture.copy(as: "then.db")
    backup = try operations.create(.init(format: format))
    #expect(backup.format == format && backup.status == .completed, "\(self.comment)")
    #expect(backup.verifiedAt != nil, "\(self.comment)")
  }

  func expectVerified(_ depth: VerificationDepth) throws {
    let report = try operations.verifyBackup(
      .init(id: backup.id, depth: depth), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok && report.steps.allSatisfy(\.ok), "\(report.steps), \(comment)")
  }

  /// Restores the backup over what is there now, and then undoes that.
  @discardableResult
  func restoreAndUndo(allowSchemaChange: Bool? = nil) async throws -> RestoreOutcome {
    let now = try fixture.copy(as: "now.db")
    let outcome = try await operations.restore(backup, allowSchemaChange: allowSchemaChange)
    try expectSame(then, fixture.databasePath, "restored, \(comment)")
    _ = try await operations.undo(outcome)
    try expectSame(now, fixture.databasePath, "undone, \(comment)")
    return outcome
  }
}
