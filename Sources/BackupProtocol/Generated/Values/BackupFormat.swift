// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

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
