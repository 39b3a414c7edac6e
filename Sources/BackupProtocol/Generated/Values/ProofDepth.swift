// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How thoroughly a backup was checked.
public enum ProofDepth: String, Codable, Sendable, CaseIterable {
  /// The stored bytes are the ones that were written.
  case stored
  /// It was restored on trial, and the structure of the database checked.
  case restored
  /// It was restored on trial, and every index entry compared with its row.
  case full
}
