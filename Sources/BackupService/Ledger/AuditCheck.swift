import BackupProtocol
import GRDB

/// Goes through the audit log, and stops at the first thing that is wrong.
struct AuditCheck {
  private(set) var report = AuditReport()
  private let expected: AuditReport.Mark?
  private var lastID = ""

  /// So few that nobody who wants to add an entry waits for long.
  private static let entriesAtOnce = 500

  init(expected: AuditReport.Mark?) { self.expected = expected }

  mutating func find(_ sequence: Int?, _ message: String) {
    guard report.ok else { return }
    report.ok = false
    report.fault = AuditReport.Fault(sequence: sequence, message: message)
  }

  mutating func findNoLedger(hadOne: Bool) {
    if hadOne {
      find(1, "There is no audit log, although there was one.")
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
      return try Self.definitions(db)
    }
    // Without its tables there is no entry to look at; with others the entries come first.
    for (name, _) in wanted where found[name] == nil && !name.contains("_") {
      find(1, "The table \(name) of the audit log is gone.")
    }
    if found != wanted { definitionsDiffer = true }
  }

  private var definitionsDiffer = false

  private static func definitions(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT name, type || ' ' || ifnull(sql, '') FROM sqlite_schema
        WHERE tbl_name COLLATE NOCASE IN ('activity', 'activityHead')
        """)
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// - Parameters:
  ///   - hadKey: whether there was a key before the ledger was opened.
  ///   - key: asked for behind the head, which is written after the key is made.
  /// - Returns: whether the end has been reached.
  mutating func checkEntries(
    _ db: Database, hadKey: Bool, key: () throws -> ServiceKey?
  ) throws -> Bool {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sequence, previous, document, hash, search FROM activity WHERE sequence > ?
        ORDER BY sequence LIMIT ?
        """, arguments: [report.entries, Self.entriesAtOnce])
    if report.entries == 0 { try checkBeforeFirst(db) }
    for row in rows {
      check(row)
      guard report.ok else { return true }
    }
    if rows.count == Self.entriesAtOnce { return false }
    guard let head = try ActivityHead.fetch(db) else {
      if report.entries > 0 {
        find(nil, "The head of the audit log is missing.")
      } else if hadKey {
        find(1, "The audit log is empty, although it was not.")
      }
      return true
    }
    guard let key = try key() else {
      find(nil, "The key that the audit log was written with is gone.")
      return true
    }
    check(head, key)
    return true
  }

  /// What no walk from the first entry on would come by.
  private mutating func checkBeforeFirst(_ db: Database) throws {
    let isThere = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM activity WHERE sequence < 1)")
    if isThere == true { find(1, "There are entries before the first one.") }
  }

  /// Nil for what SQLite would only take for a text.
  private static func text(_ value: DatabaseValue) -> String? {
    if case .string(let text) = value.storage { text } else { nil }
  }

  private mutating func check(_ row: Row) {
    let number = report.entries + 1
    guard let sequence = Int.fromDatabaseValue(row[0]), sequence == number else {
      return find(number, "Entry \(number) is missing.")
    }
    let texts = (1...4).map { Self.text(row[$0]) }
    guard let previous = texts[0], let text = texts[1], let hash = texts[2], let search = texts[3],
      hash == ActivityDocument.hash(previous: previous, text: text)
    else { return find(number, "Entry \(number) was changed.") }
    guard previous == report.head?.hash ?? ActivityDocument.noHash else {
      return find(number, "Entry \(number) does not follow the one before it.")
    }
    guard let document = try? ActivityDocument(parsing: text), document.sequence == number,
      document.id > lastID, document.search == search
    else { return find(number, "Entry \(number) was changed.") }
    if let expected, expected.sequence == number, expected.hash != hash {
      return find(number, "Entry \(number) is not the one that was expected.")
    }
    if number == 1, document.action == ActivityDraft.beginning.action { report.begunAnew = true }
    lastID = document.id
    report.entries = number
    report.head = AuditReport.Mark(sequence: number, hash: hash)
  }

  private mutating func check(_ head: ActivityHead, _ key: ServiceKey) {
    let end = report.entries
    guard head.isAuthentic(key) else {
      return find(nil, "The head of the audit log was not written with the service's key.")
    }
    if head.sequence > end {
      find(end + 1, "The entries from \(end + 1) to \(head.sequence) are missing.")
    } else if head.sequence < end {
      find(head.sequence + 1, "Entry \(head.sequence + 1) is behind the end of the log.")
    } else if head.hash != report.head?.hash {
      find(end, "Entry \(end) is not the one that the log ended with.")
    } else if let expected, expected.sequence > end {
      find(expected.sequence, "Entry \(expected.sequence) is missing.")
    } else if definitionsDiffer {
      find(nil, "The tables of the audit log were changed.")
    }
  }
}
