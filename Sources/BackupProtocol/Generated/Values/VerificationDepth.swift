// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How thoroughly a backup is verified.
public enum VerificationDepth: String, Codable, Sendable, CaseIterable {
  /// The stored bytes are read and hashed.
  case checksum
  /// A full trial restore into a scratch file, which is then checked as a database. The default.
  case restore
}
