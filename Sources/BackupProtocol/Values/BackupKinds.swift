/// What caused a backup.
public enum BackupType: String, Codable, Sendable, CaseIterable {
  /// A person asked for it.
  case manual
  /// The schedule was due.
  case automatic
  /// Made by the service itself, before a restore or a reset.
  case safety
  /// Taken in from a file, whose name is in `importedFrom`.
  case `import`
}

/// How far a backup has come.
public enum BackupStatus: String, Codable, Sendable, CaseIterable {
  /// In progress.
  case running
  /// Finished, and there to restore from.
  case completed
  /// Ended with an error; see `error`. Nothing was stored.
  case failed
  /// The process ended before the backup did. Nothing was stored.
  case interrupted
  /// Stopped because the caller wished so. Nothing was stored.
  case cancelled
}

/// What a backup is stored as.
public enum BackupFormat: String, Codable, Sendable, CaseIterable {
  /// One self-contained compressed file: the image of the database, and its manifest.
  case archive
  /// SQL statements which rebuild the database, compressed by gzip.
  case sql
  /// One JSON document with the schema and all rows, compressed by gzip.
  case json
  /// A snapshot in a repository which stores only what has changed.
  case incremental
}

/// How the bytes of a backup are compressed.
public enum CompressionAlgorithm: String, Codable, Sendable, CaseIterable {
  /// Zstandard, RFC 8878. The default.
  case zstd
  /// gzip, RFC 1952: larger and slower, but every system can unpack it.
  case gzip
}
