import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import ObjectStorage
import StateFolder

/// A file of the backup folder that has the manifest of a backup.
struct BackupFile {
  let object: ObjectInfo
  let manifest: Manifest
  let checksum: Checksum
}

extension BackupOperations {
  /// Reads the manifest of each backup file.
  ///
  /// - Returns: one file for each backup, and the files that are not listed as one, each with the reason.
  func readBackupFiles(
    _ history: RecordedHistory, _ control: OperationControl
  ) throws -> (backups: [BackupFile], others: [(ObjectInfo, ContractError)]) {
    let objects = try store.list()
    var files: [String: [BackupFile]] = [:]
    var others: [(ObjectInfo, ContractError)] = []
    for (index, object) in objects.enumerated() where Self.isBackupFile(object.key.name) {
      try control.cancellation.check()
      do {
        let file = try readBackupFile(object, control)
        files[file.manifest.id, default: []].append(file)
      } catch {
        let failure = ContractError(error)
        guard failure.kind == .backupCorrupt || failure.kind == .incompatible else { throw error }
        others.append((object, failure))
      }
      control.progress(.rebuild, Int64(index + 1), of: Int64(objects.count), .steps)
    }
    var backups: [BackupFile] = []
    for copies in files.values {
      let best = try best(of: copies, history, control)
      backups.append(best)
      for copy in copies where copy.object.key != best.object.key {
        let failure = ArchiveError(
          .manifest, "The same backup is listed with the file \(best.object.key).")
        others.append((copy.object, ContractError(failure)))
      }
    }
    return (
      backups.sorted { $0.object.key < $1.object.key },
      others.sorted { $0.0.key < $1.0.key }
    )
  }

  private func readBackupFile(
    _ object: ObjectInfo, _ control: OperationControl
  ) throws -> BackupFile {
    let file = StoredFile(store: store, key: object.key)
    let manifest = try file.reader().readManifest()
    guard EntryID.isValid(manifest.id) else {
      throw ArchiveError(.manifest, "The backup's manifest has no valid id.")
    }
    let checksum = try file.checksum(OperationControl(cancellation: control.cancellation))
    return BackupFile(
      object: object, manifest: manifest,
      checksum: Checksum(algorithm: .sha256, value: checksum.value))
  }

  /// The file to list of several with the same backup: the one that was proven. Without a proof it is
  /// one that can be restored, and of these the one with the backup's own name.
  private func best(
    of copies: [BackupFile], _ history: RecordedHistory, _ control: OperationControl
  ) throws -> BackupFile {
    guard copies.count > 1 else { return copies[0] }
    let copies = copies.sorted { $0.isNamed && !$1.isNamed }
    if let proven = copies.first(where: {
      history.proofs[$0.manifest.id]?.proof.checksum == $0.checksum
    }) {
      return proven
    }
    return try copies.first { try isWhole($0, control) } ?? copies[0]
  }

  private func isWhole(_ file: BackupFile, _ control: OperationControl) throws -> Bool {
    do {
      return try scratch.withFolder("rebuild-" + newID(at: now())) { folder in
        try prove(
          StoredFile(store: store, key: file.object.key), isForeign: file.manifest.isForeign,
          image: folder.path + "/image.sqlite", depth: .quick, expecting: file.manifest,
          control: OperationControl(cancellation: control.cancellation)
        ).isSound
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return false
    }
  }
}

extension BackupFile {
  /// Whether the file has the name that Strongroom gave it.
  fileprivate var isNamed: Bool { Backup.id(inName: object.key.name) == manifest.id }
}
