// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How a restore puts the data of the backup in place.
public enum RestoreMethod: String, Codable, Sendable, CaseIterable {
  /// Row by row, in one transaction.
  case rows
  /// The whole database, in one transaction.
  case image
  /// The files of a database that cannot be read are set aside, and the backup takes their place.
  case replace
}
