package import BackupProtocol
import GRDB

extension Catalog {
  /// What is told of a completed backup without reading its whole entry.
  package struct CompletedBackup {
    package let id: String
    package let type: BackupType?
    package let fileName: String
    package let fileSize: Int
    package let isDamaged: Bool
    package let isProven: Bool
    package let backupDate: Timestamp?
  }

  /// The completed backups, newest first.
  package func completedBackups() throws -> [CompletedBackup] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, type, json_extract(entry, '$.fileName') AS fileName,
            json_extract(entry, '$.fileSize') AS fileSize,
            json_extract(entry, '$.error') IS NOT NULL AS isDamaged,
            json_extract(entry, '$.verifiedAt') IS NOT NULL AS isProven,
            json_extract(entry, '$.backupDate') AS backupDate
          FROM backup WHERE status = 'completed' ORDER BY id DESC
          """
      ).map { row in
        CompletedBackup(
          id: row["id"], type: BackupType(rawValue: row["type"]), fileName: row["fileName"],
          fileSize: row["fileSize"], isDamaged: row["isDamaged"], isProven: row["isProven"],
          backupDate: Timestamp(row["backupDate"]))
      }
    }
  }

  /// The names of the files that backups of any status have or had.
  package func fileNames() throws -> Set<String> {
    try read { db in
      try Set(String.fetchAll(db, sql: "SELECT json_extract(entry, '$.fileName') FROM backup"))
    }
  }

  /// How many backups there are of a status and a type.
  package func backupCounts() throws -> [(status: String, type: String?, count: Int)] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT status, type, count(*) AS count FROM backup GROUP BY status, type"
      ).map { (status: $0["status"], type: $0["type"], count: $0["count"]) }
    }
  }

  /// Whether anything was ever done.
  package func hasHistory() throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM backup) OR EXISTS (SELECT 1 FROM restore)")
    } ?? false
  }

  /// Whether an operation is under way, or was cut off.
  package func hasUnfinished() throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM backup WHERE status = 'running')
            OR EXISTS (SELECT 1 FROM restore WHERE status = 'running')
            OR EXISTS (SELECT 1 FROM deletion)
          """) ?? false
    }
  }

  /// Whether a restore that changed the database, and was not undone since, has this safety backup.
  package func isWayBack(_ id: String) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM restore AS done
            WHERE json_extract(done.entry, '$.safetyBackupId') = ?
              AND done.status IN ('completed', 'interrupted', 'running')
              AND NOT EXISTS (
                SELECT 1 FROM restore AS undone
                WHERE undone.status = 'completed'
                  AND json_extract(undone.entry, '$.rollbackOf') = done.id))
          """, arguments: [id]) ?? false
    }
  }

  /// Backups that were proven, newest first. After a rebuild of the catalog, what was not found damaged
  /// counts as proven.
  ///
  /// - Parameter isWanted: called for one after the other, until it says yes.
  package func newestProven(where isWanted: (Backup) throws -> Bool) throws -> Backup? {
    let texts = try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT entry FROM backup
          WHERE status = 'completed' AND json_extract(entry, '$.error') IS NULL
            AND (json_extract(entry, '$.verifiedAt') IS NOT NULL
              OR json_extract(entry, '$.rebuiltAt') IS NOT NULL)
          ORDER BY id DESC
          """)
    }
    for text in texts {
      let backup: Backup = try Self.decode(text)
      if try isWanted(backup) { return backup }
    }
    return nil
  }

  /// The last restore that changed, or may have changed, the database.
  package func lastRestoreID() throws -> String? {
    try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT id FROM restore WHERE status IN ('completed', 'interrupted')
            OR ifnull(json_extract(entry, '$.databaseHolds'), 'before') <> 'before'
          ORDER BY id DESC LIMIT 1
          """)
    }
  }
}
