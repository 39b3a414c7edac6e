import AuditLog
import BackupProtocol
import Logging
import ObjectStorage
import StateFolder
import Synchronization

/// Keeps the ledger small: older entries are moved into files, and the oldest files are removed.
///
/// The order makes a crash harmless. A file is durable before it is known, and known before its entries
/// leave the ledger. A file that is to be removed is marked before it is removed.
extension BackupOperations {
  /// Seals the older half of the audit log if it has grown large, and removes the oldest segments that
  /// the rules do not keep.
  ///
  /// A failure stops nothing: the entries are where they were, and it is tried again later.
  func sealAuditLogIfLarge() {
    guard sealing.begin(at: now()) else { return }
    var hasFailed = false
    defer { sealing.end(hasFailed: hasFailed, at: now()) }
    do {
      let ledger = try ledger()
      guard try ledger.usedBytes() > parts.audit.segmentBytes else { return }
      try seal(ledger)
      try removeOldSegments(ledger)
    } catch {
      hasFailed = true
      let failure = ContractError(error)
      parts.log.warning(
        "the audit log could not be sealed", metadata: ["error": "\(failure.message)"])
    }
  }

  /// Seals the older half of the entries in the ledger.
  private func seal(_ ledger: Ledger) throws {
    let key = try serviceKey()
    try removeForgottenFiles(ledger)
    let number = (try ledger.segments().last?.number ?? 0) + 1
    guard let (first, end) = try ledger.bounds(), first < end else { return }
    let last = first + (end - first + 1) / 2 - 1
    var entries = SealedEntries(ledger, first: first, last: last)
    let name = String(parts.clock.random(), radix: 36)
    let lastHash = try ledger.hash(of: last)
    guard
      let file = ObjectKey(
        "\(AuditSegment.filePrefix)\(first)-\(last)-\((lastHash ?? "").prefix(8))-\(name).jsonl.gz")
    else { throw Ledger.alteredSegment }
    do {
      let (bytes, checksum) = try SegmentFile.write(to: store, file) { try entries.next() }
      let segment = AuditSegment(
        number: number, file: file.name, first: first, last: last,
        previous: entries.previous, hash: entries.hash, checksum: checksum, bytes: bytes)
      let isSealed = try ledger.seal(
        segment, database: parts.databaseName, key: key, clock: parts.clock
      ) { try store.info(file) != nil }
      if !isSealed { try store.delete(file) }
    } catch {
      // Whether the entries have left the ledger decides, not what was reported.
      let isKnown = try? ledger.segments().contains { $0.file == file.name }
      if isKnown == false { try? store.delete(file) }
      throw error
    }
  }

  /// Removes the oldest segments as the rules say, one after the other.
  private func removeOldSegments(_ ledger: Ledger) throws {
    let key = try serviceKey()
    let all = try ledger.segments()
    var kept = all.filter { !$0.isRemoved }
    func isTooMuch() -> Bool {
      kept.count > parts.audit.keepSegments
        || kept.reduce(0) { $0 + $1.bytes } > parts.audit.keepBytes ?? .max
    }
    while let oldest = kept.first, isTooMuch() {
      try ledger.markRemoved(
        oldest, database: parts.databaseName, key: key, clock: parts.clock)
      if let file = ObjectKey(oldest.file) { try store.delete(file) }
      kept.removeFirst()
    }
  }

  /// Removes what a crash has left: files of segments that are marked as removed, and files whose
  /// entries are still in the ledger.
  private func removeForgottenFiles(_ ledger: Ledger) throws {
    let files = try store.list().map(\.key).filter {
      $0.name.hasPrefix(AuditSegment.filePrefix)
    }
    try ledger.forget(files.map(\.name)) { name in
      if let file = ObjectKey(name) { try store.delete(file) }
    }
  }
}

/// Sees to it that one thread seals at a time, and that a failure is not repeated at once.
final class SealingTurn: Sendable {
  private let state = Mutex<(isRunning: Bool, notBefore: Timestamp?)>((false, nil))

  func begin(at now: Timestamp) -> Bool {
    state.withLock { state in
      if state.isRunning { return false }
      if let notBefore = state.notBefore, now < notBefore { return false }
      state.isRunning = true
      return true
    }
  }

  func end(hasFailed: Bool, at now: Timestamp) {
    let later = Timestamp(millisecondsSince1970: now.millisecondsSince1970 + 60_000)
    state.withLock { $0 = (false, hasFailed ? later : nil) }
  }
}
