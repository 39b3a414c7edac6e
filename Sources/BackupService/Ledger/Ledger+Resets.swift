import BackupProtocol
import DatabaseEngines
import GRDB
import JSONCoding

/// A factory reset, and what tells after a crash whether it was done.
struct ResetRecord: Codable {
  var reset: Reset
  /// From just before the deletion is committed.
  var mark: EraseMark?
}

extension Ledger {
  static func createResets(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE reset (
          id TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, record TEXT NOT NULL
        ) WITHOUT ROWID;
        """)
  }

  func save(_ record: ResetRecord) throws {
    try write { db in try Self.save(record, db) }
  }

  static func save(_ record: ResetRecord, _ db: Database) throws {
    let text = String(decoding: try JSONValueEncoder().encode(record).serialized, as: UTF8.self)
    try db.execute(
      sql: "INSERT OR REPLACE INTO reset (id, status, record) VALUES (?, ?, ?)",
      arguments: [record.reset.id, record.reset.status.rawValue, text])
  }

  func runningResets() throws -> [ResetRecord] {
    try read { db in
      try String.fetchAll(db, sql: "SELECT record FROM reset WHERE status = 'running' ORDER BY id")
    }.map { try JSONValueDecoder(root: "record").decode(from: JSONValue(parsing: $0)) }
  }

  /// The last reset that was done.
  func lastResetID() throws -> String? {
    try read { db in
      try String.fetchOne(
        db, sql: "SELECT id FROM reset WHERE status = 'completed' ORDER BY id DESC LIMIT 1")
    }
  }
}
