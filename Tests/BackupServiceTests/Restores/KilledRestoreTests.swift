import BackupProtocol
import FileCalls
import Foundation
import GRDB
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine

/// The folders as a killed process would leave them, looked at by the next process.
@Suite("A restore whose process is killed")
struct KilledRestoreTests {
  struct Way: CustomTestStringConvertible, Sendable {
    let method: RestoreMethod
    let mode: String

    var testDescription: String { "\(method.rawValue), \(mode)" }

    static let all = [RestoreMethod.rows, .image].flatMap { method in
      ["wal", "delete"].map { Way(method: method, mode: $0) }
    }

    /// Changes that make the method the cheaper one.
    var edit: String {
      method == .rows
        ? "UPDATE stock SET text = 'less' WHERE id = 5; DELETE FROM stock WHERE id = 7"
        : "UPDATE stock SET text = text || 'x'"
    }
  }

  static let stock = """
    CREATE TABLE stock (id INTEGER PRIMARY KEY, text);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    INSERT INTO stock SELECT i, hex(zeroblob(600)) FROM n;
    """

  /// Copies of a folder. They are made by another process, as ours would drop the locks that it holds.
  private final class Copies: Sendable {
    let source: TemporaryFolder
    let folder: TemporaryFolder
    private let state = Mutex<(count: Int, failure: (any Error)?)>((0, nil))

    init(of source: TemporaryFolder) throws {
      self.source = source
      folder = try TemporaryFolder()
    }

    func make() {
      state.withLock { state in
        state.count += 1
        do { _ = try Tool.run("/bin/cp", ["-a", source.path, folder["\(state.count)"]]) } catch {
          state.failure = error
        }
      }
    }

    func paths() throws -> [String] {
      try state.withLock { state in
        if let failure = state.failure { throw failure }
        return (1...max(1, state.count)).map { folder["\($0)"] }
      }
    }
  }

  @Test(
    "at any change to a file leaves the old data or the new, and the history says which",
    arguments: Way.all)
  func everyChange(way: Way) async throws {
    let fixture = try ServiceFixture(.tiny, journalMode: way.mode)
    try fixture.execute(Self.stock)
    let backup = try fixture.operations().create()
    let new = try fixture.dump()
    try fixture.execute(way.edit)
    let old = try fixture.dump()
    let token = try fixture.operations().token(for: backup)
    let copies = try Copies(of: fixture.folder)
    // An application has the database open, so that its log is not gone with the last connection.
    let application = try DatabaseQueue(path: fixture.databasePath)
    _ = try await application.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM stock") }
    let watch = FileWatch(fixture.folder.path)
    watch.onChange { copies.make() }
    // Opens the catalog and the ledger while they are watched.
    let operations = fixture.operations()
    let outcome = await RestoreFaultTests.result {
      try await operations.restoreBackup(
        .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
    }
    watch.stop()
    try application.close()
    #expect(try outcome.get().restore.method == way.method)
    var found: [String: Int] = [:]
    for (index, path) in try copies.paths().enumerated() {
      let attempt = Comment(rawValue: "change \(index + 1)")
      // The application may be the first to look, or the next process of ours.
      var now = index % 2 == 0 ? try SampleDatabase.dump(path + "/app.db") : []
      let next = fixture.operations(in: path)
      let entry = try await next.listRestores(.init()).restores.first
      if now.isEmpty { now = try SampleDatabase.dump(path + "/app.db") }
      #expect(now == old || now == new, attempt)
      let findings = try SampleDatabase.strings("PRAGMA integrity_check", at: path + "/app.db")
      #expect(findings == ["ok"], attempt)
      guard let entry else {
        #expect(now == old, attempt)
        found["nothing", default: 0] += 1
        continue
      }
      switch entry.status {
      case .completed: #expect(now == new, attempt)
      case .interrupted:
        #expect(entry.databaseHolds == (now == new ? .backup : .before), attempt)
        #expect(entry.error != nil, attempt)
      default: Issue.record("\(entry.status), \(attempt)")
      }
      found["\(entry.status), \(now == new ? "new" : "old")", default: 0] += 1
      if now == new {
        let safety = try await next.getBackup(.init(id: #require(entry.safetyBackupId))).backup
        #expect(safety.status == .completed, attempt)
        let image = path + "/safety.sqlite"
        _ = try next.unpack(
          next.requireStored(safety), to: image, expecting: nil, fitting: .partialOnly,
          control: OperationControl())
        #expect(try SampleDatabase.dump(image) == old, attempt)
      }
      #expect(try await next.listBackups(.init(status: .running)).total == 0, attempt)
      #expect(TemporaryFolder.names(in: path + "/app.db.backups/scratch") == [], attempt)
    }
    #expect(found["interrupted, old", default: 0] > 5, "\(found)")
    #expect(found["interrupted, new", default: 0] > 0, "\(found)")
  }

  @Test(
    "whose files fail at any call leaves the old data or the new, and says which",
    arguments: Way.all)
  func everyCall(way: Way) async throws {
    let fixture = try ServiceFixture(.tiny, journalMode: way.mode)
    try fixture.execute(Self.stock)
    let backup = try fixture.operations().create()
    let new = try fixture.dump()
    try fixture.execute(way.edit)
    let old = try fixture.dump()
    var position = 1
    while true {
      let operations = fixture.operations()
      let token = try operations.token(for: backup)
      let watch = FileWatch(fixture.databasePath)
      watch.fail(position, .once)
      let outcome = await RestoreFaultTests.result {
        try await operations.restoreBackup(
          .init(id: backup.id, confirmationToken: token), by: .owner, control: OperationControl())
      }
      let hasFailed = watch.hasFailed
      watch.stop()
      let attempt = Comment(rawValue: "call \(position), \(outcome)")
      let now = try fixture.dump()
      let entry = try await fixture.operations().listRestores(.init()).restores.first
      switch outcome {
      case .success: #expect(now == new, attempt)
      case .failure:
        let isNew = entry?.databaseHolds == .backup
        #expect(now == (isNew ? new : old), attempt)
        #expect(!isNew || entry?.safetyBackupId != nil, attempt)
      }
      #expect(!fixture.archives.contains { $0.hasPrefix("scratch") }, attempt)
      if !hasFailed {
        #expect(try outcome.get().restore.method == way.method)
        break
      }
      if now == new { try fixture.execute(way.edit) }
      // Most calls read one page each of the same kind.
      position += position > 60 ? 11 : position > 20 ? 3 : 1
    }
    #expect(position > 60, "hardly any call was failed")
  }
}

extension ServiceFixture {
  /// A process of its own on a copy of the folder.
  fileprivate func operations(in path: String) -> BackupOperations {
    operations(
      engine: SQLiteDatabase(path: path + "/app.db", busySeconds: 0.2),
      store: FolderStore(path: path + "/app.db.backups")
    ) {
      $0.databasePath = path + "/app.db"
      $0.stateFolder = path + "/app.db.backups"
    }
  }
}
