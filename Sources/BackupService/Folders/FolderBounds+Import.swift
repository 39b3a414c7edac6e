import BackupProtocol
import Files
import ForeignFiles
import ObjectStorage
import StateFolder

extension FolderBounds {
  /// Opens the file that a path leads to.
  ///
  /// - Throws: `notFound` where there is none, `invalidParams` with the reason for one that is
  ///   refused, `notConfigured` where no folder is allowed.
  func source(at text: String) throws -> ImportSource {
    let path = try absolute(text)
    guard let real = Self.resolved(path) else {
      try requireInside(missing: path)
      throw missingFile
    }
    try requireInside(real)
    let (parent, name) = Self.split(real)
    guard !Self.contains(realBackupFolder, real) || isBackup(folder: parent, name: name) else {
      throw refusal(
        .backupFolder, "This file of the backup folder is not a backup.",
        hint: "Choose a file whose name begins with “backup-”.")
    }
    do {
      let folder = try PinnedFolder(path: parent)
      guard let file = try folder.file(named: name) else { throw missingFile }
      guard file.isRegular else {
        throw refusal(.notAFile, "The path does not lead to a regular file.")
      }
      try refuseOwn(file)
      var source = ImportSource(fileName: name, reader: try file.open())
      source.modified = Timestamp(millisecondsSince1970: file.modifiedMilliseconds)
      for suffix in ["-wal", "-journal"] {
        guard let log = try folder.file(named: name + suffix), log.isRegular, log.size > 0 else {
          continue
        }
        try refuseOwn(log)
        source.logs[suffix] = try log.open()
        let modified = Timestamp(millisecondsSince1970: log.modifiedMilliseconds)
        source.modified = max(source.modified ?? modified, modified)
      }
      return source
    } catch let error as StorageError where error.reason == .notFound {
      throw missingFile
    } catch let error as StorageError where error.reason == .readOnly {
      throw refusal(
        .unreadable, "The file is not readable by this user.",
        hint: "Give this user read permission.")
    }
  }

  private func isBackup(folder: String, name: String) -> Bool {
    folder.utf8.elementsEqual(realBackupFolder.utf8) && name.hasPrefix("backup-")
  }

  /// Refuses the databases that this process has open, by whatever name: to close a second
  /// descriptor of one drops all locks that SQLite holds on it.
  private func refuseOwn(_ file: PinnedFile) throws {
    guard let identity = FileIdentity(descriptor: file.descriptor) else { throw missingFile }
    let catalog = backupFolder + "/" + ServiceFolder.catalogFileName
    for path in [databasePath, catalog] {
      for suffix in [""] + Self.logSuffixes where FileIdentity(path + suffix) == identity {
        throw refusal(
          path == catalog ? .backupFolder : .liveDatabase,
          "The path leads to the live database or one of its logs.",
          hint: "Make a backup instead.")
      }
    }
  }

  private var missingFile: ContractError {
    ContractError(
      "There is no file at this path.",
      ErrorData(kind: .notFound, hint: "Check the path.", path: parameter))
  }
}
