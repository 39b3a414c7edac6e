import AuditLog
import BackupCatalog
import BackupProtocol
import Databases
import Files
import Glibc
import ObjectStorage
import StateFolder
import Synchronization

/// The folder of the backups: made by what makes something, and by nothing that only reads.
extension BackupOperations {
  var hasFolder: Bool { Self.mayBeThere(parts.folder) }

  var hasCatalog: Bool { Self.mayBeThere(parts.folder + "/" + Self.catalogFileName) }

  /// Whether there is something of a name, if only a link that leads nowhere. What may not be looked at
  /// counts as there, so that opening it says what is wrong.
  static func mayBeThere(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 || errno != ENOENT
  }

  /// Whether a file of the folder is one that this program makes.
  static func isOurs(_ name: String) -> Bool {
    name == "lock" || name == "scratch" || name == ServiceKey.fileName || isBackupFile(name)
      || name.hasPrefix(AuditSegment.filePrefix)
      || name.hasPrefix(catalogFileName) || name.hasPrefix(ledgerFileName)
  }

  /// Makes the folder, and those above it, where there is none.
  ///
  /// - Throws: `storageUnavailable` where it may not be made: it must exist, or it is gone.
  func makeFolder() throws {
    try requireFolder()
    var path = ""
    for component in parts.folder.split(separator: "/") {
      path += "/" + component
      if mkdir(path, 0o700) == 0 {
        owner.takeFolder(path)
        continue
      }
      guard errno == EEXIST || access(path, X_OK) == 0 else {
        throw ContractError(
          .storageUnavailable, "The backup folder cannot be created.",
          hint: "Create it, or give this user write permission on the folder above it.")
      }
    }
  }

  /// - Throws: `storageUnavailable` where the folder is not the one that it was, or must exist and
  ///   does not.
  func requireFolder() throws {
    if parts.folderMustExist, !hasFolder {
      throw ContractError(
        "The backup folder does not exist.",
        ErrorData(
          kind: .storageUnavailable,
          hint: "Mount its disk, or create the folder. It is not created, as mustExist is set.",
          reason: "missing", setting: "storages"))
    }
    // Another folder with a catalog in it is one that was moved, copied or mounted again.
    guard let seen = seenFolder.withLock({ $0 }), FileIdentity(parts.folder) != seen, !hasCatalog
    else { return }
    throw ContractError(
      "The backup folder is gone.",
      ErrorData(
        kind: .storageUnavailable,
        hint: "Mount its disk, or move the folder back. To begin with an empty one, restart the "
          + "service.", reason: "missing"))
  }

  /// How many backup files the storage has that the catalog does not know; nil where that cannot be
  /// told.
  private func uncataloguedCount(_ catalog: Catalog?) -> Int? {
    guard let names = try? store.list().map(\.key.name).filter(Self.isBackupFile) else {
      return nil
    }
    if names.isEmpty { return 0 }
    guard let catalog else { return names.count }
    guard let known = try? catalog.fileNames() else { return nil }
    return names.count { !known.contains($0) }
  }

  /// The backup files that the catalog does not know, and what to do about them; nil if there are none.
  func uncatalogued(_ catalog: Catalog?) -> ListBackups.Uncatalogued? {
    guard let count = uncataloguedCount(catalog), count > 0 else { return nil }
    return ListBackups.Uncatalogued(
      count: count,
      hint: "Run: strongroom catalog rebuild. It adds all backup files of the folder to the list.")
  }

  static func isBackupFile(_ name: String) -> Bool { name.hasPrefix("backup-") }

  /// - Throws: `databaseUnavailable` where there is neither a database nor a backup of one: the path
  ///   is most likely wrong.
  package func requireDatabaseOrBackups() throws {
    guard !engine.exists else { return }
    let catalog = try knownCatalog()
    if let catalog, try catalog.hasHistory() { return }
    if uncatalogued(catalog) != nil { return }
    throw noDatabase
  }

  /// - Throws: `databaseUnavailable` where there is no database, and no folder that could tell of it.
  func requireDatabaseOrFolder() throws {
    guard !engine.exists, !hasFolder else { return }
    throw noDatabase
  }

  private var noDatabase: ContractError {
    let name = parts.databasePath.split(separator: "/").last ?? ""
    return ContractError(
      "There is no database “\(name)” at the configured path, and there are no backups of one.",
      ErrorData(
        kind: .databaseUnavailable,
        hint: "Check the path. On a new machine, copy the backup folder or import a backup file.",
        reason: EngineError.Reason.missing.rawValue))
  }
}
