import BackupProtocol
import Glibc
import ObjectStorage

extension FolderBounds {
  /// Begins a file where a path says.
  ///
  /// - Parameters:
  ///   - text: the path of a file that is not there yet, or of a folder.
  ///   - fileName: the name of the file in a folder.
  ///   - id: tells the unfinished file from all others.
  /// - Throws: `invalidParams` with the reason for a path that is refused, `notConfigured` where no
  ///   folder is allowed.
  func newFile(at text: String, fileName: String, id: String) throws -> ExportFile {
    let path = try absolute(text)
    if let real = Self.resolved(path), Self.isFolder(real) {
      return try newFile(in: real, name: fileName, id: id)
    }
    let (parent, name) = Self.split(path)
    guard let folder = Self.resolved(parent) else {
      try requireInside(missing: parent)
      throw missingFolder
    }
    return try newFile(in: folder, name: name, id: id)
  }

  /// - Parameter path: without links.
  private func newFile(in path: String, name: String, id: String) throws -> ExportFile {
    try requireInside(path)
    guard !Self.contains(realBackupFolder, path) else {
      throw refusal(
        .backupFolder, "An export cannot be written to the backup folder.",
        hint: "Choose another folder.")
    }
    // An empty name is that of a folder that is not there.
    guard !["", ".", ".."].contains(name) else { throw missingFolder }
    guard name.utf8.count <= Int(NAME_MAX) else {
      throw ContractError.invalid(parameter, expected: "a path with a name of up to 255 bytes")
    }
    try refuseDatabases(Self.join(path, name))
    let folder: PinnedFolder
    do {
      folder = try PinnedFolder(path: path)
    } catch let error as StorageError where error.reason == .notFound {
      throw missingFolder
    }
    guard !folder.contains(name) else { throw existing }
    return try ExportFile(self, in: folder, name: name, id: id)
  }

  /// The database may be gone just now, and its place must stay free then.
  private func refuseDatabases(_ path: String) throws {
    let own = ([""] + Self.logSuffixes).map { databasePath + $0 }
    guard !own.contains(where: { $0.utf8.elementsEqual(path.utf8) }) else {
      throw refusal(
        .liveDatabase, "An export cannot replace the live database or its logs.",
        hint: "Choose another name.")
    }
    guard !Self.logSuffixes.contains(where: path.hasSuffix) else {
      throw refusal(
        .databaseLog, "SQLite would take a file of this name for the log of a database.",
        hint: "Choose a name that does not end in \(Self.logSuffixes.joined(separator: " or ")).")
    }
  }

  private var missingFolder: ContractError {
    refusal(.missing, "The folder of the export does not exist.", hint: "Create the folder first.")
  }

  var existing: ContractError {
    refusal(
      .exists, "A file with this name exists, and an export never replaces a file.",
      hint: "Choose another name, or remove the file.")
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
