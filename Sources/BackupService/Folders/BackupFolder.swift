import AuditLog
import BackupCatalog
import BackupProtocol
import Databases
import Files
import Glibc
import ObjectStorage
import StateFolder
import Synchronization

/// What is in the folders of the service.
extension BackupOperations {
  /// Whether a file of the folder is one that this program makes, where it is the storage as well.
  static func isOurs(_ name: String) -> Bool {
    ServiceFolder.isState(name) || isBackupFile(name) || name.hasPrefix(AuditSegment.filePrefix)
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
    guard !engine.exists, !state.exists else { return }
    throw noDatabase
  }

  private var noDatabase: ContractError {
    let name = parts.databasePath.split(separator: "/").last ?? ""
    return ContractError(
      "There is no database “\(name)” at the configured path, and there are no backups of it.",
      ErrorData(
        kind: .databaseUnavailable,
        hint: "Check the path. On a new machine, copy the backup folder or import a backup file.",
        reason: EngineError.Reason.missing.rawValue))
  }
}
