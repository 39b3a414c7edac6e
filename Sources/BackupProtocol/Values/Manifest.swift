/// The description of one backup, kept in it as `manifest.json`.
public struct Manifest: Codable, Sendable, Hashable {
  /// The version of the format of the backup: 1, or 2 for one that has `parts`. A reader refuses a version that it does not know.
  public var formatVersion: Int
  /// The id of the backup.
  public var id: String
  /// The moment whose state of the database the backup holds.
  public var createdAt: Timestamp
  /// The name that a person gave the backup when it was made.
  public var label: String?
  /// What caused the backup.
  public var type: BackupType
  /// What the backup is stored as.
  public var format: BackupFormat
  /// The program that made the backup.
  public var generator: Generator
  /// Where the data come from.
  public var source: Source
  /// The properties of the database file.
  public var database: Database
  /// The schema of the database.
  public var schema: Schema
  /// The migrations that had been applied, where the application keeps a table of them.
  public var migrations: Migrations?
  /// The tables, sorted by name.
  public var tables: [Table]
  /// The number of tables.
  public var tableCount: Int
  /// The number of rows in all tables.
  public var rowCount: Int
  /// Tables whose rows could not be counted, as SQLite did not understand their definitions. They are
  /// not among `tables`. Absent if there are none.
  public var uncountedTables: [String]?
  /// The image of the database, as it is once unpacked. Absent for the formats `sql` and `json`,
  /// whose content is rows.
  public var image: Image?
  /// The files of the archive but the manifest, where there are more than the image: together they are
  /// the database. `database` then describes the whole, and `tables` the rows of the image alone.
  public var parts: [Part]?
  /// What tells the content of a backup of the formats `sql` and `json` from any other.
  public var content: Content?
  /// How the content is compressed.
  public var compression: Compression
  /// Who asked for the backup; absent if the service made it on its own.
  public var createdBy: ActorSummary?
  /// The name of the file that an imported backup was taken in from, without its folder.
  public var importedFrom: String?
  /// What of an imported file was of no use to a new database and was passed over. Absent if nothing was.
  public var passedOver: [PassedOver]?
  /// True for a document without a schema: a restore lays its rows over the tables that the
  /// database has, and leaves those that the document does not name as they are.
  public var isPartial: Bool?

  /// Creates one from its parts.
  public init(
    formatVersion: Int, id: String, createdAt: Timestamp, label: String? = nil, type: BackupType,
    format: BackupFormat, generator: Generator, source: Source, database: Database, schema: Schema,
    migrations: Migrations? = nil, tables: [Table], tableCount: Int, rowCount: Int,
    uncountedTables: [String]? = nil, image: Image? = nil, parts: [Part]? = nil,
    content: Content? = nil,
    compression: Compression,
    createdBy: ActorSummary? = nil, importedFrom: String? = nil, passedOver: [PassedOver]? = nil,
    isPartial: Bool? = nil
  ) {
    self.formatVersion = formatVersion
    self.id = id
    self.createdAt = createdAt
    self.label = label
    self.type = type
    self.format = format
    self.generator = generator
    self.source = source
    self.database = database
    self.schema = schema
    self.migrations = migrations
    self.tables = tables
    self.tableCount = tableCount
    self.rowCount = rowCount
    self.uncountedTables = uncountedTables
    self.image = image
    self.parts = parts
    self.content = content
    self.compression = compression
    self.createdBy = createdBy
    self.importedFrom = importedFrom
    self.passedOver = passedOver
    self.isPartial = isPartial
  }
}
