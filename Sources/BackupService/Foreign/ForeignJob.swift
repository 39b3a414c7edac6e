import BackupProtocol
import Databases
import ForeignFiles
import SQLiteImages

/// Work on files that nobody vouches for, so that another process can do it.
package struct ForeignJob: Codable, Sendable {
  enum Task: Codable, Sendable {
    /// Finds out what a file is, and which file to take in a ZIP or tar file.
    case identify(member: String?)
    case takeIn(TakeIn)
    case readManifest(fileName: String)
    case open(Opening)
    case compare(Comparison)
    case adapt(Adaptation)
    case write(Writing)
  }

  /// Makes a backup of a file: a database, with its logs after it, a dump or a document.
  struct TakeIn: Codable, Sendable {
    let kind: ImportKind
    let fileName: String
    /// Set for a ZIP or tar file.
    let choice: PackedChoice?
    /// What the names of the logs add, in the order in which their files come.
    let logs: [String]
    /// The backup that is made.
    let entry: Backup
    /// The one that a person chose; nil for that of the file's own manifest.
    let label: String?
    /// Of the data, where no manifest tells it.
    let date: Timestamp
    /// For rows without a schema.
    let target: Target?
  }

  /// The database that rows without a schema are meant for.
  struct Target: Codable, Sendable {
    let tables: [OverlayTable]
    let database: DatabaseDescription
    let importTables: [String: String]
  }

  /// Makes a backup the database file that it stands for, and checks that.
  struct Opening: Codable, Sendable {
    let fileName: String
    /// The path of the database file to make.
    let image: String
    let expecting: Manifest?
    /// Whether there is a copy of the live database at the path, which the rows are laid over.
    let isLaidOver: Bool
    let depth: CheckDepth
    let phase: OperationPhase
  }

  /// Tells what would change if an image took the place of another.
  struct Comparison: Codable, Sendable {
    let image: String
    /// The path of a copy of the live database.
    let live: String
  }

  /// Gives an image another page size, if it has not got it.
  struct Adaptation: Codable, Sendable {
    let image: String
    let pageSize: Int
  }

  /// Writes an image as a backup of another format.
  struct Writing: Codable, Sendable {
    let image: String
    /// Has the format to write.
    let entry: Backup
    let manifest: Manifest
  }

  let task: Task
  /// The only folder that the job may write to.
  package let folder: String
  let databaseName: String
  let databasePath: String
  let version: String
  /// How much it may take of the processor and of memory.
  package let limits: ForeignLimits
  /// How large a file it may write, in bytes.
  package let fileBytes: Int64
}

extension Backup {
  /// Whether what is in it came from elsewhere, so that it is handled by a ``ForeignJob``.
  var isForeign: Bool { importedFrom != nil }
}

extension Manifest {
  /// As the backup's.
  var isForeign: Bool { importedFrom != nil }
}
