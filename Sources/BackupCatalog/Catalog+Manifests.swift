package import BackupProtocol
import GRDB
import JSONCoding

extension Catalog {
  package func save(_ manifest: Manifest) throws {
    let text = String(decoding: try JSONValueEncoder().encode(manifest).serialized, as: UTF8.self)
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO manifest (id, document) VALUES (?, ?)",
        arguments: [manifest.id, text])
    }
  }

  package func manifest(id: String) throws -> Manifest? {
    let text = try read { db in
      try String.fetchOne(db, sql: "SELECT document FROM manifest WHERE id = ?", arguments: [id])
    }
    return try text.map(Self.decode)
  }

  /// Removes a backup's entry and manifest.
  package func removeBackup(id: String) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM backup WHERE id = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM manifest WHERE id = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM deletion WHERE id = ?", arguments: [id])
    }
  }
}
