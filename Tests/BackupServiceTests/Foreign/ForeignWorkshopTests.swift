import BackupProtocol
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("Where foreign files are handled")
struct ForeignWorkshopTests {
  /// Refuses every job, and remembers it.
  private final class ClosedWorkshop: ForeignWorkshop {
    private let seen = Mutex<[String]>([])

    var jobs: [String] { seen.withLock { $0 } }

    func perform(
      _ job: ForeignJob, files: [any ObjectReader], output: (any ObjectWriter)?,
      control: OperationControl
    ) throws -> ForeignOutcome {
      seen.withLock { $0.append("\(job.task)".prefix { $0 != "(" }.lowercased()) }
      throw ContractError(.internalError, "The workshop is closed.")
    }
  }

  @Test("nothing of them is done elsewhere where that fails, and the entry is failed")
  func closed() throws {
    let fixture = try ServiceFixture()
    let workshop = ClosedWorkshop()
    let operations = fixture.operations { $0.workshop = workshop }
    let path = fixture.folder["dump.sql"]
    try FileContent.write(Array("CREATE TABLE t(a);".utf8), to: path)
    #expect(serviceFailure { try operations.importing(path) }?.message == "The workshop is closed.")
    #expect(try operations.listBackups(.init()).backups.map(\.status) == [.failed])
    #expect(fixture.archives == [])
    // The lock is free.
    try operations.create()
    #expect(workshop.jobs == ["takein"])
  }

  @Test("later uses of an imported backup are, and those of own backups are not")
  func later() throws {
    let fixture = try ServiceFixture()
    let path = fixture.folder["dump.sql"]
    try FileContent.write(Array("CREATE TABLE t(a);".utf8), to: path)
    let imported = try fixture.operations().importing(path)
    let workshop = ClosedWorkshop()
    let operations = fixture.operations { $0.workshop = workshop }
    for use in [
      { _ = try operations.verifyBackup(.init(id: imported.id), by: .owner, control: .init()) },
      { _ = try operations.token(for: imported) },
      { _ = try operations.exporting(imported, as: .archive, to: "copy.tar.zst") },
    ] {
      #expect(serviceFailure(use)?.message == "The workshop is closed.")
    }
    #expect(workshop.jobs == ["open", "open", "open"])
    let own = try operations.create()
    _ = try operations.verifyBackup(.init(id: own.id), by: .owner, control: .init())
    _ = try operations.token(for: own)
    _ = try operations.exporting(own, as: .sql, to: "own.sql.gz")
    #expect(workshop.jobs.count == 3)
  }
}
