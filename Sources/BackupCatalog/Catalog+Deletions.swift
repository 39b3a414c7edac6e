package import BackupProtocol
import GRDB
import JSONCoding

extension Catalog {
  static func createDeletions(_ db: Database) throws {
    try db.execute(
      sql: "CREATE TABLE deletion (id TEXT PRIMARY KEY NOT NULL, actor TEXT) WITHOUT ROWID")
  }

  /// Notes that a backup is about to be deleted, and by whom.
  package func markDeletion(of id: String, by caller: Caller) throws {
    let actor = try caller.summary.map {
      String(decoding: try JSONValueEncoder().encode($0).serialized, as: UTF8.self)
    }
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO deletion (id, actor) VALUES (?, ?)", arguments: [id, actor])
    }
  }

  /// Takes the note back.
  package func unmarkDeletion(of id: String) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM deletion WHERE id = ?", arguments: [id])
    }
  }

  /// The backups whose deletion has begun, and who asked for it.
  package func deletions() throws -> [(id: String, actor: ActorSummary?)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT id, actor FROM deletion ORDER BY id")
    }.map { row in
      let text: String? = row["actor"]
      let actor = text.flatMap { text in
        try? JSONValueDecoder().decode(ActorSummary.self, from: JSONValue(parsing: text))
      }
      return (row["id"], actor)
    }
  }
}
