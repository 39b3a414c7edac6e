package import Files
import Glibc

/// Objects as files of one folder, mode 0600, the folder 0700.
///
/// Written as `.<key>.partial`, synced, renamed, and the folder synced, so that a crash leaves
/// either nothing or a `.partial` file.
package struct FolderStore: ObjectStore {
  static let partialSuffix = ".partial"

  package let path: String

  private let isMadeByOthers: Bool
  private let owner: FolderOwner?

  /// - Parameters:
  ///   - path: absolute. Created by the first write, with the folders above it.
  ///   - isMadeByOthers: whether a write fails where the folder is not there, as it has been made
  ///     before and is gone.
  ///   - owner: to whom the superuser gives the objects.
  package init(path: String, isMadeByOthers: Bool = false, owner: FolderOwner? = nil) {
    self.path = path
    self.owner = owner
    self.isMadeByOthers = isMadeByOthers
  }

  package func list() throws -> [ObjectInfo] {
    try fileNames().compactMap { name in
      guard let key = ObjectKey(name), let facts = try facts(name) else { return nil }
      guard facts.st_mode & S_IFMT == S_IFREG else { return nil }
      return ObjectInfo(key: key, size: Int64(facts.st_size))
    }.sorted { $0.key < $1.key }
  }

  package func info(_ key: ObjectKey) throws -> ObjectInfo? {
    guard let facts = try facts(key.name), facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return ObjectInfo(key: key, size: Int64(facts.st_size))
  }

  package func version(of key: ObjectKey) throws -> String? {
    guard let facts = try facts(key.name), facts.st_mode & S_IFMT == S_IFREG else { return nil }
    // Whoever writes to the file, or gives another its name, moves the time of its last change.
    let change = facts.st_ctim
    return "\(facts.st_ino) \(facts.st_size) \(change.tv_sec).\(change.tv_nsec)"
  }

  package func create(_ key: ObjectKey) throws -> any ObjectDraft {
    if !isMadeByOthers { try makeFolder(path) }
    guard access(path, F_OK) == 0 else {
      throw StorageError(
        .unavailable, "The backup folder is missing.",
        hint: "Mount its disk, or move the folder back.")
    }
    guard try facts(key.name) == nil else {
      throw StorageError(.exists, "An object named \(key) already exists.")
    }
    return try FolderWriter(folder: path, key: key, owner: owner)
  }

  package func open(_ key: ObjectKey) throws -> any ObjectReader {
    try FolderReader(path: path + "/" + key.name)
  }

  package func delete(_ key: ObjectKey) throws {
    guard unlink(path + "/" + key.name) == 0 || errno == ENOENT else {
      throw StorageError(errno: errno, action: "delete from")
    }
    try synchronizeFolder(path)
  }

  package func removeUnfinished() throws {
    for name in try fileNames() where name.hasPrefix(".") && name.hasSuffix(Self.partialSuffix) {
      unlink(path + "/" + name)
    }
  }

  package func freeBytes() throws -> Int64? {
    var facts = statvfs()
    var folder = path
    while statvfs(folder, &facts) != 0 {
      guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else {
        throw StorageError(errno: errno, action: "examine")
      }
      folder = String(folder[..<slash])
    }
    return Int64(facts.f_bavail) * Int64(facts.f_frsize)
  }

  package func isReadable(_ key: ObjectKey) -> Bool {
    let file = path + "/" + key.name
    var facts = stat()
    if lstat(file, &facts) == 0, let answer = owner?.canRead(facts) { return answer }
    return access(file, R_OK) == 0
  }

  /// A folder that is not there yet holds nothing; any other failure is one.
  private func fileNames() throws -> [String] {
    do {
      return try folderEntries(path)
    } catch {
      if error.code == ENOENT { return [] }
      throw StorageError(errno: error.code, action: "list")
    }
  }

  private func facts(_ name: String) throws -> stat? {
    var facts = stat()
    if lstat(path + "/" + name, &facts) == 0 { return facts }
    if errno == ENOENT { return nil }
    throw StorageError(errno: errno, action: "examine")
  }

  private func makeFolder(_ path: String) throws {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    }
    throw StorageError(errno: errno, action: "create")
  }
}

extension StorageError {
  /// The failure of a system call on a folder or a file in it.
  init(errno code: CInt, action: String, place: String = "backup folder") {
    switch code {
    case ENOSPC, EDQUOT, EFBIG:
      self.init(
        .full, "The \(place)'s disk is full.", hint: "Free disk space, then try again.")
    case EACCES, EPERM, EROFS:
      self.init(
        .readOnly, "The system refused to \(action) the \(place).",
        hint: "Give this user read and write permission on the \(place).")
    case ENOENT:
      self.init(.notFound, "The object is not in the \(place).")
    default:
      self.init(
        .unavailable,
        "The system failed to \(action) the \(place): \(String(cString: strerror(code))).")
    }
  }
}

func synchronizeFolder(_ path: String) throws {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw StorageError(errno: errno, action: "open") }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw StorageError(errno: errno, action: "sync") }
}
