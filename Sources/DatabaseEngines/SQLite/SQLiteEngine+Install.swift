import Glibc

extension SQLiteEngine {
  /// Creates the database on a machine that has none: written aside, synced, then named.
  func install(
    _ image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void
  ) throws {
    let temporary = path + ".strongroom-restore"
    unlink(temporary)
    defer { unlink(temporary) }
    try write(image, to: temporary, cancellation: cancellation, progress: progress)
    // The log of a database that appeared meanwhile is that database's, and not to be touched.
    guard !exists else { throw Self.appeared }
    // What is left of an older database of this name would be replayed into the new one.
    let sidecars = ["-wal", "-shm", "-journal"].map { path + $0 }
    for sidecar in sidecars { rename(sidecar, sidecar + Self.asideSuffix) }
    // A new name, unlike a renaming, never replaces a database that appeared meanwhile.
    guard link(temporary, path) == 0 else {
      let code = errno
      for sidecar in sidecars { rename(sidecar + Self.asideSuffix, sidecar) }
      throw code == EEXIST
        ? Self.appeared
        : EngineError(
          .readOnly, "The database file cannot be created.",
          hint: "Give this user write permission on its folder.")
    }
    for sidecar in sidecars { unlink(sidecar + Self.asideSuffix) }
    unlink(temporary)
    try Self.synchronizeFolder(folder(of: path))
  }

  private static let asideSuffix = ".strongroom-aside"

  private static var appeared: EngineError {
    EngineError(
      .moved, "A database appeared at the path while the restore was under way.",
      hint: "Preview and restore again.")
  }

  /// Its descriptor is closed at the end: later it would be one of the live database.
  private func write(
    _ image: ImageToInstall, to temporary: String, cancellation: Cancellation,
    progress: (Int64, Int64) -> Void
  ) throws {
    let source = try ImageFile(reading: image.path)
    let target = try ImageFile(creating: temporary)
    let size = try source.size()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
      try source.read(at: offset, into: part)
      if offset == 0, image.prefersWAL {
        part[18] = 2
        part[19] = 2
      }
      try target.write(UnsafeRawBufferPointer(part), at: offset)
      offset += Int64(part.count)
      progress(offset, size)
    }
    try target.synchronize()
  }

  private static func synchronizeFolder(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw EngineError(.inputOutput, "The database's folder cannot be opened.")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw EngineError(.inputOutput, "The database's folder cannot be synced.")
    }
  }
}
