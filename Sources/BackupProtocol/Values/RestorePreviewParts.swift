extension RestorePreview {
  /// The database that a restore would replace.
  public struct Target: Codable, Sendable, Hashable {
    /// Whether there is one.
    public var exists: Bool
    /// Its size in bytes; 0 if there is none.
    public var size: Int

    /// Creates one from its parts.
    public init(exists: Bool, size: Int) {
      self.exists = exists
      self.size = size
    }
  }

  /// How a restore would be done.
  public struct Plan: Codable, Sendable, Hashable {
    /// The way. `replace` needs the parameter `replaceDamaged`.
    public var method: RestoreMethod
    /// Why this way, a plain sentence.
    public var reason: String
    /// Bytes that the database’s log or journal grows by.
    public var logBytes: Int
    /// Bytes that the restore needs on the disk at its peak.
    public var needsBytes: Int

    /// Creates one from its parts.
    public init(method: RestoreMethod, reason: String, logBytes: Int, needsBytes: Int) {
      self.method = method
      self.reason = reason
      self.logBytes = logBytes
      self.needsBytes = needsBytes
    }
  }

  /// Rows of all tables.
  public struct Totals: Codable, Sendable, Hashable {
    /// Rows in the database now; null if it cannot be read.
    @Nullable public var rowsNow: Int?
    /// Rows in the backup.
    public var rowsInBackup: Int
    /// Rows that the restore would bring in; null if the rows of some table could not be read.
    @Nullable public var added: Int?
    /// Rows that the restore would take away; null if the rows of some table could not be read.
    @Nullable public var removed: Int?
    /// Rows in both whose values differ; null if the rows of some table could not be matched one by
    /// one.
    @Nullable public var changed: Int?

    /// Creates one from its parts.
    public init(rowsNow: Int?, rowsInBackup: Int, added: Int?, removed: Int?, changed: Int?) {
      self.rowsNow = rowsNow
      self.rowsInBackup = rowsInBackup
      self.added = added
      self.removed = removed
      self.changed = changed
    }
  }

  /// Room on the disk, in bytes.
  public struct Space: Codable, Sendable, Hashable {
    /// What the restore needs at its peak, the safety backup included.
    public var needed: Int
    /// What is free.
    public var free: Int

    /// Creates one from its parts.
    public init(needed: Int, free: Int) {
      self.needed = needed
      self.free = free
    }
  }
}
