// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What a restore would do, found without doing it.
public struct RestorePreview: Codable, Sendable, Hashable {
  /// The id of the backup.
  public var backupId: String
  /// Whether the backup passed every check, and so can be restored.
  public var valid: Bool
  /// The database as it is now.
  public var target: RestorePreview.Target
  /// How the schema of the backup differs from that of the database.
  public var schema: RestorePreview.SchemaComparison
  /// Every table of either, sorted by name.
  public var tables: [RestorePreview.TableComparison]
  /// The tables which the backup does not name, and which the restore leaves as they are. Absent
  /// for a backup of a whole database.
  public var keptTables: [String]?
  /// The sums over all tables.
  public var totals: RestorePreview.Totals
  /// The room that the restore needs on the disk.
  public var space: RestorePreview.Space
  /// How the restore would be done.
  public var plan: RestorePreview.Plan?
  /// Whether the restore changes the schema, and so needs `allowSchemaChange`.
  public var requiresSchemaChange: Bool
  /// What the person should know first, a plain sentence each.
  public var warnings: [String]

  /// Creates one from its parts.
  public init(
    backupId: String, valid: Bool, target: RestorePreview.Target,
    schema: RestorePreview.SchemaComparison, tables: [RestorePreview.TableComparison],
    keptTables: [String]? = nil, totals: RestorePreview.Totals, space: RestorePreview.Space,
    plan: RestorePreview.Plan? = nil, requiresSchemaChange: Bool, warnings: [String]
  ) {
    self.backupId = backupId
    self.valid = valid
    self.target = target
    self.schema = schema
    self.tables = tables
    self.keptTables = keptTables
    self.totals = totals
    self.space = space
    self.plan = plan
    self.requiresSchemaChange = requiresSchemaChange
    self.warnings = warnings
  }
}

extension RestorePreview {
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

  /// How the schema of a backup differs from that of the database.
  public struct SchemaComparison: Codable, Sendable, Hashable {
    /// Whether there is no difference.
    public var same: Bool
    /// The differences, sorted by kind and name.
    public var differences: [RestorePreview.SchemaDifference]
    /// The migrations that only one of the two has. Absent if neither keeps a table of them.
    public var migrations: RestorePreview.MigrationComparison?

    /// Creates one from its parts.
    public init(
      same: Bool, differences: [RestorePreview.SchemaDifference],
      migrations: RestorePreview.MigrationComparison? = nil
    ) {
      self.same = same
      self.differences = differences
      self.migrations = migrations
    }
  }

  /// One difference between two schemas.
  public struct SchemaDifference: Codable, Sendable, Hashable {
    /// What kind of difference.
    public var kind: RestorePreview.SchemaDifference.Kind
    /// The name of the table, index, view, trigger or setting.
    public var name: String
    /// The difference in one plain sentence, such as the columns that only one of the two has.
    public var detail: String

    /// Creates one from its parts.
    public init(kind: RestorePreview.SchemaDifference.Kind, name: String, detail: String) {
      self.kind = kind
      self.name = name
      self.detail = detail
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

  /// How the rows of a table would change.
  public struct TableComparison: Codable, Sendable, Hashable {
    /// The name of the table.
    public var name: String
    /// Rows in the database now; null if it has no such table.
    @Nullable public var rowsNow: Int?
    /// Rows in the backup; null if it has no such table.
    @Nullable public var rowsInBackup: Int?
    /// Rows that the restore would bring in: in the backup, and not now in the database. Null if
    /// the rows could not be read.
    @Nullable public var added: Int?
    /// Rows that the restore would take away: now in the database, and not in the backup. Null if
    /// the rows could not be read.
    @Nullable public var removed: Int?
    /// Rows in both whose values differ; null if the rows could not be matched one by one.
    @Nullable public var changed: Int?
    /// How the rows were matched.
    public var comparedBy: RestorePreview.RowMatching

    /// Creates one from its parts.
    public init(
      name: String, rowsNow: Int? = nil, rowsInBackup: Int? = nil, added: Int? = nil,
      removed: Int? = nil, changed: Int? = nil, comparedBy: RestorePreview.RowMatching
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
    public init(
      rowsNow: Int? = nil, rowsInBackup: Int, added: Int? = nil, removed: Int? = nil,
      changed: Int? = nil
    ) {
      self.rowsNow = rowsNow
      self.rowsInBackup = rowsInBackup
      self.added = added
      self.removed = removed
      self.changed = changed
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
