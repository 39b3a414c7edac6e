import GRDB
import JSONCoding

extension Catalog {
  /// The names of what is set by calls, and of what the schedule has to remember.
  package enum Setting: String, Sendable, CaseIterable {
    case schedule, retention, lastRun
  }

  static func createSettings(_ db: Database) throws {
    try db.execute(
      sql:
        "CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"
    )
  }

  /// - Returns: nil if it was never set.
  package func setting<Value: Decodable>(_ type: Value.Type, _ name: Setting) throws -> Value? {
    let text = try read { db in
      try String.fetchOne(
        db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name.rawValue])
    }
    guard let text else { return nil }
    return try Self.decode(text)
  }

  package func save(_ value: some Encodable, as name: Setting) throws {
    let text = String(decoding: try JSONValueEncoder().encode(value).serialized, as: UTF8.self)
    try write { db in try Self.save(text, as: name.rawValue, db) }
  }

  /// Copies the settings of the catalog that this one replaces.
  package func takeSettings(from other: Catalog) throws {
    let settings = try other.read { db in
      try Row.fetchAll(db, sql: "SELECT name, value FROM setting")
    }
    try write { db in
      for row in settings { try Self.save(row["value"], as: row["name"], db) }
    }
  }

  private static func save(_ value: String, as name: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }
}
