import BackupProtocol
import Compression
import GRDB
package import ObjectStorage
package import StateFolder

/// Goes through the audit log, and stops at the first thing that is wrong.
package struct AuditCheck {
  package private(set) var report = AuditReport()
  private let expected: AuditReport.Mark?
  private var lastID = ""
  /// The number of the entry that was gone by last, if only in a segment that is not there.
  private var position = 0
  /// The segment that was looked at last.
  private var lastSegment: AuditSegment?
  /// What is wrong, but keeps nothing else from being checked.
  private var gap: AuditReport.Fault?

  /// So few that nobody who wants to add an entry waits for long.
  private static let entriesAtOnce = 500

  package init(expected: AuditReport.Mark?) { self.expected = expected }

  package mutating func find(_ sequence: Int?, _ message: String) {
    guard report.ok else { return }
    report.ok = false
    report.fault = AuditReport.Fault(sequence: sequence, message: message)
  }

  package mutating func findNoLedger(hadOne: Bool) {
    if hadOne {
      find(1, "The audit log is missing.")
    } else if let expected {
      find(expected.sequence, "There is no audit log.")
    }
  }

  /// Looks at the file as a database, and that its tables are those of the log: what lists are
  /// filtered by is derived from the entries by the tables' own definitions.
  mutating func checkFile(_ db: Database) throws {
    let problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
    if problems != ["ok"] { find(nil, "The file of the audit log is damaged.") }
    let found = try Self.definitions(db)
    let wanted = try DatabaseQueue().write { db in
      try Ledger.createActivity(db)
      try Ledger.createSegments(db)
      return try Self.definitions(db)
    }
    // Without its tables there is no entry to look at; with others the entries come first.
    for (name, _) in wanted where found[name] == nil && !name.contains("_") {
      find(1, "The table \(name) of the audit log is missing.")
    }
    if found != wanted { definitionsDiffer = true }
  }

  private var definitionsDiffer = false

  private static func definitions(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT name, type || ' ' || ifnull(sql, '') FROM sqlite_schema
        WHERE tbl_name COLLATE NOCASE IN ('activity', 'activityHead', 'activitySegment')
        """)
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// What is to be done next.
  package enum Step {
    /// To look at a segment, for which the ledger need not be held.
    case segment(AuditSegment)
    case entries
    case end
  }

  /// Looks at the next entries of the ledger, or at the record of the next segment.
  ///
  /// - Parameters:
  ///   - hadKey: whether there was a key before the ledger was opened.
  ///   - key: asked for behind the head, which is written after the key is made.
  mutating func step(
    _ db: Database, hadKey: Bool, key: () throws -> ServiceKey?
  ) throws -> Step {
    // Entries may be sealed while this goes on.
    if let next = try Ledger.segments(db, after: lastSegment?.number ?? 0).first {
      return try check(next, key()) ? .segment(next.segment) : .end
    }
    return try checkEntries(db, hadKey: hadKey, key: key) ? .end : .entries
  }

  /// Checks that the record of a segment was written with the key, and follows the one before it.
  private mutating func check(
    _ next: (segment: AuditSegment, code: String), _ key: ServiceKey?
  ) throws -> Bool {
    let segment = next.segment
    guard let key else {
      find(nil, "The key of the audit log is missing.")
      return false
    }
    guard segment.isAuthentic(next.code, key),
      segment.number == (lastSegment?.number ?? 0) + 1,
      segment.first == (lastSegment?.last ?? 0) + 1, segment.last >= segment.first,
      segment.previous == lastSegment?.hash ?? ActivityDocument.noHash
    else {
      find(segment.first, "The record of segment \(segment.number) was changed.")
      return false
    }
    lastSegment = segment
    return true
  }

  private mutating func checkEntries(
    _ db: Database, hadKey: Bool, key: () throws -> ServiceKey?
  ) throws -> Bool {
    try checkBeforeFirst(db)
    guard report.ok else { return true }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sequence, previous, document, hash, search FROM activity WHERE sequence > ?
        ORDER BY sequence LIMIT ?
        """, arguments: [position, Self.entriesAtOnce])
    for row in rows {
      check(row)
      guard report.ok else { return true }
    }
    if rows.count == Self.entriesAtOnce { return false }
    guard let head = try ActivityHead.fetch(db) else {
      if position > 0 {
        find(nil, "The head of the audit log is missing.")
      } else if hadKey {
        find(1, "All entries of the audit log are missing.")
      }
      return true
    }
    guard let key = try key() else {
      find(nil, "The key of the audit log is missing.")
      return true
    }
    check(head, key)
    if try !Ledger.refusalsAreAuthentic(key, db) {
      find(nil, "A count of refusals was not written with the service's key.")
    }
    if let gap { find(gap.sequence, gap.message) }
    return true
  }

  /// What no walk from the first entry on would come by.
  private mutating func checkBeforeFirst(_ db: Database) throws {
    let first = (lastSegment?.last ?? 0) + 1
    let isThere = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM activity WHERE sequence < ?)", arguments: [first])
    if isThere == true { find(first, "There are entries before the first one.") }
  }

  /// Nil for what SQLite would only take for a text.
  private static func text(_ value: DatabaseValue) -> String? {
    if case .string(let text) = value.storage { text } else { nil }
  }

  private mutating func check(_ row: Row) {
    let number = position + 1
    guard let sequence = Int.fromDatabaseValue(row[0]), sequence == number else {
      return find(number, "Entry \(number) is missing.")
    }
    let texts = (1...4).map { Self.text(row[$0]) }
    guard let previous = texts[0], let text = texts[1], let hash = texts[2], let search = texts[3],
      hash == ActivityDocument.hash(previous: previous, text: text)
    else { return find(number, "Entry \(number) was changed.") }
    guard previous == lastHash else {
      return find(number, "Entry \(number) does not follow the one before it.")
    }
    check(text, search: search)
  }

  private var lastHash: String { report.head?.hash ?? ActivityDocument.noHash }

  /// Checks the document of the next entry.
  ///
  /// - Parameter search: nil if it is not stored.
  private mutating func check(_ text: String, search: String? = nil) {
    let number = position + 1
    let hash = ActivityDocument.hash(previous: lastHash, text: text)
    guard let document = try? ActivityDocument(parsing: text), document.sequence == number,
      document.id > lastID, document.search == search ?? document.search
    else { return find(number, "Entry \(number) was changed.") }
    if let expected, expected.sequence == number, expected.hash != hash {
      return find(number, "Entry \(number) is not the expected one.")
    }
    if number == 1, document.action == ActivityDraft.beginning.action { report.begunAnew = true }
    lastID = document.id
    position = number
    report.entries += 1
    report.head = AuditReport.Mark(sequence: number, hash: hash)
  }

  private mutating func check(_ head: ActivityHead, _ key: ServiceKey) {
    let end = position
    guard head.isAuthentic(key) else {
      return find(nil, "The head of the audit log was not written with the service's key.")
    }
    if head.sequence > end {
      find(end + 1, "The entries from \(end + 1) to \(head.sequence) are missing.")
    } else if head.sequence < end {
      find(head.sequence + 1, "Entry \(head.sequence + 1) comes after the end of the log.")
    } else if head.hash != report.head?.hash {
      find(end, "Entry \(end) does not match the recorded end of the log.")
    } else if let expected, expected.sequence > end {
      find(expected.sequence, "Entry \(expected.sequence) is missing.")
    } else if definitionsDiffer {
      find(nil, "The tables of the audit log were changed.")
    }
  }
}

extension AuditCheck {
  /// Reads a segment's file from its first entry to its last.
  ///
  /// - Parameter isKept: asked again if there is no file: it may have been removed meanwhile.
  package mutating func check(
    _ segment: AuditSegment, in store: any ObjectStore, isKept: () throws -> Bool
  ) throws {
    if segment.isRemoved { return pass(segment, .removed) }
    guard let key = ObjectKey(segment.file), try store.info(key) != nil else {
      return pass(segment, try isKept() ? .missing : .removed)
    }
    var sequence = segment.first
    do {
      let checksum = try SegmentFile.read(from: store, key) { text in
        // Entries that were sealed while the log is verified were looked at before.
        if sequence > position { check(text) }
        guard report.ok else { throw CancellationError() }
        sequence += 1
      }
      guard sequence == segment.last + 1, checksum == segment.checksum,
        position > segment.last || lastHash == segment.hash
      else { return find(segment.first, "The file \(segment.file) was changed.") }
      report.segments.append(.init(segment, .inOrder))
    } catch is CancellationError {
      report.segments.append(.init(segment, .damaged))
    } catch let error as CompressionError where error != .cancelled {
      report.segments.append(.init(segment, .damaged))
      find(sequence, "The file \(segment.file) is damaged: \(error.description).")
    }
  }

  /// Goes past entries that are not there. What their segment's record says of the last one holds.
  private mutating func pass(_ segment: AuditSegment, _ state: AuditReport.Segment.State) {
    report.segments.append(.init(segment, state))
    guard segment.last > position else { return }
    if let expected, (position + 1...segment.last).contains(expected.sequence) {
      if expected.sequence < segment.last {
        note(expected.sequence, "Entry \(expected.sequence) is in a segment that is missing.")
      } else if expected.hash != segment.hash {
        find(expected.sequence, "Entry \(expected.sequence) is not the expected one.")
      }
    }
    if state == .missing {
      note(
        segment.first,
        "The file \(segment.file) with the entries \(segment.first) to \(segment.last) is missing.")
    }
    position = segment.last
    lastID = ""
    report.head = AuditReport.Mark(sequence: segment.last, hash: segment.hash)
  }

  private mutating func note(_ sequence: Int, _ message: String) {
    if gap == nil { gap = AuditReport.Fault(sequence: sequence, message: message) }
  }
}

extension Ledger {
  /// Has a check look at the file as a database.
  package func checkFile(_ check: inout AuditCheck) throws {
    try read { db in try check.checkFile(db) }
  }

  /// Has a check look at the next entries, or at the record of the next segment.
  package func step(
    _ check: inout AuditCheck, hadKey: Bool, key: () throws -> ServiceKey?
  ) throws -> AuditCheck.Step {
    try read { db in try check.step(db, hadKey: hadKey, key: key) }
  }
}
