import BackupProtocol
import Concurrency
import Databases
import Glibc
import ObjectStorage
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("A backup that fails")
struct CreateFaultTests {
  /// What every failure must leave behind: all that was there, and nothing else.
  private static func expectNothingLost(
    _ fixture: ServiceFixture, dump: [String], earlier: Backup, attempt: String
  ) throws {
    let operations = fixture.operations()
    #expect(try fixture.dump() == dump, "the database has changed: \(attempt)")
    let entries = try operations.listBackups(.init(order: .oldest)).backups
    #expect(entries.first?.checksum == earlier.checksum && entries.first?.status == .completed)
    #expect(fixture.archives == [earlier.fileName], "something is left over: \(attempt)")
    #expect(
      try operations.verifyBackup(.init(id: earlier.id), by: .owner, control: OperationControl())
        .report.ok)
    for entry in entries.dropFirst() {
      #expect(entry.status == .failed || entry.status == .interrupted, "\(attempt)")
      #expect(entry.error?.message.isEmpty == false, "no reason is kept: \(attempt)")
      #expect(entry.locations == [] && entry.checksum == nil && entry.fileSize == 0)
    }
    let next = try operations.create()
    #expect(next.status == .completed, "the next one fails: \(attempt)")
    _ = try operations.deleteBackup(.init(id: next.id, force: true), by: .owner)
    for entry in entries.dropFirst() {
      _ = try operations.deleteBackup(.init(id: entry.id, force: true), by: .owner)
    }
  }

  @Test(
    "whichever call to the store fails, nothing is lost and the next one succeeds",
    arguments: FaultPlan.Moment.allCases, [false, true])
  func store(moment: FaultPlan.Moment, isLasting: Bool) throws {
    let fixture = try ServiceFixture()
    let earlier = try fixture.operations().create()
    let dump = try fixture.dump()
    for position in 1... {
      let store = FaultStore(fixture.store)
      let operations = fixture.operations(store: store)
      _ = try operations.listBackups(.init())
      store.plan.fail(position, moment, isLasting: isLasting)
      let outcome = Result { try operations.create() }
      store.plan.disarm()
      let attempt = "call \(position) of \(store.plan.calls), \(moment)"
      guard store.plan.hasFailed else {
        #expect(try outcome.get().status == .completed)
        #expect(position > 5, "hardly any call was tried")
        return
      }
      if case .failure(let failure) = outcome {
        #expect((failure as? ContractError)?.kind == .storageUnavailable, "\(attempt)")
      } else {
        Issue.record("it does not fail: \(attempt)")
      }
      try Self.expectNothingLost(fixture, dump: dump, earlier: earlier, attempt: attempt)
    }
  }

  @Test("what others left and cannot be cleared away keeps nobody from a backup")
  func tidying() throws {
    let fixture = try ServiceFixture()
    let store = FaultStore(fixture.store, failsToTidy: true)
    #expect(try fixture.operations(store: store).create().status == .completed)
  }

  @Test("whichever call to the database fails, nothing is lost and the next one succeeds")
  func engine() throws {
    let fixture = try ServiceFixture()
    let earlier = try fixture.operations().create()
    let dump = try fixture.dump()
    for position in 1... {
      let engine = FaultEngine(fixture.engine)
      let operations = fixture.operations(engine: engine)
      engine.plan.fail(position)
      let outcome = Result { try operations.create() }
      let attempt = "call \(position) of \(engine.plan.calls)"
      guard engine.plan.hasFailed else {
        #expect(try outcome.get().status == .completed)
        #expect(position > 3, "hardly any call was tried")
        return
      }
      if case .failure(let failure) = outcome {
        #expect((failure as? ContractError)?.kind == .databaseUnavailable, "\(attempt)")
      } else {
        Issue.record("it does not fail: \(attempt)")
      }
      try Self.expectNothingLost(fixture, dump: dump, earlier: earlier, attempt: attempt)
    }
  }

  @Test(
    "the reason is kept in the history and told as an event",
    arguments: [
      (StorageError.Reason.full, ErrorKind.storageFull), (.readOnly, .storageUnavailable),
      (.unavailable, .storageUnavailable),
    ])
  func reason(reason: StorageError.Reason, kind: ErrorKind) throws {
    let fixture = try ServiceFixture()
    let plan = FaultPlan(StorageError(reason, "The disk said no.", hint: "Ask it nicely."))
    let operations = fixture.operations(store: FaultStore(fixture.store, plan))
    plan.onCall { if $0 == "create" { plan.fail(1) } }
    let failure = #expect(throws: ContractError.self) { try operations.create() }
    #expect(failure?.kind == kind)
    let entry = try #require(try operations.listBackups(.init()).backups.first)
    #expect(entry.status == .failed && entry.durationMs != nil)
    #expect(
      entry.error == Failure(kind: kind, message: "The disk said no.", hint: "Ask it nicely."))
    guard case .backupFailed(let told) = fixture.takeEvents().first else {
      Issue.record("no event")
      return
    }
    #expect(told == entry)
  }

  @Test("what the proof finds wrong is no backup")
  func proof() throws {
    let fixture = try ServiceFixture()
    let engine = LyingEngine(base: fixture.engine)
    let failure = #expect(throws: ContractError.self) {
      try fixture.operations(engine: engine).create()
    }
    #expect(failure?.kind == .backupCorrupt && failure?.data.part == "database")
    #expect(fixture.archives == [])
  }

  @Test("a cancelled one is told from one that failed, in the history and as an event")
  func cancelled() throws {
    let fixture = try ServiceFixture()
    let engine = FaultEngine(fixture.engine)
    let control = OperationControl()
    engine.plan.onCall { if $0 == "snapshot.read" { control.cancellation.cancel() } }
    let operations = fixture.operations(engine: engine)
    let failure = #expect(throws: ContractError.self) {
      _ = try operations.createBackup(.init(), by: .owner, control: control)
    }
    #expect(failure?.kind == .cancelled)
    let entry = try #require(try operations.listBackups(.init()).backups.first)
    #expect(entry.status == .cancelled && entry.error?.kind == .cancelled)
    #expect(fixture.archives == [])
    let events = fixture.takeEvents()
    guard case .backupCancelled(let told) = events.first, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(told == entry)
  }
}

/// Counts one row too many in a stored image.
private struct LyingEngine: DatabaseEngine {
  let base: SQLiteDatabase

  var product: DatabaseProduct { base.product }

  var logSize: Int64 { base.logSize }

  var exists: Bool { base.exists }

  func advice(on database: DatabaseDescription) -> [DatabaseAdvice] { base.advice(on: database) }

  func compare(
    image: String, withCopy copy: String, cancellation: Cancellation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try base.compare(image: image, withCopy: copy, cancellation: cancellation, progress: progress)
  }

  func adapt(
    image path: String, toPageSize pageSize: Int, cancellation: Cancellation
  ) throws -> String {
    try base.adapt(image: path, toPageSize: pageSize, cancellation: cancellation)
  }

  func examine(cancellation: Cancellation) throws -> LiveState {
    try base.examine(cancellation: cancellation)
  }

  func inspect(cancellation: Cancellation) throws -> DatabaseDescription {
    try base.inspect(cancellation: cancellation)
  }

  func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation, _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    try base.withSnapshot(scratch: scratch, cancellation: cancellation, body)
  }

  func check(image path: String, depth: CheckDepth, cancellation: Cancellation) throws
    -> CheckReport
  {
    var report = try base.check(image: path, depth: depth, cancellation: cancellation)
    report.tables = report.tables.map { TableRows(name: $0.name, rows: $0.rows + 1) }
    return report
  }

  func compare(
    image path: String, cancellation: Cancellation, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try base.compare(image: path, cancellation: cancellation, progress: progress)
  }

  func adapt(image path: String, cancellation: Cancellation) throws -> String {
    try base.adapt(image: path, cancellation: cancellation)
  }

  func withImage<Result>(
    _ path: String, cancellation: Cancellation, _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    try base.withImage(path, cancellation: cancellation, body)
  }

  func settle(
    image path: String, journal: String?, maximum: Int64, cancellation: Cancellation
  ) throws {
    try base.settle(
      image: path, journal: journal, maximum: maximum, cancellation: cancellation)
  }

  func withContent<Result>(
    ofImage path: String, cancellation: Cancellation, _ body: (ImageContent) throws -> Result
  ) throws -> Result {
    try base.withContent(ofImage: path, cancellation: cancellation, body)
  }

  func contentSummary(
    ofImage path: String, cancellation: Cancellation
  ) throws -> ContentSummary {
    try base.contentSummary(ofImage: path, cancellation: cancellation)
  }

  func buildImage<Result>(
    at path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (ImageBuilder) throws -> Result
  ) throws -> Result {
    try base.buildImage(at: path, limits: limits, cancellation: cancellation, body)
  }

  func replaceTables<Result>(
    inImage path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (TableReplacer) throws -> Result
  ) throws -> Result {
    try base.replaceTables(inImage: path, limits: limits, cancellation: cancellation, body)
  }

  func tables(cancellation: Cancellation) throws -> [OverlayTable] {
    try base.tables(cancellation: cancellation)
  }

  func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: ((any HeldDatabase)?) throws -> Void
  ) throws -> ReplaceReport {
    try base.replace(
      with: image, cancellation: cancellation, progress: progress,
      whileWritersWait: whileWritersWait)
  }

  func settlePlacement(
    aside: String, replacedUnreadable: Bool
  ) throws -> PlacementOutcome {
    try base.settlePlacement(aside: aside, replacedUnreadable: replacedUnreadable)
  }

  func swapMark(cancellation: Cancellation) throws -> SwapMark {
    try base.swapMark(cancellation: cancellation)
  }

  func settleSwap(since mark: SwapMark) throws -> SwapOutcome {
    try base.settleSwap(since: mark)
  }

  func confirm(image path: String, cancellation: Cancellation) throws -> ConfirmationReport {
    try base.confirm(image: path, cancellation: cancellation)
  }

  func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan {
    try base.planErasure(rules, cancellation: cancellation)
  }

  func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (any HeldDatabase) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport {
    try base.erase(
      rules, cancellation: cancellation, progress: progress, whileWritersWait: whileWritersWait,
      beforeCommit: beforeCommit)
  }

  func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool {
    try base.wasErased(mark, cancellation: cancellation)
  }

  func strings(
    sql: String, arguments: [String], cancellation: Cancellation
  ) throws -> [String] {
    try base.strings(sql: sql, arguments: arguments, cancellation: cancellation)
  }
}
