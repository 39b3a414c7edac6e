package import BackupProtocol
package import Databases
package import GRDB
import JSONCoding
package import StateFolder

/// A factory reset, and what tells after a crash whether it was done.
package struct ResetRecord: Codable {
  package var reset: Reset
  /// From just before the deletion is committed.
  package var mark: EraseMark?

  package init(reset: Reset, mark: EraseMark? = nil) {
    self.reset = reset
    self.mark = mark
  }
}

/// What became of factory resets, in the database of the ledger.
package struct ResetRecords {
  private let database: ServiceDatabase

  package init(_ database: ServiceDatabase) { self.database = database }

  package static var migrations: [(name: String, create: @Sendable (Database) throws -> Void)] {
    [("resets", { try createResets($0) })]
  }

  static func createResets(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE reset (
          id TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, record TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE change (count INTEGER NOT NULL);
        INSERT INTO change VALUES (0);
        """)
  }

  package func save(_ record: ResetRecord) throws {
    try database.write { db in try Self.save(record, db) }
  }

  package static func save(_ record: ResetRecord, _ db: Database) throws {
    let text = String(decoding: try JSONValueEncoder().encode(record).serialized, as: UTF8.self)
    try db.execute(
      sql: "INSERT OR REPLACE INTO reset (id, status, record) VALUES (?, ?, ?)",
      arguments: [record.reset.id, record.reset.status.rawValue, text])
    if record.reset.status == .completed { try noteChange(db) }
  }

  package func running() throws -> [ResetRecord] { try resets(.running) }

  /// Oldest first.
  private func resets(_ status: ResetStatus) throws -> [ResetRecord] {
    try database.read { db in
      try String.fetchAll(
        db, sql: "SELECT record FROM reset WHERE status = ? ORDER BY id",
        arguments: [status.rawValue])
    }.map { try JSONValueDecoder(root: "record").decode(from: JSONValue(parsing: $0)) }
  }

  /// How often the database was restored or reset, or its catalog made anew. Unlike ids and times it
  /// never comes again.
  package func changes() throws -> Int {
    try database.read { db in try Int.fetchOne(db, sql: "SELECT count FROM change") ?? 0 }
  }

  package func noteChange() throws {
    try database.write { db in try Self.noteChange(db) }
  }

  private static func noteChange(_ db: Database) throws {
    try db.execute(sql: "UPDATE change SET count = count + 1")
  }

  /// The safety backups of resets that were done, or are under way: the way back.
  package func safetyBackupIDs() throws -> Set<String> {
    Set(try (resets(.completed) + resets(.running)).compactMap(\.reset.safetyBackupId))
  }
}
