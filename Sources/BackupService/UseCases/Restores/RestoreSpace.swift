import BackupProtocol
import Databases
import Glibc

/// The room that a restore needs beside its image, at its peak.
///
/// First the safety backup is made: its archive, and a working copy that proves it. Where it takes over
/// the image of the backup, the pages that differ are all that is copied. In rollback mode the
/// snapshot is a copy as well. Both are gone when the data goes in: by a log that gets the new pages, or
/// a journal that gets the old ones.
struct RestoreSpace: Equatable {
  /// In the folder of the backups, while the safety backup is made and while the data goes in.
  private(set) var making: Int64 = 0
  private(set) var replacing: Int64 = 0
  /// In the folder of the database.
  private(set) var database: Int64 = 0

  /// - Parameters:
  ///   - logBytes: of the log or journal; nil where all pages are replaced.
  ///   - ratio: of the size of an archive to that of its image, about.
  ///   - takesOver: whether the safety backup can take over the image.
  init(
    image: Int64, pageSize: Int, over state: LiveState, logBytes: Int64? = nil, ratio: Double,
    takesOver: Bool = false
  ) {
    guard let live = state.description else {
      // A new file, and nothing to back up.
      database = image
      return
    }
    func packed(_ bytes: Int64) -> Int64 { Int64(Double(bytes) * min(1, ratio)) }
    let isLog = live.journalMode == "wal"
    let snapshot = isLog ? 0 : live.size
    // Tar and the manifest, and what is committed meanwhile.
    let some: Int64 = 16 << 10
    let whole = some + packed(live.size) * 11 / 10
    // What differs is written as a log, and packed in two places. More than a quarter is not taken over.
    let differing = min(logBytes ?? .max, live.size / 4)
    let copied = some + packed(image) + packed(differing)
    let takenOver = copied + snapshot + differing + packed(differing)
    let isKnown = takesOver && logBytes == differing
    let archive = isKnown ? copied : takesOver ? max(whole, copied) : whole
    making = isKnown ? takenOver : max(whole + live.size, takesOver ? takenOver : 0)
    replacing = archive
    if let logBytes {
      database = logBytes
    } else {
      let converted = isLog && live.pageSize != pageSize ? image : 0
      making += converted
      replacing += converted
      let written = isLog ? image : live.size
      database = written / Int64(live.pageSize) * Int64(live.pageSize + 24)
      database += max(0, image - live.size)
    }
  }

  /// The peak where all is on one disk.
  var total: Int64 { max(making, replacing + database) }
  /// The peak of the backups' disk, where the database is on another.
  var ofBackups: Int64 { max(making, replacing) }
}

extension BackupOperations {
  /// - Parameters:
  ///   - image: the file, as it is put in.
  ///   - logBytes: what a restore of rows writes to the log; nil for the whole image.
  func space(
    for backup: Backup, _ manifest: Manifest, image: String, over state: LiveState,
    logBytes: Int64? = nil
  ) -> RestoreSpace {
    let size = fileSize(image)
    // An archive like this one.
    let isKnown = manifest.format == .archive && size > 0
    return RestoreSpace(
      image: size, pageSize: manifest.database.pageSize, over: state, logBytes: logBytes,
      ratio: isKnown ? Double(backup.fileSize) / Double(size) : 1,
      takesOver: isKnown && !backup.isForeign && manifest.compression.algorithm == .zstd)
  }

  /// What is needed and what is free on the disk that has less to spare, beside the image.
  func balance(of space: RestoreSpace) -> RestorePreview.Space {
    let free = freeBytes()
    let folder = parentFolder(of: parts.databasePath)
    guard !isOneDisk(folder), let ofDatabase = parts.freeBytes(folder) else {
      return balance(space.total, free)
    }
    return free - space.ofBackups < ofDatabase - space.database
      ? balance(space.ofBackups, free) : balance(space.database, ofDatabase)
  }

  private func balance(_ needed: Int64, _ free: Int64) -> RestorePreview.Space {
    RestorePreview.Space(needed: Int(clamping: needed), free: Int(clamping: free))
  }

  private func isOneDisk(_ folder: String) -> Bool {
    var (a, b) = (stat(), stat())
    guard stat(folder, &a) == 0, stat(parts.stateFolder, &b) == 0 else { return true }
    return a.st_dev == b.st_dev
  }
}
