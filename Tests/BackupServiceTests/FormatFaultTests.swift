import BackupProtocol
import Concurrency
import DatabaseSamples
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

@Suite("An operation on rows that is interrupted")
struct FormatFaultTests {
  /// What is tried, each time from the same beginning.
  enum Attempt: String, CaseIterable {
    case createSQL, createJSON
    case importDatabase, importDump, importExport, importDocument
    case exportSQLAsArchive, exportArchiveAsJSON, exportJSONAsDatabase
    case restoreSQL, restoreJSON, restoreLaidOver, restorePartial
  }

  private struct Scene {
    let attempt: Attempt
    let fixture: ServiceFixture
    let backup: Backup
    let file: String
    let dump: [String]
    let files: [String]
    let archives: [String]

    init(_ attempt: Attempt) throws {
      self.attempt = attempt
      fixture = try ServiceFixture()
      let operations = fixture.operations()
      file = fixture.folder["source"]
      switch attempt {
      case .importDocument, .restorePartial:
        try FileContent.write(Array(Self.document.utf8), to: file)
      case .importDump, .importExport, .importDatabase:
        let format: ExportFormat =
          attempt == .importDump ? .sql : attempt == .importExport ? .json : .sqlite
        let source = try operations.create(.init(verify: false))
        try operations.exporting(source, as: format, to: "source")
        _ = try operations.deleteBackup(.init(id: source.id, force: true), by: .owner)
      default: break
      }
      switch attempt {
      case .exportSQLAsArchive, .restoreSQL: backup = try operations.create(.init(format: .sql))
      case .exportJSONAsDatabase, .restoreJSON, .restoreLaidOver:
        backup = try operations.create(.init(format: .json))
      case .restorePartial: backup = try operations.importing(file)
      default: backup = try operations.create()
      }
      try fixture.change("UPDATE bill SET amount = 7 WHERE id < 3; DELETE FROM bill WHERE id = 3")
      if attempt == .restoreLaidOver { try fixture.change("ALTER TABLE bill ADD COLUMN note TEXT") }
      dump = try fixture.dump()
      files = fixture.others
      archives = fixture.archives
    }

    /// The rows of the database as an application would write them.
    private static let document = """
      {"version": "1.0", "data": {
        "customers": [{"id": 1, "name": "Ayesha"}, {"id": 2, "name": "Bilal"}],
        "bills": [{"id": 1, "customerId": 1, "amount": 100},
          {"id": 2, "customerId": 2, "amount": 250}, {"id": 3, "customerId": 2, "amount": 75}]}}
      """

    var isRestore: Bool { attempt.rawValue.hasPrefix("restore") }

    func perform(_ operations: BackupOperations, _ token: String, _ control: OperationControl)
      async throws
    {
      switch attempt {
      case .createSQL, .createJSON:
        _ = try await operations.createBackup(
          .init(format: attempt == .createSQL ? .sql : .json), by: .owner, control: control)
      case .importDatabase, .importDump, .importExport, .importDocument:
        try operations.importing(file, control: control)
      case .exportSQLAsArchive:
        try operations.exporting(backup, as: .archive, to: "out", control: control)
      case .exportArchiveAsJSON:
        try operations.exporting(backup, as: .json, to: "out", control: control)
      case .exportJSONAsDatabase:
        try operations.exporting(backup, as: .sqlite, to: "out", control: control)
      case .restoreSQL, .restoreJSON, .restoreLaidOver, .restorePartial:
        _ = try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: control)
      }
    }

    func token() throws -> String {
      isRestore ? try fixture.operations().token(for: backup) : ""
    }

    /// What every failure must leave: all that was there, and nothing else.
    func expectNothingChanged(_ comment: String) throws {
      let what = Comment(rawValue: "\(attempt), \(comment)")
      #expect(try fixture.dump() == dump, what)
      #expect(fixture.others == files, what)
      // A restore that came as far keeps its safety backup, and another one where that was put back.
      let operations = fixture.operations()
      let safety = try operations.listBackups(.init(status: .completed, type: .safety)).backups
      #expect(safety.count <= 2, what)
      #expect(fixture.archives == (archives + safety.map(\.fileName)).sorted(), what)
      for entry in safety {
        _ = try operations.deleteBackup(.init(id: entry.id, force: true), by: .owner)
      }
      let entries = try operations.listBackups(.init(order: .oldest)).backups
      #expect(entries.filter { $0.status == .completed }.map(\.id) == [backup.id], what)
      #expect(!entries.contains { $0.status == .running }, what)
      #expect(try operations.listRestores(.init(status: .running)).total == 0, what)
      #expect(try operations.listRestores(.init(status: .completed)).total == 0, what)
    }

    func expectDone(_ comment: String) throws {
      let operations = fixture.operations()
      if isRestore {
        #expect(try operations.listRestores(.init(status: .completed)).total == 1)
        let live = try RawConnection(fixture.databasePath)
        #expect(try live.texts("SELECT amount FROM bill ORDER BY id") == ["100", "250", "75"])
      } else if attempt.rawValue.hasPrefix("export") {
        #expect(fixture.others == (files + ["out"]).sorted())
      } else {
        #expect(try operations.listBackups(.init(status: .completed)).total == 2)
      }
      #expect(!fixture.archives.contains { $0.hasPrefix("scratch") || $0.hasPrefix(".") })
    }
  }

  @Test(
    "by a failure of the database changes nothing, and the next one succeeds",
    arguments: Attempt.allCases)
  func engine(attempt: Attempt) async throws {
    let scene = try Scene(attempt)
    for position in 1...60 {
      let engine = FaultEngine(scene.fixture.engine)
      let operations = scene.fixture.operations(engine: engine)
      let token = try scene.token()
      engine.plan.fail(position)
      let outcome = await RestoreFaultTests.result {
        try await scene.perform(operations, token, OperationControl())
      }
      let calls = engine.plan.calls
      guard engine.plan.hasFailed else {
        #expect(outcome.failure == nil)
        #expect(position > 2, "hardly any call was tried")
        return try scene.expectDone("\(calls)")
      }
      #expect(outcome.failure?.kind == .databaseUnavailable, "call \(position) of \(calls)")
      try scene.expectNothingChanged("call \(position) of \(calls)")
    }
    Issue.record("it never succeeds")
  }

  @Test(
    "by a failure of the store changes nothing, and the next one succeeds",
    arguments: Attempt.allCases.map { ($0, FaultPlan.Moment.before) } + [
      (.createJSON, .after), (.importDump, .after), (.importDocument, .after),
      (.exportJSONAsDatabase, .after), (.restoreSQL, .after),
    ])
  func store(attempt: Attempt, moment: FaultPlan.Moment) async throws {
    let scene = try Scene(attempt)
    for position in 1...60 {
      let store = FaultStore(scene.fixture.store)
      let operations = scene.fixture.operations(store: store)
      let token = try scene.token()
      store.plan.fail(position, moment)
      let outcome = await RestoreFaultTests.result {
        try await scene.perform(operations, token, OperationControl())
      }
      let calls = store.plan.calls
      store.plan.disarm()
      guard store.plan.hasFailed else {
        #expect(outcome.failure == nil)
        #expect(position > 2, "hardly any call was tried")
        return try scene.expectDone("\(calls)")
      }
      #expect(outcome.failure?.kind == .storageUnavailable, "call \(position) of \(calls)")
      try scene.expectNothingChanged("call \(position) of \(calls), \(moment)")
    }
    Issue.record("it never succeeds")
  }

  @Test(
    "by a wish to stop, whenever that comes, has stopped or is done",
    arguments: Attempt.allCases)
  func cancelled(attempt: Attempt) async throws {
    let scene = try Scene(attempt)
    for position in 1...200 {
      let cancellation = Cancellation()
      let events = Mutex<[String]>([])
      let control = OperationControl(cancellation: cancellation) { value in
        let count = events.withLock { events in
          events.append(value.phase)
          return events.count
        }
        if count == position { cancellation.cancel() }
      }
      let operations = scene.fixture.operations()
      let token = try scene.token()
      let outcome = await RestoreFaultTests.result {
        try await scene.perform(operations, token, control)
      }
      let told = events.withLock { $0 }
      guard let failure = outcome.failure else {
        #expect(position > 1, "it cannot be stopped at all")
        let rest = Set(told.dropFirst(position - 1))
        #expect(rest.count <= 1, "it has not stopped at event \(position) of \(told)")
        return try scene.expectDone("\(told)")
      }
      #expect(failure.kind == .cancelled, "event \(position) of \(told): \(failure.message)")
      try scene.expectNothingChanged("event \(position) of \(told)")
    }
    Issue.record("it never succeeds")
  }
}
