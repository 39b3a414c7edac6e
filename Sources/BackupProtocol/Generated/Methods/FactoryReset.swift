// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Deletes all data of the database except what is configured to be kept.
///
/// A proven safety backup, pinned, is made before, while writers wait. All rows go in one
/// transaction: a failure at any point leaves all of the data or the completed reset. Restoring the
/// safety backup brings everything back. Needs the permission to reset.
public enum FactoryReset: BackupMethod {
  /// `factoryReset`.
  public static let name = "factoryReset"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The token, from `verifyResetOtp`.
    public var resetToken: String
    /// The phrase, as the person typed it. A wrong one does not spend the token; the third does.
    public var confirmation: String

    /// Creates one from its parts.
    public init(resetToken: String, confirmation: String) {
      self.resetToken = resetToken
      self.confirmation = confirmation
    }
  }

  /// What `factoryReset` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// What was done.
    public var reset: Reset
    /// What brings everything back: preview and restore it.
    public var safetyBackup: Backup
    /// How many rows were deleted, by table.
    public var deleted: [DeletedRows]
    /// Whether the host application should be restarted.
    public var restartRequired: Bool
    /// How long the application could not write; absent where that is not known.
    public var writersHeldMs: Int?

    /// Creates one from its parts.
    public init(
      reset: Reset, safetyBackup: Backup, deleted: [DeletedRows], restartRequired: Bool,
      writersHeldMs: Int? = nil
    ) {
      self.reset = reset
      self.safetyBackup = safetyBackup
      self.deleted = deleted
      self.restartRequired = restartRequired
      self.writersHeldMs = writersHeldMs
    }
  }
}
