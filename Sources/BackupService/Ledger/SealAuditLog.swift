import BackupProtocol
import GRDB
import Logging
import ObjectStorage
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
      let failure = ServiceError(error)
      parts.log.warning(
        "the audit log could not be sealed", metadata: ["error": "\(failure.message)"])
    }
  }

  /// Seals the older half of the entries in the ledger.
  private func seal(_ ledger: Ledger) throws {
    let key = try serviceKey()
    try removeForgottenFiles(ledger)
    let number = (try ledger.segments().last?.number ?? 0) + 1
    let bounds = try ledger.read { db in
      try Row.fetchOne(db, sql: "SELECT min(sequence), max(sequence) FROM activity")
    }
    guard let bounds, let first = bounds[0] as Int?, let end = bounds[1] as Int?, first < end else {
      return
    }
    let last = first + (end - first + 1) / 2 - 1
    var entries = SealedEntries(ledger, first: first, last: last)
    let name = String(parts.clock.random(), radix: 36)
    let lastHash = try ledger.read { db in
      try String.fetchOne(
        db, sql: "SELECT hash FROM activity WHERE sequence = ?", arguments: [last])
    }
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
    // No process can make a file known meanwhile, and none makes one known that is gone.
    try ledger.write { db in
      let segments = try Ledger.segments(db, after: 0).map(\.segment)
      for file in files {
        if let known = segments.first(where: { $0.file == file.name }) {
          if known.isRemoved { try store.delete(file) }
          continue
        }
        let parts = file.name.split(separator: "-")
        guard parts.count == 5, let last = Int(parts[2]) else { continue }
        let hash = try String.fetchOne(
          db, sql: "SELECT hash FROM activity WHERE sequence = ?", arguments: [last])
        // Another log in the same folder may have left its files.
        if hash?.hasPrefix(parts[3]) == true { try store.delete(file) }
      }
    }
  }
}

/// The entries that are about to be sealed, read some at a time, so that nobody waits for long.
///
/// Entries that are not as they were written are not sealed: they stay where they are evidence.
private struct SealedEntries {
  private let ledger: Ledger
  private let last: Int
  private var sequence: Int
  private var page: [(previous: String, document: String, hash: String)] = []
  private var position = 0
  /// The hash of the entry before the first one, and of the last one that was read.
  private(set) var previous = ""
  private(set) var hash = ""

  init(_ ledger: Ledger, first: Int, last: Int) {
    self.ledger = ledger
    self.last = last
    sequence = first
  }

  mutating func next() throws -> String? {
    if position == page.count {
      guard sequence <= last else { return nil }
      page = try ledger.read { [sequence, last] db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT previous, document, hash FROM activity WHERE sequence BETWEEN ? AND ?
            ORDER BY sequence LIMIT 500
            """, arguments: [sequence, last]
        ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1), try $0.decode(atIndex: 2)) }
      }
      position = 0
    }
    guard position < page.count else { throw Ledger.alteredEntry }
    let entry = page[position]
    if hash.isEmpty { previous = entry.previous }
    guard hash.isEmpty || entry.previous == hash,
      entry.hash == ActivityDocument.hash(previous: entry.previous, text: entry.document),
      try ActivityDocument(parsing: entry.document).sequence == sequence
    else { throw Ledger.alteredEntry }
    hash = entry.hash
    position += 1
    sequence += 1
    return entry.document
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
