// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The result of `restoreBackup` and of `rollbackRestore`.
public struct RestoreOutcome: Codable, Sendable, Hashable {
  /// The entry in the history of restores.
  public var restore: Restore
  /// The backup made just before, from which the restore can be rolled back; null only if there was
  /// no database before, or none that could be read.
  @Nullable public var safetyBackup: Backup?
  /// Whether the host application should be restarted.
  public var restartRequired: Bool
  /// How long each part took.
  public var timings: RestoreOutcome.Timings

  /// Creates one from its parts.
  public init(
    restore: Restore, safetyBackup: Backup? = nil, restartRequired: Bool,
    timings: RestoreOutcome.Timings
  ) {
    self.restore = restore
    self.safetyBackup = safetyBackup
    self.restartRequired = restartRequired
    self.timings = timings
  }
}

extension RestoreOutcome {
  /// How long the parts of a restore took, in milliseconds.
  public struct Timings: Codable, Sendable, Hashable {
    /// The check that the confirmation still holds.
    public var previewMs: Int?
    /// The safety backup; 0 if there was nothing to back up.
    public var safetyBackupMs: Int
    /// Unpacking the backup and checking it, with the database untouched.
    public var prepareMs: Int?
    /// Replacing the contents of the database, with the wait for the application's lock.
    public var restoreMs: Int
    /// How long the application could not write; absent where there was no database.
    public var writersHeldMs: Int?
    /// Checking the database afterwards.
    public var verifyMs: Int?
    /// All of it.
    public var totalMs: Int?

    /// Creates one from its parts.
    public init(
      previewMs: Int? = nil, safetyBackupMs: Int, prepareMs: Int? = nil, restoreMs: Int,
      writersHeldMs: Int? = nil, verifyMs: Int? = nil, totalMs: Int? = nil
    ) {
      self.previewMs = previewMs
      self.safetyBackupMs = safetyBackupMs
      self.prepareMs = prepareMs
      self.restoreMs = restoreMs
      self.writersHeldMs = writersHeldMs
      self.verifyMs = verifyMs
      self.totalMs = totalMs
    }
  }
}
