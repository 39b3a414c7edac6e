package import BackupProtocol
import Concurrency
import Files
package import GRDB
package import StateFolder

/// The audit log: a chain of entries, and a head that says where it ends.
///
/// Each entry's hash covers the one before it, so that none in the middle can be changed, removed or
/// put in. The head is authenticated by the service's key and written with each entry, so that none
/// can be taken from the end. `AuditLog.md` is the specification.
extension Ledger {
  static func createActivity(_ db: Database) throws {
    // What lists are filtered by is derived from the document, and so never says anything else.
    try db.execute(
      sql: """
        CREATE TABLE activity (
          sequence INTEGER PRIMARY KEY NOT NULL,
          previous TEXT NOT NULL,
          document TEXT NOT NULL,
          hash TEXT NOT NULL,
          search TEXT NOT NULL,
          id TEXT GENERATED ALWAYS AS (json_extract(document, '$.id')),
          createdAt TEXT GENERATED ALWAYS AS (json_extract(document, '$.createdAt')),
          action TEXT GENERATED ALWAYS AS (json_extract(document, '$.action')),
          outcome TEXT GENERATED ALWAYS AS (json_extract(document, '$.outcome')),
          actorId TEXT GENERATED ALWAYS AS (json_extract(document, '$.actor.id')),
          database TEXT GENERATED ALWAYS AS (json_extract(document, '$.database'))
        );
        CREATE UNIQUE INDEX activity_id ON activity (id);
        CREATE INDEX activity_createdAt ON activity (createdAt, id);
        CREATE INDEX activity_action ON activity (action, id);
        CREATE INDEX activity_outcome ON activity (outcome, id);
        CREATE INDEX activity_actorId ON activity (actorId, id);
        CREATE INDEX activity_database ON activity (database, id);
        CREATE TRIGGER activity_append BEFORE INSERT ON activity
          WHEN NEW.sequence IS NOT (SELECT ifnull(max(sequence), 0) + 1 FROM activity)
          BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
        CREATE TRIGGER activity_update BEFORE UPDATE ON activity
          BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
        CREATE TRIGGER activity_delete BEFORE DELETE ON activity
          BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
        CREATE TABLE activityHead (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          sequence INTEGER NOT NULL,
          hash TEXT NOT NULL,
          code TEXT NOT NULL
        );
        CREATE TRIGGER activityHead_insert BEFORE INSERT ON activityHead
          WHEN EXISTS (SELECT 1 FROM activityHead)
          BEGIN SELECT RAISE(ABORT, 'the audit log has one head'); END;
        CREATE TRIGGER activityHead_update BEFORE UPDATE ON activityHead
          WHEN NEW.sequence IS NOT OLD.sequence + 1
          BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
        CREATE TRIGGER activityHead_delete BEFORE DELETE ON activityHead
          BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
        """)
  }

  /// Adds an entry, in one transaction with the head. Refusals whose window has ended come before it.
  ///
  /// - Throws: `storageUnavailable` where it cannot be written, and where the end of the log is not
  ///   the one that this service wrote: to go on would hide what was done to it.
  ///
  /// - Parameter change: what else is changed in the ledger, in the same transaction.
  package func append(
    _ draft: ActivityDraft, database: String, key: ServiceKey, clock: ServiceClock,
    with change: (Database) throws -> Void = { _ in }
  ) throws -> Activity {
    try write { db in
      try change(db)
      try Self.closeRefusals(
        endedAt: clock.now(), database: database, key: key, clock: clock, db)
      return try Self.append(draft, database: database, key: key, clock: clock, db)
    }
  }

  /// Has a log that takes the place of one that is gone say so in its first entry.
  package func beginAnew(database: String, key: ServiceKey, clock: ServiceClock) throws {
    try write { db in
      guard try ActivityHead.fetch(db) == nil else { return }
      _ = try Self.append(.beginning, database: database, key: key, clock: clock, db)
    }
  }

  static func append(
    _ draft: ActivityDraft, database: String, key: ServiceKey, clock: ServiceClock, _ db: Database
  ) throws -> Activity {
    let (last, lastID) = try Self.end(key, db)
    let sequence = (last?.sequence ?? 0) + 1
    let time = clock.now()
    let document = ActivityDocument(
      draft, sequence: sequence, id: try Self.id(at: time, after: lastID, clock),
      at: time, database: database)
    let text = try document.text()
    let previous = last?.hash ?? ActivityDocument.noHash
    let hash = ActivityDocument.hash(previous: previous, text: text)
    try db.execute(
      sql: """
        INSERT INTO activity (sequence, previous, document, hash, search) VALUES (?, ?, ?, ?, ?)
        """, arguments: [sequence, previous, text, hash, document.search])
    let head = ActivityHead(sequence: sequence, hash: hash, key: key)
    try db.execute(
      sql: last == nil
        ? "INSERT INTO activityHead (sequence, hash, code, id) VALUES (?, ?, ?, 1)"
        : "UPDATE activityHead SET sequence = ?, hash = ?, code = ? WHERE id = 1",
      arguments: [head.sequence, head.hash, head.code])
    return Activity(document, previous: previous, hash: hash)
  }

  /// The reason of an error that says that the log does not end as it was written.
  package static let altered = "altered"

  /// Where the log ends: its head, and the id of its last entry; nil where it has none.
  ///
  /// - Throws: `storageUnavailable` where the two do not agree.
  static func end(_ key: ServiceKey, _ db: Database) throws -> (ActivityHead?, id: String?) {
    let head = try ActivityHead.fetch(db)
    let row = try Row.fetchOne(
      db, sql: "SELECT sequence, hash, id FROM activity ORDER BY sequence DESC LIMIT 1")
    if head == nil && row == nil { return (nil, nil) }
    guard let head, let row, head.isAuthentic(key),
      try row.decode(Int.self, atIndex: 0) == head.sequence,
      try row.decode(String.self, atIndex: 1) == head.hash
    else {
      throw ContractError(
        "The end of the audit log was changed. No entries are added to it.",
        ErrorData(
          kind: .storageUnavailable,
          hint: "Run: strongroom audit verify. To begin a new log, move ledger.sqlite out of the "
            + "backup folder, and keep it as evidence.", reason: altered))
    }
    return (head, try row.decode(atIndex: 2))
  }

  /// - Throws: `storageUnavailable` where the log does not end as it was written.
  package func checkEnd(_ key: ServiceKey) throws { try read { db in _ = try Self.end(key, db) } }

  /// Whether there is an entry.
  package var hasHead: Bool { get throws { try read(ActivityHead.fetch) != nil } }

  /// Behind the id of the last entry, whatever the clock says by now.
  private static func id(
    at time: Timestamp, after last: String?, _ clock: ServiceClock
  ) throws -> String {
    let id = EntryID.make(milliseconds: time.millisecondsSince1970, random: clock.random)
    guard let last, id <= last else { return id }
    guard let next = EntryID.next(after: last) else {
      throw ContractError(.internalError, "There is no id left for an entry of the audit log.")
    }
    return next
  }
}

/// Says which entry is the last one, in a way that only the service itself can.
struct ActivityHead: Equatable {
  let sequence: Int
  let hash: String
  /// HMAC-SHA256 under the service's key, in hexadecimal.
  let code: String

  private static let purpose = "audit log head"

  private var fields: [String] { ["\(sequence)", hash] }

  init(sequence: Int, hash: String, key: ServiceKey) {
    self.sequence = sequence
    self.hash = hash
    code = hexadecimal(key.authenticationCode(for: Self.purpose, ["\(sequence)", hash]))
  }

  private init(_ row: Row) throws {
    sequence = try row.decode(atIndex: 0)
    hash = try row.decode(atIndex: 1)
    code = try row.decode(atIndex: 2)
  }

  static func fetch(_ db: Database) throws -> ActivityHead? {
    try Row.fetchOne(db, sql: "SELECT sequence, hash, code FROM activityHead").map(Self.init)
  }

  func isAuthentic(_ key: ServiceKey) -> Bool {
    guard let bytes = Self.bytes(code) else { return false }
    return key.isAuthentic(bytes, for: Self.purpose, fields)
  }

  static func bytes(_ digits: String) -> [UInt8]? {
    let digits = Array(digits.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
