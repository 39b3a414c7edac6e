// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What a backup can be written out as.
public enum ExportFormat: String, Codable, Sendable, CaseIterable {
  /// One self-contained compressed file: the image of the database, and its manifest.
  case archive
  /// SQL statements which rebuild the database, compressed with gzip.
  case sql
  /// JSON documents of all rows, compressed with gzip.
  case json
  /// A SQLite database file, as it is.
  case sqlite
}
