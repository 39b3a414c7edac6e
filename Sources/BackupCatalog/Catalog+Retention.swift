package import BackupProtocol
import GRDB

extension Catalog {
  /// The facts of a backup that retention decides on.
  package struct RetainedBackup: Sendable {
    package let id: String
    package let type: BackupType
    package let status: BackupStatus
    package let fileName: String
    package let fileSize: Int
    package let backupDate: Timestamp
    package let isProven: Bool
    package let isPinned: Bool
    package let isDamaged: Bool
    /// Whether a restore can be undone by it alone.
    package let isWayBack: Bool
  }

  /// All backups, in one read.
  package func retainedBackups() throws -> [RetainedBackup] {
    try read { db in
      let waysBack = try String.fetchSet(
        db,
        sql: """
          SELECT json_extract(done.entry, '$.safetyBackupId') FROM restore AS done
          WHERE json_extract(done.entry, '$.safetyBackupId') IS NOT NULL
            AND done.status IN ('completed', 'interrupted', 'running')
            AND done.id NOT IN (
              SELECT json_extract(undone.entry, '$.rollbackOf') FROM restore AS undone
              WHERE undone.status = 'completed'
                AND json_extract(undone.entry, '$.rollbackOf') IS NOT NULL)
          """)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, type, status, entry ->> '$.fileName', entry ->> '$.fileSize',
            entry ->> '$.backupDate', entry ->> '$.verifiedAt' IS NOT NULL,
            entry ->> '$.pinned', entry ->> '$.error' IS NOT NULL
          FROM backup
          """)
      var backups: [RetainedBackup] = []
      while let row = try rows.next() {
        // This version removes no entry that it cannot read.
        guard let type = BackupType(rawValue: row[1]), let status = BackupStatus(rawValue: row[2]),
          let date = Timestamp(row[5] as String)
        else { continue }
        let id: String = row[0]
        backups.append(
          RetainedBackup(
            id: id, type: type, status: status, fileName: row[3], fileSize: row[4],
            backupDate: date, isProven: row[6], isPinned: row[7], isDamaged: row[8],
            isWayBack: waysBack.contains(id)))
      }
      return backups
    }
  }
}
