extension Manifest {
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

  /// The migrations of an application.
  public struct Migrations: Codable, Sendable, Hashable {
    /// The table that lists them, such as `_prisma_migrations`.
    public var table: String
    /// Those that had finished, in order.
    public var applied: [Migration]
    /// How many had begun, and neither finished nor been rolled back.
    public var pending: Int

    /// Creates one from its parts.
    public init(table: String, applied: [Migration], pending: Int) {
      self.table = table
      self.applied = applied
      self.pending = pending
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

  /// A file in the archive of a backup.
  public struct Part: Codable, Sendable, Hashable {
    /// Its name in the archive: `database.sqlite`, or `database.sqlite-wal` for a
    /// [write-ahead log](https://sqlite.org/fileformat2.html#walformat) with what was committed while
    /// the image was written.
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

  /// The rows of a backup that has no image.
  public struct Content: Codable, Sendable, Hashable {
    /// The hash over all rows, in the order in which the backup holds them.
    public var checksum: Checksum

    /// Creates one from its parts.
    public init(checksum: Checksum) {
      self.checksum = checksum
    }
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
}
