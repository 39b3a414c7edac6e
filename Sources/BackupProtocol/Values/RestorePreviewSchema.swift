extension RestorePreview {
  /// How the schema of a backup differs from that of the database.
  public struct SchemaComparison: Codable, Sendable, Hashable {
    /// Whether there is no difference.
    public var same: Bool
    /// The differences, sorted by kind and name.
    public var differences: [SchemaDifference]
    /// The migrations that only one of the two has. Absent if neither keeps a table of them.
    public var migrations: MigrationComparison?

    /// Creates one from its parts.
    public init(
      same: Bool, differences: [SchemaDifference], migrations: MigrationComparison? = nil
    ) {
      self.same = same
      self.differences = differences
      self.migrations = migrations
    }
  }

  /// One difference between two schemas.
  public struct SchemaDifference: Codable, Sendable, Hashable {
    /// What kind of difference.
    public var kind: SchemaDifference.Kind
    /// The name of the table, index, view, trigger or setting.
    public var name: String
    /// The difference in one plain sentence, such as the columns that only one of the two has.
    public var detail: String

    /// Creates one from its parts.
    public init(kind: SchemaDifference.Kind, name: String, detail: String) {
      self.kind = kind
      self.name = name
      self.detail = detail
    }
  }

  /// The migrations that only one of two databases has.
  public struct MigrationComparison: Codable, Sendable, Hashable {
    /// Applied in the backup only.
    public var onlyInBackup: [String]
    /// Applied in the database only.
    public var onlyInDatabase: [String]

    /// Creates one from its parts.
    public init(onlyInBackup: [String], onlyInDatabase: [String]) {
      self.onlyInBackup = onlyInBackup
      self.onlyInDatabase = onlyInDatabase
    }
  }
}

extension RestorePreview.SchemaDifference {
  /// What kind of difference; `missing` means that the backup lacks what the database has, `extra`
  /// the opposite.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The database has the table, the backup does not.
    case missingTable
    /// The backup has the table, the database does not.
    case extraTable
    /// The table is defined differently.
    case changedTable
    /// The database has the index, the backup does not.
    case missingIndex
    /// The backup has the index, the database does not.
    case extraIndex
    /// The index is defined differently.
    case changedIndex
    /// The database has the view, the backup does not.
    case missingView
    /// The backup has the view, the database does not.
    case extraView
    /// The view is defined differently.
    case changedView
    /// The database has the trigger, the backup does not.
    case missingTrigger
    /// The backup has the trigger, the database does not.
    case extraTrigger
    /// The trigger is defined differently.
    case changedTrigger
    /// A setting of the database itself is another one: `encoding`, as which text is stored.
    case changedSetting
  }
}
