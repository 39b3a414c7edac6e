package import Concurrency
package import Databases
package import SQLiteImages
import SQLitePages

/// An engine that fails when its plan says so.
package struct FaultEngine: DatabaseEngine, RowAccess {
  package let base: any DatabaseEngine & RowAccess
  package let plan: FaultPlan

  package init(
    _ base: any DatabaseEngine & RowAccess,
    _ plan: FaultPlan = FaultPlan(EngineError(.inputOutput, "The database has failed."))
  ) {
    self.base = base
    self.plan = plan
  }

  package var product: DatabaseProduct { base.product }

  package var logSize: Int64 { base.logSize }

  package var exists: Bool { base.exists }

  package func advice(on database: DatabaseDescription) -> [DatabaseAdvice] {
    base.advice(on: database)
  }

  package func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine {
    guard let patient = base.waitingForLocks(atMost: seconds) as? any DatabaseEngine & RowAccess
    else { return self }
    return FaultEngine(patient, plan)
  }

  package func examine(cancellation: Cancellation) throws -> LiveState {
    try plan.perform("examine") { try base.examine(cancellation: cancellation) }
  }

  package func inspect(cancellation: Cancellation) throws -> DatabaseDescription {
    try plan.perform("inspect") { try base.inspect(cancellation: cancellation) }
  }

  package func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation,
    _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    try plan.perform("withSnapshot") {
      try base.withSnapshot(scratch: scratch, cancellation: cancellation) { snapshot in
        try body(FaultSnapshot(base: snapshot, plan: plan))
      }
    }
  }

  package func check(
    image path: String, depth: CheckDepth, cancellation: Cancellation
  ) throws -> CheckReport {
    try plan.perform("check") {
      try base.check(image: path, depth: depth, cancellation: cancellation)
    }
  }

  package func compare(
    image path: String, cancellation: Cancellation, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try plan.perform("compare") {
      try base.compare(image: path, cancellation: cancellation, progress: progress)
    }
  }

  package func compare(
    image: String, withCopy copy: String, cancellation: Cancellation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try plan.perform("compareCopy") {
      try base.compare(
        image: image, withCopy: copy, cancellation: cancellation, progress: progress)
    }
  }

  package func adapt(
    image path: String, toPageSize pageSize: Int, cancellation: Cancellation
  ) throws -> String {
    try plan.perform("adaptCopy") {
      try base.adapt(image: path, toPageSize: pageSize, cancellation: cancellation)
    }
  }

  package func adapt(image path: String, cancellation: Cancellation) throws -> String {
    try plan.perform("adapt") { try base.adapt(image: path, cancellation: cancellation) }
  }

  package func withImage<Result>(
    _ path: String, cancellation: Cancellation, _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    try plan.perform("withImage") {
      try base.withImage(path, cancellation: cancellation, body)
    }
  }

  package func settle(
    image path: String, journal: String?, maximum: Int64, cancellation: Cancellation
  ) throws {
    try plan.perform("settle") {
      try base.settle(
        image: path, journal: journal, maximum: maximum, cancellation: cancellation)
    }
  }

  package func withContent<Result>(
    ofImage path: String, cancellation: Cancellation, _ body: (ImageContent) throws -> Result
  ) throws -> Result {
    try plan.perform("withContent") {
      try base.withContent(ofImage: path, cancellation: cancellation, body)
    }
  }

  package func contentSummary(
    ofImage path: String, cancellation: Cancellation
  ) throws -> ContentSummary {
    try plan.perform("contentSummary") {
      try base.contentSummary(ofImage: path, cancellation: cancellation)
    }
  }

  package func buildImage<Result>(
    at path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (ImageBuilder) throws -> Result
  ) throws -> Result {
    try plan.perform("buildImage") {
      try base.buildImage(at: path, limits: limits, cancellation: cancellation, body)
    }
  }

  package func replaceTables<Result>(
    inImage path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (TableReplacer) throws -> Result
  ) throws -> Result {
    try plan.perform("replaceTables") {
      try base.replaceTables(inImage: path, limits: limits, cancellation: cancellation, body)
    }
  }

  package func tables(cancellation: Cancellation) throws -> [OverlayTable] {
    try plan.perform("tables") {
      try base.tables(cancellation: cancellation)
    }
  }

  package func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: ((any HeldDatabase)?) throws -> Void
  ) throws -> ReplaceReport {
    var report = try plan.perform("replace") {
      try base.replace(
        with: image, cancellation: cancellation, progress: progress,
        whileWritersWait: { held in
          try whileWritersWait(held.map { FaultHold(base: $0, plan: plan) })
        })
    }
    if report.verification != .notDone {
      // No call of its own: what fails here is the look at what was committed.
      do { try plan.perform("verification") {} } catch {
        report.verification = .differs("Page 2 is not the page of the backup.")
      }
    }
    return report
  }

  package func swapMark(cancellation: Cancellation) throws -> SwapMark {
    try plan.perform("swapMark") { try base.swapMark(cancellation: cancellation) }
  }

  package func settleSwap(since mark: SwapMark) throws -> SwapOutcome {
    try plan.perform("settleSwap") { try base.settleSwap(since: mark) }
  }

  package func settlePlacement(
    aside: String, replacedUnreadable: Bool
  ) throws -> PlacementOutcome {
    try plan.perform("settlePlacement") {
      try base.settlePlacement(aside: aside, replacedUnreadable: replacedUnreadable)
    }
  }

  package func confirm(
    image path: String, cancellation: Cancellation
  ) throws -> ConfirmationReport {
    try plan.perform("confirm") { try base.confirm(image: path, cancellation: cancellation) }
  }

  package func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan {
    try plan.perform("planErasure") {
      try base.planErasure(rules, cancellation: cancellation)
    }
  }

  package func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (any HeldDatabase) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport {
    try plan.perform("erase") {
      try base.erase(
        rules, cancellation: cancellation, progress: progress,
        whileWritersWait: { try whileWritersWait(FaultHold(base: $0, plan: plan)) },
        beforeCommit: beforeCommit)
    }
  }

  package func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool {
    try plan.perform("wasErased") { try base.wasErased(mark, cancellation: cancellation) }
  }

  package func strings(
    sql: String, arguments: [String], cancellation: Cancellation
  ) throws -> [String] {
    try plan.perform("strings") {
      try base.strings(sql: sql, arguments: arguments, cancellation: cancellation)
    }
  }
}

private struct FaultHold: HeldDatabase {
  let base: any HeldDatabase
  let plan: FaultPlan

  var description: DatabaseDescription { base.description }
  var mark: SwapMark { base.mark }

  func changes(
    since snapshot: any SnapshotReader, cancellation: Cancellation
  ) throws -> PageChanges {
    try plan.perform("held.changes") {
      try base.changes(
        since: (snapshot as? FaultSnapshot)?.base ?? snapshot, cancellation: cancellation)
    }
  }
}

private final class FaultSnapshot: SnapshotReader {
  fileprivate let base: any SnapshotReader
  private let plan: FaultPlan

  init(base: any SnapshotReader, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  var description: DatabaseDescription { base.description }
  var size: Int64 { base.size }
  var file: String? { base.file }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try plan.perform("snapshot.read") { try base.read(at: offset, into: buffer) }
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    try plan.perform("snapshot.countRows") { try base.countRows(cancellation: cancellation) }
  }

  func release() { base.release() }
}
