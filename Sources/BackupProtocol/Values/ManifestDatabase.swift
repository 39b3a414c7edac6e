extension Manifest {
  /// The properties of a database file.
  public struct Database: Codable, Sendable, Hashable {
    /// The database engine.
    public var engine: Engine
    /// The size of a page in bytes.
    public var pageSize: Int
    /// The number of pages.
    public var pageCount: Int
    /// How text is stored.
    public var encoding: TextEncoding
    /// What becomes of free pages.
    public var autoVacuum: AutoVacuum
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
      engine: Engine, pageSize: Int, pageCount: Int, encoding: TextEncoding, autoVacuum: AutoVacuum,
      journalMode: JournalMode, applicationId: Int, userVersion: Int, schemaVersion: Int? = nil,
      sqliteVersion: String
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

  /// How a database stores text:
  /// [`PRAGMA encoding`](https://sqlite.org/pragma.html#pragma_encoding).
  public enum TextEncoding: String, Codable, Sendable, CaseIterable {
    /// UTF-8.
    case utf8 = "UTF-8"
    /// UTF-16, the low byte first.
    case utf16LittleEndian = "UTF-16le"
    /// UTF-16, the high byte first.
    case utf16BigEndian = "UTF-16be"
  }

  /// What becomes of free pages:
  /// [`PRAGMA auto_vacuum`](https://sqlite.org/pragma.html#pragma_auto_vacuum).
  public enum AutoVacuum: String, Codable, Sendable, CaseIterable {
    /// They stay in the file.
    case none
    /// They leave the file at each commit.
    case full
    /// They leave the file on demand.
    case incremental
  }
}
