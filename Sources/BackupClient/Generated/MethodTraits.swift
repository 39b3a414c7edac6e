// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What a client has to know of the methods, by their names on the wire.
enum MethodTraits {
  /// Those that take a `progressToken`.
  static let reportsProgress: Set<String> = [
    "createBackup",
    "verifyBackup",
    "exportBackup",
    "importBackup",
    "previewRestore",
    "restoreBackup",
    "rollbackRestore",
    "requestResetOtp",
    "verifyResetOtp",
    "factoryReset",
  ]
}
