import BackupProtocol
package import Files
import Glibc
import Synchronization

/// The folder of the service's own state: the catalog, the ledger, the key, the lock, and scratch copies.
///
/// Backups are in storages. The first storage may be the same folder. What makes something makes the
/// folder, and nothing that only reads does.
package final class ServiceFolder: Sendable {
  package static let catalogFileName = "catalog.sqlite"
  package static let ledgerFileName = "ledger.sqlite"
  private static let lockFileName = "lock"
  private static let scratchName = "scratch"

  /// Absolute.
  package let path: String
  /// To whom the superuser gives what is made.
  package let owner: FolderOwner
  package let lock: OperationLock
  package let scratch: ScratchSpace
  private let mustExist: Bool
  /// The folder that the catalog was in when it was opened.
  private let seen = Mutex<FileIdentity?>(nil)

  /// - Parameter mustExist: whether the folder has to be there already, as one on a disk that is mounted.
  package init(path: String, mustExist: Bool, owner: FolderOwner) {
    self.path = path
    self.mustExist = mustExist
    self.owner = owner
    lock = OperationLock(path: path + "/" + Self.lockFileName, owner: owner)
    scratch = ScratchSpace(root: path + "/" + Self.scratchName, owner: owner)
  }

  package var catalogPath: String { path + "/" + Self.catalogFileName }
  package var ledgerPath: String { path + "/" + Self.ledgerFileName }

  package var exists: Bool { Self.mayBeThere(path) }
  package var hasCatalog: Bool { Self.mayBeThere(catalogPath) }
  package var hasLedger: Bool { Self.mayBeThere(ledgerPath) }

  /// The service's key; nil where there is none.
  package func existingKey() throws -> ServiceKey? { try ServiceKey.existing(folder: path) }

  /// Whether there is something of a name, if only a link that leads nowhere. What may not be looked at
  /// counts as there, so that opening it says what is wrong.
  private static func mayBeThere(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 || errno != ENOENT
  }

  /// Whether a file of the folder is one of the service's state.
  package static func isState(_ name: String) -> Bool {
    name == lockFileName || name == scratchName || name == ServiceKey.fileName
      || name.hasPrefix(catalogFileName) || name.hasPrefix(ledgerFileName)
  }

  /// Makes the folder, and those above it, where there is none.
  ///
  /// - Throws: `storageUnavailable` where it may not be made: it must exist, or it is gone.
  package func make() throws {
    try require()
    var made = ""
    for component in path.split(separator: "/") {
      made += "/" + component
      if mkdir(made, 0o700) == 0 {
        owner.takeFolder(made)
        continue
      }
      guard errno == EEXIST || access(made, X_OK) == 0 else {
        throw ContractError(
          .storageUnavailable, "The backup folder cannot be created.",
          hint: "Create it, or give this user write permission on the folder above it.")
      }
    }
  }

  /// Remembers which folder it is, now that its catalog is open.
  package func noteIdentity() { seen.withLock { $0 = FileIdentity(path) } }

  /// - Throws: `storageUnavailable` where the folder is not the one that it was, or must exist and
  ///   does not.
  package func require() throws {
    if mustExist, !exists {
      throw ContractError(
        "The backup folder does not exist.",
        ErrorData(
          kind: .storageUnavailable,
          hint:
            "Mount its disk, or create the folder. Strongroom does not create it, because mustExist is set.",
          reason: "missing", setting: "storages"))
    }
    // Another folder with a catalog in it is one that was moved, copied or mounted again.
    guard let seen = seen.withLock({ $0 }), FileIdentity(path) != seen, !hasCatalog else { return }
    throw ContractError(
      "The backup folder is missing.",
      ErrorData(
        kind: .storageUnavailable,
        hint: "Mount its disk, or move the folder back. To begin with an empty one, restart the "
          + "service.", reason: "missing"))
  }
}
