// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How the bytes of a backup are compressed.
public enum CompressionAlgorithm: String, Codable, Sendable, CaseIterable {
  /// Zstandard, RFC 8878. The default.
  case zstd
  /// gzip, RFC 1952: larger and slower, but every system can unpack it.
  case gzip
}
