/// What the contract says of its methods beside their params and results.
enum MethodTraits {
  /// Those that take a `progressToken`.
  static let reportsProgress: Set<String> = [
    "createBackup", "verifyBackup", "exportBackup", "importBackup", "previewRestore",
    "restoreBackup", "rollbackRestore", "requestResetOtp", "verifyResetOtp", "factoryReset",
  ]
}
