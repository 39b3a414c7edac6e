extension RestorePreview {
  /// How the rows of a table would change.
  public struct TableComparison: Codable, Sendable, Hashable {
    /// The name of the table.
    public var name: String
    /// Rows in the database now; null if it has no such table.
    @Nullable public var rowsNow: Int?
    /// Rows in the backup; null if it has no such table.
    @Nullable public var rowsInBackup: Int?
    /// Rows that the restore would bring in: in the backup, and not now in the database. Null if the
    /// rows could not be read.
    @Nullable public var added: Int?
    /// Rows that the restore would take away: now in the database, and not in the backup. Null if
    /// the rows could not be read.
    @Nullable public var removed: Int?
    /// Rows in both whose values differ; null if the rows could not be matched one by one.
    @Nullable public var changed: Int?
    /// How the rows were matched.
    public var comparedBy: RowMatching

    /// Creates one from its parts.
    public init(
      name: String, rowsNow: Int? = nil, rowsInBackup: Int? = nil, added: Int?, removed: Int?,
      changed: Int? = nil, comparedBy: RowMatching
    ) {
      self.name = name
      self.rowsNow = rowsNow
      self.rowsInBackup = rowsInBackup
      self.added = added
      self.removed = removed
      self.changed = changed
      self.comparedBy = comparedBy
    }
  }

  /// How the rows of a table were matched with those of the backup.
  public enum RowMatching: String, Codable, Sendable, CaseIterable {
    /// By primary key.
    case primaryKey
    /// By [rowid](https://sqlite.org/rowidtable.html).
    case rowid
    /// Not at all: only their numbers were compared. `added` and `removed` are the least that is
    /// possible.
    case count
    /// No need to: the tables are the same.
    case identical
  }
}
