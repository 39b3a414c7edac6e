/// The description of one backup, kept in it as `manifest.json`.
public struct Manifest: Codable, Sendable, Hashable {
  /// The version of the format of the backup; 1. A reader refuses a version that it does not know.
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
  /// The image of the database, as it is once unpacked.
  public var image: Image
  /// How the image is compressed.
  public var compression: Compression
  /// Who asked for the backup; absent if the service made it on its own.
  public var createdBy: ActorSummary?

  /// Creates one from its parts.
  public init(
    formatVersion: Int, id: String, createdAt: Timestamp, label: String? = nil, type: BackupType,
    format: BackupFormat, generator: Generator, source: Source, database: Database, schema: Schema,
    migrations: Migrations? = nil, tables: [Table], tableCount: Int, rowCount: Int, image: Image,
    compression: Compression, createdBy: ActorSummary? = nil
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
    self.image = image
    self.compression = compression
    self.createdBy = createdBy
  }
}
