import BackupProtocol
import GRDB
import ObjectStorage

extension BackupOperations {
  /// Warns of backup files that the catalog does not have, as after its loss.
  func unlistedWarnings(_ catalog: Catalog, objects: [ObjectInfo]) throws -> [HealthWarning] {
    let files = objects.map(\.key.name).filter { $0.hasPrefix("backup-") }
    guard !files.isEmpty else { return [] }
    let known = try catalog.read { db in
      try Set(String.fetchAll(db, sql: "SELECT json_extract(entry, '$.fileName') FROM backup"))
    }
    let unlisted = files.count { !known.contains($0) }
    guard unlisted > 0 else { return [] }
    return [
      HealthWarning(
        kind: "catalogIncomplete",
        message: unlisted == 1
          ? "A backup file in the backup folder is not in the catalog."
          : "\(unlisted) backup files in the backup folder are not in the catalog.",
        hint: "Run: strongroom catalog rebuild")
    ]
  }
}
