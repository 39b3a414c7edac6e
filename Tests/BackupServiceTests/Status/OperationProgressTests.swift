import BackupProtocol
import DatabaseSamples
import Synchronization
import TestSupport
import Testing

@testable import BackupService

@Suite("The progress of an operation")
struct OperationProgressTests {
  @Test(
    "runs once from its beginning to its end, in one unit, whatever its phases count",
    arguments: BackupFormat.files)
  func whole(format: BackupFormat) async throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    func follow(
      _ name: String, _ phases: [String], _ body: (OperationControl) async throws -> Void
    ) async throws {
      let recorder = ProgressRecorder()
      try await body(OperationControl { recorder.append($0) })
      recorder.expectOneWay("\(name) of \(format)")
      #expect(recorder.phases == phases, "\(name) of \(format)")
    }
    var made: Backup?
    let creation = format == .archive ? ["compress"] : ["snapshot", "compress"]
    try await follow("createBackup", creation + ["extract", "verify"]) {
      made =
        try operations.createBackup(.init(format: format), by: .owner, control: $0).backup
    }
    let backup = try #require(made)
    try await follow("verifyBackup", ["checksum", "extract", "verify"]) {
      _ = try operations.verifyBackup(.init(id: backup.id), by: .owner, control: $0)
    }
    try await follow("verifyBackup by its checksum", ["checksum"]) {
      let params = VerifyBackup.Params(id: backup.id, depth: .checksum)
      _ = try operations.verifyBackup(params, by: .owner, control: $0)
    }
    try await follow("previewRestore", ["extract", "check", "compare"]) {
      _ = try operations.previewRestore(.init(id: backup.id), by: .owner, control: $0)
    }
    let token = try operations.token(for: backup)
    let restoring = ["extract", "check", "compress", "extract", "verify", "restore"]
    try await follow("restoreBackup", restoring) {
      _ = try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: $0)
    }
    for other in [ExportFormat.sqlite, .archive, .sql, .json] where other != backup.exportFormat {
      let conversion = ["extract", "check", other == .sqlite ? "export" : "compress"]
      var path = ""
      try await follow("exportBackup as \(other)", conversion) {
        path = try operations.exporting(backup, as: other, to: "\(other)", control: $0)
      }
      try await follow(
        "importBackup of \(other)", ["extract", "check", "compress", "extract", "verify"]
      ) { _ = try operations.importing(path, control: $0) }
    }
  }

  @Test("runs once from its beginning to its end where rows are laid over the live tables")
  func overlay() throws {
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    let path = fixture.folder["host.json"]
    try FileContent.write(
      Array(try HostDocument.make(of: try fixture.copy(as: "then.db")).utf8), to: path)
    let taking = ProgressRecorder()
    let backup = try operations.importing(path, control: OperationControl { taking.append($0) })
    taking.expectOneWay("importBackup")
    #expect(taking.phases == ["extract", "compress", "snapshot", "extract", "verify"])
    let looking = ProgressRecorder()
    _ = try operations.previewRestore(
      .init(id: backup.id), by: .owner, control: OperationControl { looking.append($0) })
    looking.expectOneWay("previewRestore")
    #expect(looking.phases == ["snapshot", "extract", "check", "checksum", "compare"])
  }

  @Test("tells every phase by its share, and keeps still where nobody knows how much there is")
  func shares() {
    let recorder = ProgressRecorder()
    let control = OperationControl { recorder.append($0) }
      .following([.extract: 1, .safetyBackup: 2, .restore: 1])
    control.progress(.extract, 0, of: 100, .bytes)
    control.progress(.extract, 50, of: 100, .bytes)
    control.progress(.extract, 500, of: 100, .bytes)
    let inner = control.part(.safetyBackup).following([.compress: 1, .verify: 3])
    inner.progress(.compress, 7, of: 0, .rows)
    inner.progress(.compress, 3, of: 6, .rows)
    inner.progress(.compress, 2, of: 6, .rows)
    inner.progress(.snapshot, 1, of: 1, .steps)
    inner.progress(.verify, 1, of: 3, .steps)
    control.progress(.restore, 1, of: 2, .pages)
    control.shielded.progress(.restore, .max, of: .max, .pages)
    #expect(
      recorder.values.map(\.completed) == [0, 50, 100, 100, 125, 125, 125, 200, 350, 400])
    #expect(Set(recorder.values.map(\.total)) == [400])
    #expect(Set(recorder.values.map(\.unit)) == [.bytes])
  }

  @Test(
    "is a number of JSON, whatever a file says of its size",
    arguments: [(0, 0), (0, .max), (.max, .max), (.max, 1), (-1, 5), (.min, .min)]
      as [(Int64, Int64)])
  func hugeNumbers(completed: Int64, total: Int64) throws {
    for plan in [[.extract: 1, .verify: 9], [.verify: 1]] as [ProgressPlan] {
      let recorder = ProgressRecorder()
      OperationControl { recorder.append($0) }.following(plan)
        .progress(.extract, completed, of: total, .bytes)
      let value = try #require(recorder.values.first)
      #expect((0...value.total).contains(value.completed))
      #expect((1...(1 << 53)).contains(value.total))
    }
  }
}

private final class ProgressRecorder: Sendable {
  private let recorded = Mutex<[Progress.Value]>([])

  var values: [Progress.Value] { recorded.withLock { $0 } }

  /// Each as often as it begins.
  var phases: [String] {
    values.map(\.phase).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  func append(_ value: Progress.Value) { recorded.withLock { $0.append(value) } }

  func expectOneWay(_ name: String) {
    let values = values
    #expect(Set(values.map(\.unit)).count == 1, "\(name)")
    #expect(Set(values.map(\.total)).count == 1, "\(name)")
    let completed = values.map(\.completed)
    #expect(completed == completed.sorted(), "\(name): \(completed)")
    #expect(values.last.map { $0.completed == $0.total } == true, "\(name): \(completed)")
    // A phase that jumped to the end of the whole would leave nothing for the others.
    let steps = Set(completed)
    #expect(steps.count >= Set(phases).count, "\(name): \(completed)")
  }
}
