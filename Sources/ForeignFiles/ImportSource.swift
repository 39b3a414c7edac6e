package import BackupProtocol
package import ObjectStorage

/// A file that is taken in.
package struct ImportSource: Sendable {
  /// Its name, without the folder.
  package let fileName: String
  /// Its bytes, in the length that it had when it was opened.
  package var reader: any ObjectReader
  /// Logs of SQLite beside it that are not empty, by what their names add: `-wal`, `-journal`. A
  /// database file without its log may lack the latest changes, or be damaged.
  package var logs: [String: any ObjectReader] = [:]
  /// The file in it that is taken, where it is a ZIP or tar file.
  package var choice: PackedChoice?

  /// When it, or a log beside it, was last changed.
  package var modified: Timestamp?

  /// The time of its data, where they do not say it themselves: they are no newer than the file, and
  /// no newer than their import. A file without a sensible time is as old as its import.
  package func date(in entry: Backup) -> Timestamp {
    guard let modified, modified.millisecondsSince1970 > 0 else { return entry.createdAt }
    return min(modified, entry.createdAt)
  }

  package init(
    fileName: String, reader: any ObjectReader, logs: [String: any ObjectReader] = [:],
    choice: PackedChoice? = nil, modified: Timestamp? = nil
  ) {
    self.fileName = fileName
    self.reader = reader
    self.logs = logs
    self.choice = choice
    self.modified = modified
  }
}
