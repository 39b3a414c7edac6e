/// What a restore would do, found without doing it.
public struct RestorePreview: Codable, Sendable, Hashable {
  /// The id of the backup.
  public var backupId: String
  /// Whether the backup passed every check, and so can be restored.
  public var valid: Bool
  /// The database as it is now.
  public var target: Target
  /// How the schema of the backup differs from that of the database.
  public var schema: SchemaComparison
  /// Every table of either, sorted by name.
  public var tables: [TableComparison]
  /// The tables which the backup does not name, and which the restore leaves as they are. Absent
  /// for a backup of a whole database.
  public var keptTables: [String]?
  /// The sums over all tables.
  public var totals: Totals
  /// The room that the restore needs on the disk.
  public var space: Space
  /// How the restore would be done.
  public var plan: Plan?
  /// Whether the restore changes the schema, and so needs `allowSchemaChange`.
  public var requiresSchemaChange: Bool
  /// What the person should know first, a plain sentence each.
  public var warnings: [String]

  /// Creates one from its parts.
  public init(
    backupId: String, valid: Bool, target: Target, schema: SchemaComparison,
    tables: [TableComparison], keptTables: [String]? = nil, totals: Totals, space: Space,
    plan: Plan? = nil, requiresSchemaChange: Bool, warnings: [String]
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
