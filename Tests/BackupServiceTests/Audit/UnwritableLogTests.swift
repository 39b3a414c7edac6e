import BackupProtocol
import Glibc
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService

@Suite("An audit log that cannot be written")
struct UnwritableLogTests {
  private let audit: AuditFixture
  private var operations: BackupOperations { audit.operations }

  init() throws {
    audit = try AuditFixture(entries: 2)
    // No statement but a trigger of the tests' own stands in the way, for root as well.
    try audit.execute(
      """
      CREATE TRIGGER fault BEFORE INSERT ON activity
      BEGIN SELECT RAISE(ABORT, 'no room'); END
      """)
  }

  private func warnings(of events: [ServiceEvent]) -> [HealthWarning] {
    events.compactMap { event in
      if case .warning(let warning) = event { warning } else { nil }
    }
  }

  @Test("what was done stays done; it is told once as an event, and in the status until the end")
  func done() async throws {
    let backup = try operations.create()
    #expect(backup.status == .completed)
    try audit.fixture.execute("DELETE FROM bill")
    let outcome = try await operations.restore(backup)
    #expect(outcome.restore.status == .completed)
    let told = warnings(of: audit.fixture.takeEvents()).filter { $0.kind == "auditUnwritable" }
    #expect(told.count == 1 && told[0].hint != nil)
    for _ in 0..<2 {
      let status = try await operations.getStatus().warnings.filter { $0.kind == "auditUnwritable" }
      #expect(status.count == 1)
    }
    try audit.execute("DROP TRIGGER fault")
    try operations.create()
    #expect(try await operations.getStatus().warnings.contains { $0.kind == "auditUnwritable" })
    // A process that has lost no entry has nothing to tell.
    await #expect(
      try !audit.fixture.operations().getStatus().warnings.contains { $0.kind == "auditUnwritable" }
    )
    #expect(try audit.verify().entries == 3)
  }

  @Test("an error is the action's own, and whoever must be in the log first can ask for it")
  func errors() throws {
    #expect(
      serviceFailure { _ = try operations.deleteBackup(.init(id: "x"), by: .owner) }?.kind
        == .notFound)
    let failure = serviceFailure { try operations.record(AuditFixture.draft(3)) }
    #expect(failure?.kind == .storageUnavailable && failure?.data.hint != nil)
    #expect(!warnings(of: audit.fixture.takeEvents()).isEmpty)
  }

  @Test("a file that is no ledger keeps nobody from making a backup, and is not touched")
  func noLedger() throws {
    let fixture = try ServiceFixture()
    mkdir(fixture.backupFolder, 0o700)
    let path = fixture.backupFolder + "/ledger.sqlite"
    let bytes = [UInt8](repeating: 0x55, count: 8192)
    try FileContent.write(bytes, to: path)
    let operations = fixture.operations()
    #expect(try operations.create().status == .completed)
    #expect(try FileContent.read(path) == bytes)
    let warning = try operations.getStatus().warnings.first { $0.kind == "auditDamaged" }
    #expect(warning?.message.contains("damaged") == true)
    let failure = serviceFailure { _ = try operations.listActivity(.init()) }
    #expect(failure?.kind == .storageUnavailable)
    #expect(try operations.verifyAuditLog().ok == false)
  }

  @Test("a key that others can read is told")
  func readableKey() throws {
    chmod(audit.fixture.backupFolder + "/service.key", 0o644)
    let warnings = try audit.fixture.operations().getStatus().warnings
    #expect(warnings.contains { $0.kind == "keyExposed" && $0.hint != nil })
  }

  @Test("a log that was put aside on purpose is followed by a new one, without a restart")
  func putAside() throws {
    rename(audit.path, audit.path + ".old")
    try operations.create()
    #expect(try audit.entries().map(\.action) == ["beginAuditLog", "createBackup"])
  }
}
