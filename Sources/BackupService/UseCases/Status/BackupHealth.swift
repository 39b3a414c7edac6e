import BackupCatalog
import BackupProtocol
import ObjectStorage
import StateFolder

/// What the catalog says of completed backups, held against the files that are there.
struct BackupHealth {
  /// The latest of this database whose file is there in its length, and was not found damaged.
  private(set) var latestWhole: Backup?
  /// How many have no file any more, or one of another length.
  private(set) var missing = 0
  /// How many a verification found damaged.
  private(set) var damaged = 0
  /// How many have a file that this user may not read.
  private(set) var unreadable = 0

  /// The size and the time of each that is there.
  private var written: [(bytes: Int, at: Timestamp)] = []

  /// That of no backups.
  init() {}

  /// How many backups of this database a trial restore has proven.
  private(set) var proven = GetStatus.Proven(count: 0, of: 0)
  /// When the latest of them was made.
  private(set) var lastProven: Timestamp?

  /// - Parameter objects: the files; nil where they cannot be listed, so that nothing is said of them.
  init(_ catalog: Catalog, _ store: any ObjectStore, objects: [ObjectInfo]?) throws {
    let sizes = objects.map {
      Dictionary($0.map { ($0.key.name, Int($0.size)) }) { first, _ in first }
    }
    var latestID: String?
    for backup in try catalog.completedBackups() {
      let isThere = sizes.map { $0[backup.fileName] == backup.fileSize } ?? true
      let isOfDatabase = backup.type?.isOfDatabase == true
      if isOfDatabase { proven.of += 1 }
      if isThere, isOfDatabase, backup.isProven, !backup.isDamaged {
        proven.count += 1
        proven.oldest = backup.backupDate
        lastProven = lastProven ?? backup.backupDate
      }
      if isThere, let created = EntryID.milliseconds(of: backup.id) {
        written.append((backup.fileSize, Timestamp(millisecondsSince1970: created)))
      }
      if !isThere {
        missing += 1
      } else if let key = ObjectKey(backup.fileName), !store.isReadable(key), sizes != nil {
        unreadable += 1
      } else if backup.isDamaged {
        damaged += 1
      } else if latestID == nil, isOfDatabase {
        latestID = backup.id
      }
    }
    latestWhole = try latestID.map { try catalog.find(Backup.self, id: $0) }
  }

  /// When so many bytes will be used up, if backups are made as in the last 30 days.
  ///
  /// - Returns: nil if there are no backups over a day at least, or if it would take more than ten
  ///   years. Backups that were deleted do not count.
  func fullOn(free: Int?, now: Timestamp) -> Timestamp? {
    let day: Int64 = 86_400_000
    let recent = written.filter {
      $0.at.millisecondsSince1970 > now.millisecondsSince1970 - 30 * day && $0.at <= now
    }
    guard let free, let first = recent.map(\.at).min(),
      case let span = now.millisecondsSince1970 - first.millisecondsSince1970, span >= day
    else { return nil }
    // What the first of them took was written before the span.
    let bytes = recent.filter { $0.at > first }.reduce(0) { $0 + $1.bytes }
    let left = Double(free) / Double(bytes) * Double(span)
    guard bytes > 0, left < Double(3650 * day) else { return nil }
    return Timestamp(millisecondsSince1970: now.millisecondsSince1970 + Int64(left))
  }

  var warnings: [HealthWarning] {
    var warnings: [HealthWarning] = []
    if missing > 0 {
      warnings.append(
        HealthWarning(
          kind: "backupMissing",
          message: missing == 1
            ? "The file of a backup is missing or cut short."
            : "The files of \(missing) backups are missing or cut short.",
          hint: "Put them back, or delete their entries, and make a new backup now."))
    }
    if unreadable > 0 {
      warnings.append(
        HealthWarning(
          kind: "backupUnreadable", severity: .critical,
          message: unreadable == 1
            ? "A backup is not readable by the user that the application runs as."
            : "\(unreadable) backups are not readable by the user that the application runs as.",
          hint: "Give their files to the owner of the database: chown."))
    }
    if damaged > 0 {
      warnings.append(
        HealthWarning(
          kind: "backupCorrupt",
          message: damaged == 1 ? "A backup is damaged." : "\(damaged) backups are damaged.",
          hint: "Make a new backup now, and check the disk."))
    }
    if latestWhole == nil {
      warnings.append(
        HealthWarning(
          kind: "backupOverdue",
          severity: missing + damaged + unreadable == 0 ? .warning : .critical,
          message: missing + damaged + unreadable == 0
            ? "There is no backup yet." : "There is no backup that could be restored.",
          hint: "Create one now."))
    }
    return warnings
  }
}
