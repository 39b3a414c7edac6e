package import ObjectStorage

/// A store that fails when its plan says so.
package struct FaultStore: ObjectStore {
  package let base: any ObjectStore
  package let plan: FaultPlan
  /// Whether clearing away what others left fails, which no operation may fail by. It is outside of
  /// the plan, whose faults are there to be noticed.
  package let failsToTidy: Bool

  package init(
    _ base: any ObjectStore,
    _ plan: FaultPlan = FaultPlan(StorageError(.unavailable, "The storage has failed.")),
    failsToTidy: Bool = false
  ) {
    self.base = base
    self.plan = plan
    self.failsToTidy = failsToTidy
  }

  package func list() throws -> [ObjectInfo] { try plan.perform("list") { try base.list() } }

  package func info(_ key: ObjectKey) throws -> ObjectInfo? {
    try plan.perform("info") { try base.info(key) }
  }

  package func create(_ key: ObjectKey) throws -> any ObjectDraft {
    try plan.perform("create") { FaultWriter(base: try base.create(key), plan: plan) }
  }

  package func open(_ key: ObjectKey) throws -> any ObjectReader {
    try plan.perform("open") { FaultReader(base: try base.open(key), plan: plan) }
  }

  package func delete(_ key: ObjectKey) throws {
    try plan.perform("delete") { try base.delete(key) }
  }

  package func removeUnfinished() throws {
    if failsToTidy { throw StorageError(.unavailable, "The storage has failed.") }
    try base.removeUnfinished()
  }

  package func isReadable(_ key: ObjectKey) -> Bool { base.isReadable(key) }

  package func freeBytes() throws -> Int64? {
    try plan.perform("freeBytes") { try base.freeBytes() }
  }
}

private final class FaultWriter: ObjectDraft {
  private let base: any ObjectDraft
  private let plan: FaultPlan

  init(base: any ObjectDraft, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try plan.perform("write") { try base.write(bytes) }
  }

  func synchronize() throws { try plan.perform("synchronize") { try base.synchronize() } }

  func reader() throws -> any ObjectReader {
    try plan.perform("reader") { FaultReader(base: try base.reader(), plan: plan) }
  }

  func commit() throws { try plan.perform("commit") { try base.commit() } }

  func abort() { base.abort() }
}

private final class FaultReader: ObjectReader {
  private let base: any ObjectReader
  private let plan: FaultPlan

  init(base: any ObjectReader, plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  var size: Int64 { base.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try plan.perform("read") { try base.read(at: offset, into: buffer) }
  }
}
