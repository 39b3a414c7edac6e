package import BackupProtocol
import Files
import GRDB
package import StateFolder

/// A run of entries that was moved from the ledger into a file of its own.
package struct AuditSegment: Equatable, Sendable {
  /// 1, 2, 3 and so on, without a gap.
  package let number: Int
  package let file: String
  /// The numbers of its first and last entry.
  let first: Int
  package let last: Int
  /// The hash of the entry before the first one, and that of the last one.
  let previous: String
  package let hash: String
  /// SHA-256 of the uncompressed lines.
  let checksum: String
  /// The size of the file.
  package let bytes: Int64
  /// Whether it was removed because the rules do not keep it.
  package var isRemoved = false

  package static let filePrefix = "activity-"

  private static let purpose = "audit log segment"

  private var fields: [String] {
    ["\(number)", file, "\(first)", "\(last)", previous, hash, checksum, "\(bytes)"]
      + [isRemoved ? "removed" : "kept"]
  }

  func code(_ key: ServiceKey) -> String {
    hexadecimal(key.authenticationCode(for: Self.purpose, fields))
  }

  func isAuthentic(_ code: String, _ key: ServiceKey) -> Bool {
    guard let bytes = ActivityHead.bytes(code) else { return false }
    return key.isAuthentic(bytes, for: Self.purpose, fields)
  }

  package init(
    number: Int, file: String, first: Int, last: Int, previous: String, hash: String,
    checksum: String, bytes: Int64, isRemoved: Bool = false
  ) {
    self.number = number
    self.file = file
    self.first = first
    self.last = last
    self.previous = previous
    self.hash = hash
    self.checksum = checksum
    self.bytes = bytes
    self.isRemoved = isRemoved
  }
}

extension Ledger {
  /// Keeps the list of segments, and lets entries be removed that are in one.
  static func createSegments(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE activitySegment (
          number INTEGER PRIMARY KEY NOT NULL,
          file TEXT NOT NULL,
          first INTEGER NOT NULL,
          last INTEGER NOT NULL,
          previous TEXT NOT NULL,
          hash TEXT NOT NULL,
          checksum TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          isRemoved INTEGER NOT NULL,
          code TEXT NOT NULL
        );
        CREATE TRIGGER activitySegment_append BEFORE INSERT ON activitySegment
          WHEN NEW.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM activitySegment)
            OR NEW.first IS NOT (SELECT ifnull(max(last), 0) + 1 FROM activitySegment)
            OR NEW.last < NEW.first
          BEGIN SELECT RAISE(ABORT, 'segments are only ever added at the end'); END;
        CREATE TRIGGER activitySegment_update BEFORE UPDATE ON activitySegment
          WHEN OLD.isRemoved OR NOT NEW.isRemoved OR NEW.number IS NOT OLD.number
            OR NEW.file IS NOT OLD.file OR NEW.first IS NOT OLD.first
            OR NEW.last IS NOT OLD.last OR NEW.previous IS NOT OLD.previous
            OR NEW.hash IS NOT OLD.hash OR NEW.checksum IS NOT OLD.checksum
          BEGIN SELECT RAISE(ABORT, 'a segment is only ever marked as removed'); END;
        CREATE TRIGGER activitySegment_delete BEFORE DELETE ON activitySegment
          BEGIN SELECT RAISE(ABORT, 'segments are only ever added'); END;
        DROP TRIGGER activity_delete;
        CREATE TRIGGER activity_delete BEFORE DELETE ON activity
          WHEN NOT EXISTS (SELECT 1 FROM activitySegment WHERE last >= OLD.sequence)
          BEGIN SELECT RAISE(ABORT, 'only entries in a segment can be removed'); END;
        """)
  }

  /// Bytes of the file that are in use.
  package func usedBytes() throws -> Int64 {
    try read { db in
      let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
      return (pages - free) * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }
  }

  /// All segments, those that were removed among them, oldest first.
  package func segments() throws -> [AuditSegment] {
    try read { db in try Self.segments(db, after: 0).map(\.segment) }
  }

  /// The segments behind one, each with its code.
  static func segments(
    _ db: Database, after number: Int
  ) throws -> [(segment: AuditSegment, code: String)] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT number, file, first, last, previous, hash, checksum, bytes, isRemoved, code
        FROM activitySegment WHERE number > ? ORDER BY number
        """, arguments: [number])
    return try rows.map { row in
      let segment = AuditSegment(
        number: try row.decode(atIndex: 0), file: try row.decode(atIndex: 1),
        first: try row.decode(atIndex: 2), last: try row.decode(atIndex: 3),
        previous: try row.decode(atIndex: 4), hash: try row.decode(atIndex: 5),
        checksum: try row.decode(atIndex: 6), bytes: try row.decode(atIndex: 7),
        isRemoved: try row.decode(atIndex: 8))
      return (segment, try row.decode(atIndex: 9))
    }
  }

  /// Moves the entries of a segment out of the ledger, in one transaction with an entry that says so.
  ///
  /// - Parameter hasFile: whether its file, which is complete and durable, is still there.
  /// - Returns: false if another process has sealed entries meanwhile.
  package func seal(
    _ segment: AuditSegment, database: String, key: ServiceKey, clock: ServiceClock,
    hasFile: () throws -> Bool
  ) throws -> Bool {
    try write { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT min(sequence) FROM activity), (SELECT max(sequence) FROM activity),
            (SELECT hash FROM activity WHERE sequence = ?),
            (SELECT ifnull(max(number), 0) FROM activitySegment)
          """, arguments: [segment.last])
      guard let row, row[0] == segment.first, segment.last < row[1] ?? 0,
        row[2] == segment.hash, row[3] == segment.number - 1, try hasFile()
      else { return false }
      try db.execute(
        sql: "INSERT INTO activitySegment VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        arguments: [
          segment.number, segment.file, segment.first, segment.last, segment.previous,
          segment.hash, segment.checksum, segment.bytes, segment.code(key),
        ])
      let draft = ActivityDraft(
        "sealAuditLog", .succeeded, by: nil,
        targets: [.segment(segment.file), .checksum(segment.checksum)])
      _ = try Self.append(draft, database: database, key: key, clock: clock, db)
      try db.execute(
        sql: "DELETE FROM activity WHERE sequence <= ?", arguments: [segment.last])
      return true
    }
  }

  /// Marks a segment as removed, in one transaction with an entry that says so. Its file is removed
  /// after that.
  package func markRemoved(
    _ segment: AuditSegment, database: String, key: ServiceKey, clock: ServiceClock
  ) throws {
    try write { db in
      let known = try Self.segments(db, after: segment.number - 1).first
      guard let known, known.segment == segment, !segment.isRemoved else { return }
      guard segment.isAuthentic(known.code, key) else { throw Self.alteredSegment }
      var removed = segment
      removed.isRemoved = true
      try db.execute(
        sql: "UPDATE activitySegment SET isRemoved = 1, code = ? WHERE number = ?",
        arguments: [removed.code(key), segment.number])
      let draft = ActivityDraft(
        "removeAuditSegment", .succeeded, by: nil, targets: [.segment(segment.file)])
      _ = try Self.append(draft, database: database, key: key, clock: clock, db)
    }
  }

  static var alteredEntry: ContractError {
    ContractError(
      "An entry of the audit log was changed. It is not sealed.",
      ErrorData(kind: .storageUnavailable, hint: "Run: strongroom audit verify.", reason: altered))
  }

  package static var alteredSegment: ContractError {
    ContractError(
      "The list of sealed segments of the audit log was changed.",
      ErrorData(kind: .storageUnavailable, hint: "Run: strongroom audit verify.", reason: altered))
  }
}

extension Activity.Target {
  /// The file of a sealed segment of the audit log.
  package static func segment(_ file: String) -> Self { Self(type: "segment", id: file) }
  /// The SHA-256 hash of what the target before it holds.
  static func checksum(_ digits: String) -> Self { Self(type: "sha256", id: digits) }
}
