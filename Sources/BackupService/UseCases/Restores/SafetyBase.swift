import BackupProtocol
import Glibc
import ObjectStorage
import SQLitePages

/// A stored backup that is unpacked already: a safety backup can take over its image, and add the pages
/// in which the database differs from it.
struct SafetyBase {
  let stored: any StoredBackup
  /// The SHA-256 of the file.
  let checksum: String
  /// Of the database in the archive. Where the archive has a log, `path` has it in already.
  let image: Manifest.Image
  let manifest: Manifest
  /// The database that the backup was unpacked to. Nobody changes that file.
  let path: String

  /// - Returns: nil where the file cannot be taken over: it is no archive of ours, or comes from elsewhere.
  init?(_ backup: Backup, _ stored: any StoredBackup, _ unpacked: UnpackedBackup, at path: String) {
    // SQLite opens what came from elsewhere in another process only.
    guard backup.format == .archive, !backup.isForeign, unpacked.overlay == nil,
      unpacked.manifest.compression.algorithm == .zstd, let image = unpacked.manifest.image,
      let checksum = backup.checksum, checksum.algorithm == .sha256
    else { return nil }
    self.stored = stored
    self.checksum = checksum.value
    self.image = image
    manifest = unpacked.manifest
    self.path = path
  }

  /// Opens the database as it is with a log beside it. The image is another name of the file at `path`,
  /// and stays as it is: no connection of ours makes a checkpoint.
  ///
  /// - Parameters:
  ///   - folder: a private folder on the same disk.
  ///   - log: writes the log.
  func withDatabase<Result>(
    in folder: String, log: (LogWriter.Sink) throws -> Void, _ body: (String) throws -> Result
  ) throws -> Result {
    let database = folder + "/trial.sqlite"
    defer { for ending in ["", "-wal", "-shm"] { unlink(database + ending) } }
    guard link(path, database) == 0 else { throw UnsuitableBase() }
    let file = try ImageFile(creating: database + "-wal")
    var offset: Int64 = 0
    try log { bytes in
      try file.write(bytes, at: offset)
      offset += Int64(bytes.count)
    }
    return try body(database)
  }
}

/// A base that does not help: the safety backup is made without it.
struct UnsuitableBase: Error {}
