import BackupProtocol
import Glibc
import ObjectStorage

/// The folders that a path from outside has to be in, and the files that it may never name.
///
/// A path counts by what it leads to once all links are resolved. What it leads to is then reached
/// without following any link, so that nothing that is exchanged in between leads elsewhere.
struct FolderBounds: Sendable {
  /// As the configuration has them. The first one is where relative paths start.
  let folders: [String]
  /// The name of the setting.
  let setting: String
  /// The parameter that the path came in.
  let parameter: String
  let databasePath: String
  /// Absolute, without links.
  let backupFolder: String

  /// Why a path is refused: the stable word of the reply.
  enum Refusal: String {
    /// It leads out of the folders.
    case outsideFolders
    /// It leads into the folder of the backups, which is Strongroom's own.
    case backupFolder
    /// It names the live database, or a file that SQLite keeps beside it.
    case liveDatabase
    /// It names a file that SQLite would take for a log of another database.
    case databaseLog
    /// The folder is not there.
    case missing
    /// There is something of this name.
    case exists
    /// It names a folder, a device, or anything else that is no regular file.
    case notAFile
    /// This user may not read it.
    case unreadable
  }

  func refusal(_ reason: Refusal, _ message: String, hint: String? = nil) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .invalidParams, hint: hint, path: parameter,
        reason: reason.rawValue, allowed: reason == .outsideFolders ? folders : nil))
  }

  // MARK: - Text

  /// The text as an absolute path, which may still lead anywhere.
  func absolute(_ text: String) throws -> String {
    guard let first = folders.first else {
      throw ContractError(
        "No folder is configured for this operation.",
        ErrorData(
          kind: .notConfigured, hint: "List one or more folders in the setting \(setting).",
          setting: setting))
    }
    // By bytes: to a string, a slash with an accent on it is no slash.
    let path = text.utf8.first == UInt8(ascii: "/") ? text : first + "/" + text
    let isClean = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard !text.isEmpty, isClean, path.utf8.count < Int(PATH_MAX) else {
      throw ContractError.invalid(
        parameter,
        expected: "a path of 1 to \(PATH_MAX - 1) bytes without control characters")
    }
    return path
  }

  /// A path and the name at its end.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
  }

  // MARK: - What it leads to

  /// The path without links; nil where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// - Parameter path: without links.
  func requireInside(_ path: String) throws {
    let roots = folders.compactMap(Self.resolved)
    guard !roots.isEmpty else {
      throw ContractError(
        "None of the folders that are configured for this operation exists.",
        ErrorData(
          kind: .notConfigured, hint: "Create one, or change the setting \(setting).",
          setting: setting))
    }
    guard roots.contains(where: { Self.contains($0, path) }) else {
      throw refusal(
        .outsideFolders, "The path is outside the allowed folders.",
        hint: "Choose a path in one of them, or add a folder to the setting \(setting).")
    }
  }

  /// Refuses a path that leads to nothing, without telling what there is outside of the folders.
  func requireInside(missing path: String) throws {
    var ancestor = path
    repeat { ancestor = Self.split(ancestor).folder } while Self.resolved(ancestor) == nil
    try requireInside(Self.resolved(ancestor) ?? "/")
  }

  var realBackupFolder: String { Self.resolved(backupFolder) ?? backupFolder }

  /// Whether a path is a folder or in it, both without links. By bytes, as the system compares.
  static func contains(_ folder: String, _ path: String) -> Bool {
    let folder = folder.utf8.last == UInt8(ascii: "/") ? String(folder.dropLast()) : folder
    return path.utf8.elementsEqual(folder.utf8) || path.utf8.starts(with: (folder + "/").utf8)
  }

  /// What SQLite adds to the name of a database for the files that it keeps beside it.
  static let logSuffixes = ["-wal", "-shm", "-journal"]
}

extension FolderBounds {
  static func exports(_ parts: BackupOperations.Parts) -> FolderBounds {
    FolderBounds(
      folders: parts.exportFolders, setting: "exportFolders", parameter: "params.destination",
      databasePath: parts.databasePath, backupFolder: parts.stateFolder)
  }

  static func imports(_ parts: BackupOperations.Parts) -> FolderBounds {
    FolderBounds(
      folders: parts.importFolders, setting: "importFolders", parameter: "params.path",
      databasePath: parts.databasePath, backupFolder: parts.stateFolder)
  }
}
