// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The description of one backup, kept in it as `manifest.json`.
public struct Manifest: Codable, Sendable, Hashable {
  /// The version of the format of the backup: 1, or 2 for one that has `parts`. A reader refuses a
  /// version that it does not know.
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
  public var generator: Manifest.Generator
  /// Where the data come from.
  public var source: Manifest.Source
  /// The properties of the database file.
  public var database: Manifest.Database
  /// The schema of the database.
  public var schema: Manifest.Schema
  /// The migrations that had been applied, where the application keeps a table of them.
  public var migrations: Manifest.Migrations?
  /// The tables, sorted by name.
  public var tables: [Manifest.Table]
  /// The number of tables.
  public var tableCount: Int
  /// The number of rows in all tables.
  public var rowCount: Int
  /// Tables whose rows could not be counted, as SQLite did not understand their definitions. They
  /// are not among `tables`. Absent if there are none.
  public var uncountedTables: [String]?
  /// The image of the database, as it is once unpacked. Absent for the formats `sql` and `json`,
  /// whose content is rows.
  public var image: Manifest.Image?
  /// The files of the archive but the manifest, where there are more than the image: together they
  /// are the database. `database` then describes the whole, and `tables` the rows at the moment
  /// when the backup began.
  public var parts: [Manifest.Part]?
  /// What tells the content of a backup of the formats `sql` and `json` from any other.
  public var content: Manifest.Content?
  /// How the content is compressed.
  public var compression: Manifest.Compression
  /// Who asked for the backup; absent if the service made it on its own.
  public var createdBy: ActorSummary?
  /// The name of the file that an imported backup was taken in from, without its folder.
  public var importedFrom: String?
  /// What of an imported file was of no use to a new database and was passed over. Absent if
  /// nothing was.
  public var passedOver: [PassedOver]?
  /// True for a document without a schema: a restore lays its rows over the tables that the
  /// database has, and leaves those that the document does not name as they are.
  public var isPartial: Bool?

  /// Creates one from its parts.
  public init(
    formatVersion: Int, id: String, createdAt: Timestamp, label: String? = nil, type: BackupType,
    format: BackupFormat, generator: Manifest.Generator, source: Manifest.Source,
    database: Manifest.Database, schema: Manifest.Schema, migrations: Manifest.Migrations? = nil,
    tables: [Manifest.Table], tableCount: Int, rowCount: Int, uncountedTables: [String]? = nil,
    image: Manifest.Image? = nil, parts: [Manifest.Part]? = nil, content: Manifest.Content? = nil,
    compression: Manifest.Compression, createdBy: ActorSummary? = nil, importedFrom: String? = nil,
    passedOver: [PassedOver]? = nil, isPartial: Bool? = nil
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

extension Manifest {
  /// What becomes of free pages: [`PRAGMA
  /// auto_vacuum`](https://sqlite.org/pragma.html#pragma_auto_vacuum).
  public enum AutoVacuum: String, Codable, Sendable, CaseIterable {
    /// They stay in the file.
    case none
    /// They leave the file at each commit.
    case full
    /// They leave the file on demand.
    case incremental
  }

  /// How the content of a backup is compressed.
  public struct Compression: Codable, Sendable, Hashable {
    /// The algorithm.
    public var algorithm: CompressionAlgorithm
    /// The level, on the scale of that algorithm.
    public var level: Int

    /// Creates one from its parts.
    public init(algorithm: CompressionAlgorithm, level: Int) {
      self.algorithm = algorithm
      self.level = level
    }
  }

  /// The rows of a backup that has no image.
  public struct Content: Codable, Sendable, Hashable {
    /// The hash over all rows, in the order in which the backup holds them.
    public var checksum: Checksum

    /// Creates one from its parts.
    public init(checksum: Checksum) {
      self.checksum = checksum
    }
  }

  /// The properties of a database file.
  public struct Database: Codable, Sendable, Hashable {
    /// The database engine.
    public var engine: Manifest.Engine
    /// The size of a page in bytes.
    public var pageSize: Int
    /// The number of pages.
    public var pageCount: Int
    /// How text is stored.
    public var encoding: Manifest.TextEncoding
    /// What becomes of free pages.
    public var autoVacuum: Manifest.AutoVacuum
    /// The journal mode that the database had. The image itself is in mode `delete`.
    public var journalMode: JournalMode
    /// [`PRAGMA application_id`](https://sqlite.org/pragma.html#pragma_application_id).
    public var applicationId: Int
    /// [`PRAGMA user_version`](https://sqlite.org/pragma.html#pragma_user_version).
    public var userVersion: Int
    /// [`PRAGMA schema_version`](https://sqlite.org/pragma.html#pragma_schema_version).
    public var schemaVersion: Int?
    /// The version of SQLite that read the database.
    public var sqliteVersion: String

    /// Creates one from its parts.
    public init(
      engine: Manifest.Engine, pageSize: Int, pageCount: Int, encoding: Manifest.TextEncoding,
      autoVacuum: Manifest.AutoVacuum, journalMode: JournalMode, applicationId: Int,
      userVersion: Int, schemaVersion: Int? = nil, sqliteVersion: String
    ) {
      self.engine = engine
      self.pageSize = pageSize
      self.pageCount = pageCount
      self.encoding = encoding
      self.autoVacuum = autoVacuum
      self.journalMode = journalMode
      self.applicationId = applicationId
      self.userVersion = userVersion
      self.schemaVersion = schemaVersion
      self.sqliteVersion = sqliteVersion
    }
  }

  /// A database engine.
  public enum Engine: String, Codable, Sendable, CaseIterable {
    /// [SQLite 3](https://sqlite.org/fileformat2.html).
    case sqlite
  }

  /// A program and its version.
  public struct Generator: Codable, Sendable, Hashable {
    /// The name of the program: `strongroom`.
    public var name: String
    /// Its version.
    public var version: String

    /// Creates one from its parts.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The image of a database in a backup.
  public struct Image: Codable, Sendable, Hashable {
    /// Its name in the archive: `database.sqlite`.
    public var fileName: String
    /// Its size in bytes, unpacked.
    public var size: Int
    /// The hash of its bytes, unpacked.
    public var checksum: Checksum

    /// Creates one from its parts.
    public init(fileName: String, size: Int, checksum: Checksum) {
      self.fileName = fileName
      self.size = size
      self.checksum = checksum
    }
  }

  /// A migration that has been applied.
  public struct Migration: Codable, Sendable, Hashable {
    /// The name of the migration.
    public var name: String
    /// The checksum of its script, as the table has it.
    public var checksum: String?
    /// When it finished.
    public var finishedAt: Timestamp?

    /// Creates one from its parts.
    public init(name: String, checksum: String? = nil, finishedAt: Timestamp? = nil) {
      self.name = name
      self.checksum = checksum
      self.finishedAt = finishedAt
    }
  }

  /// The migrations of an application.
  public struct Migrations: Codable, Sendable, Hashable {
    /// The table that lists them, such as `_prisma_migrations`.
    public var table: String
    /// Those that had finished, in order.
    public var applied: [Manifest.Migration]
    /// How many had begun, and neither finished nor been rolled back.
    public var pending: Int

    /// Creates one from its parts.
    public init(table: String, applied: [Manifest.Migration], pending: Int) {
      self.table = table
      self.applied = applied
      self.pending = pending
    }
  }

  /// A file in the archive of a backup.
  public struct Part: Codable, Sendable, Hashable {
    /// Its name in the archive: `database.sqlite`, or `database.sqlite-wal` for a [write-ahead
    /// log](https://sqlite.org/fileformat2.html#walformat) with the pages in which the database is
    /// not the image.
    public var fileName: String
    /// Its size in bytes, unpacked.
    public var size: Int
    /// The hash of its bytes, unpacked.
    public var checksum: Checksum

    /// Creates one from its parts.
    public init(fileName: String, size: Int, checksum: Checksum) {
      self.fileName = fileName
      self.size = size
      self.checksum = checksum
    }
  }

  /// The schema of a database.
  public struct Schema: Codable, Sendable, Hashable {
    /// `sha256:` and the hash of the normalised definitions of all tables, indexes, views and
    /// triggers. Two databases of the same schema have the same one.
    public var fingerprint: String

    /// Creates one from its parts.
    public init(fingerprint: String) {
      self.fingerprint = fingerprint
    }
  }

  /// Where the data of a backup come from.
  public struct Source: Codable, Sendable, Hashable {
    /// The name of the database.
    public var name: String
    /// The name of the database file, without its folder.
    public var fileName: String?
    /// The name of the machine.
    public var host: String?

    /// Creates one from its parts.
    public init(name: String, fileName: String? = nil, host: String? = nil) {
      self.name = name
      self.fileName = fileName
      self.host = host
    }
  }

  /// A table and its size.
  public struct Table: Codable, Sendable, Hashable {
    /// The name of the table.
    public var name: String
    /// The number of its rows.
    public var rows: Int

    /// Creates one from its parts.
    public init(name: String, rows: Int) {
      self.name = name
      self.rows = rows
    }
  }

  /// How a database stores text: [`PRAGMA
  /// encoding`](https://sqlite.org/pragma.html#pragma_encoding).
  public enum TextEncoding: String, Codable, Sendable, CaseIterable {
    /// UTF-8.
    case utf8 = "UTF-8"
    /// UTF-16, the low byte first.
    case utf16LittleEndian = "UTF-16le"
    /// UTF-16, the high byte first.
    case utf16BigEndian = "UTF-16be"
  }
}
