package import BackupProtocol
import Files
import GRDB
import JSONCoding
package import StateFolder

/// Repeated refusals, counted until their window ends, and then written as one entry.
///
/// The first refusal is an entry at once. What is counted here is authenticated by the service's
/// key, so that nobody else can have the service write an entry of it.
extension Ledger {
  static func createRefusals(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE refusal (
          key TEXT PRIMARY KEY NOT NULL,
          document TEXT NOT NULL,
          isShared INTEGER NOT NULL,
          count INTEGER NOT NULL,
          firstAt INTEGER NOT NULL,
          lastAt INTEGER NOT NULL,
          until INTEGER NOT NULL,
          code TEXT NOT NULL
        )
        """)
  }

  /// How many actors' refusals are counted each for itself at a time.
  static let countedRefusals = 128

  /// What became of a refusal.
  package struct RefusalWindow {
    package let window: RefusalCount
    /// The time until which there is no space for another actor; nil if there is.
    package let fullUntil: Timestamp?
  }

  /// Counts a refusal if one like it was recorded a short time ago, and otherwise adds an entry.
  ///
  /// - Parameter unsaved: counts that are not in the ledger yet.
  package func add(
    _ refusal: Refusal, unsaved: [RefusalCount], database: String, key: ServiceKey,
    clock: ServiceClock
  ) throws -> RefusalWindow {
    try write { db in
      let now = clock.now()
      for count in unsaved { try Self.save(adding: count, key, db) }
      try Self.closeRefusals(endedAt: now, database: database, key: key, clock: clock, db)
      if var known = try Self.refusal(refusal.key, key, db) {
        known.add(at: now)
        try Self.save(known, key, db)
        return RefusalWindow(window: known, fullUntil: nil)
      }
      let fullUntil = try Self.fullUntil(db)
      let counted = fullUntil == nil ? refusal : Refusal(sharing: refusal)
      if fullUntil != nil, var known = try Self.refusal(counted.key, key, db) {
        known.add(at: now)
        try Self.save(known, key, db)
        return RefusalWindow(window: known, fullUntil: fullUntil)
      }
      _ = try Self.append(counted.draft(), database: database, key: key, clock: clock, db)
      let window = RefusalCount(counted, at: now)
      try Self.save(window, key, db)
      return RefusalWindow(window: window, fullUntil: fullUntil)
    }
  }

  /// Saves counts, and writes an entry for each window that has ended.
  ///
  /// - Parameter all: whether those that are open end as well.
  package func saveRefusals(
    _ unsaved: [RefusalCount], endAll all: Bool = false, database: String, key: ServiceKey,
    clock: ServiceClock
  ) throws {
    try write { db in
      for count in unsaved { try Self.save(adding: count, key, db) }
      try Self.closeRefusals(
        endedAt: all ? nil : clock.now(), database: database, key: key, clock: clock, db)
    }
  }

  /// Whether a window has ended, so that an entry can be written.
  package func hasEndedRefusals(at now: Timestamp) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM refusal WHERE until <= ? OR until > ?)",
        arguments: Self.bounds(now)) ?? false
    }
  }

  /// Adds an entry for each window that has ended, and forgets the window.
  ///
  /// - Parameter now: nil to end all of them.
  static func closeRefusals(
    endedAt now: Timestamp?, database: String, key: ServiceKey, clock: ServiceClock,
    _ db: Database
  ) throws {
    var sql = "SELECT key FROM refusal"
    if now != nil { sql += " WHERE until <= ? OR until > ?" }
    let keys = try String.fetchAll(
      db, sql: sql + " ORDER BY firstAt, key", arguments: now.map(bounds) ?? [])
    for name in keys {
      // One that somebody else wrote is evidence, and no reason to stop recording.
      guard let count = try? refusal(name, key, db) else { continue }
      if let draft = count.draft {
        _ = try append(draft, database: database, key: key, clock: clock, db)
      }
      try db.execute(sql: "DELETE FROM refusal WHERE key = ?", arguments: [name])
    }
  }

  /// A window ends when its time is over, or when the clock was set back to before its beginning.
  private static func bounds(_ now: Timestamp) -> StatementArguments {
    let now = now.millisecondsSince1970
    return [now, now + RefusalCount.window]
  }

  private static func fullUntil(_ db: Database) throws -> Timestamp? {
    let row = try Row.fetchOne(
      db, sql: "SELECT count(*), min(until) FROM refusal WHERE NOT isShared")
    guard let row, try row.decode(Int.self, atIndex: 0) >= countedRefusals else { return nil }
    return Timestamp(millisecondsSince1970: try row.decode(atIndex: 1))
  }

  private static func save(adding count: RefusalCount, _ key: ServiceKey, _ db: Database) throws {
    guard var known = try refusal(count.refusal.key, key, db) else {
      return try save(count, key, db)
    }
    known.add(count)
    try save(known, key, db)
  }

  private static func save(_ count: RefusalCount, _ key: ServiceKey, _ db: Database) throws {
    let document = String(
      decoding: try JSONValueEncoder().encode(count.refusal).serialized, as: UTF8.self)
    let times = [count.from, count.to, count.until].map(\.millisecondsSince1970)
    let code = key.authenticationCode(for: purpose, fields(document, count.count, times))
    try db.execute(
      sql: "INSERT OR REPLACE INTO refusal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        count.refusal.key, document, count.refusal.isShared, count.count, times[0], times[1],
        times[2], hexadecimal(code),
      ])
  }

  private static let purpose = "repeated refusals"

  private static func fields(_ document: String, _ count: Int, _ times: [Int64]) -> [String] {
    [document, "\(count)"] + times.map { "\($0)" }
  }

  /// The count of a key.
  ///
  /// - Throws: `storageUnavailable` if it was not written with the service's key.
  private static func refusal(
    _ name: String, _ key: ServiceKey, _ db: Database
  ) throws -> RefusalCount? {
    let row = try Row.fetchOne(
      db, sql: "SELECT document, count, firstAt, lastAt, until, code FROM refusal WHERE key = ?",
      arguments: [name])
    guard let count = try row.map({ try count($0, key) }) else { return nil }
    guard count.refusal.key == name else { throw notOurs }
    return count
  }

  private static func count(_ row: Row, _ key: ServiceKey) throws -> RefusalCount {
    let document = try row.decode(String.self, atIndex: 0)
    let count = try row.decode(Int.self, atIndex: 1)
    let times = try (2...4).map { try row.decode(Int64.self, atIndex: $0) }
    guard let code = ActivityHead.bytes(try row.decode(String.self, atIndex: 5)),
      key.isAuthentic(code, for: purpose, fields(document, count, times))
    else {
      throw notOurs
    }
    let refusal = try JSONValueDecoder(root: "refusal").decode(
      Refusal.self, from: JSONValue(parsing: document))
    let moments = times.map { Timestamp(millisecondsSince1970: $0) }
    return RefusalCount(
      refusal, until: moments[2], count: count, from: moments[0], to: moments[1])
  }

  private static var notOurs: ContractError {
    ContractError(
      "A count of refusals in the audit log was changed.",
      ErrorData(
        kind: .storageUnavailable, hint: "Run: strongroom audit verify.", reason: altered))
  }

  /// Whether all counts are as the service wrote them.
  static func refusalsAreAuthentic(_ key: ServiceKey, _ db: Database) throws -> Bool {
    let rows = try Row.fetchAll(
      db, sql: "SELECT document, count, firstAt, lastAt, until, code, key FROM refusal")
    return rows.allSatisfy { row in
      guard let count = try? count(row, key) else { return false }
      return (try? row.decode(String.self, atIndex: 6)) == count.refusal.key
    }
  }
}
