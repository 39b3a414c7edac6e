import Concurrency
import Databases

@testable import SQLiteEngine
@testable import SQLitePages

/// What one snapshot gave: an image in a file, and what the snapshot said of it.
struct SnapshotImage {
  let path: String
  let description: DatabaseDescription
  let rows: [TableRows]
}

extension SQLiteDatabase {
  /// Writes an image as a backup would, in parts of 64 KiB, which every page size divides.
  func makeImage(
    _ folder: TemporaryFolder, _ name: String = "image.sqlite",
    before: () throws -> Void = {}, between: () throws -> Void = {}
  ) throws -> SnapshotImage {
    try withSnapshot(scratch: folder.path, cancellation: Cancellation()) { snapshot in
      try before()
      let path = folder.file(name)
      let output = try ImageFile(creating: path)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 4096)
      defer { buffer.deallocate() }
      var offset: Int64 = 0
      while offset < snapshot.size {
        let part = UnsafeMutableRawBufferPointer(
          rebasing: buffer[..<Int(min(65_536, snapshot.size - offset))])
        try snapshot.read(at: offset, into: part)
        try output.write(UnsafeRawBufferPointer(part), at: offset)
        if offset == 0 { try between() }
        offset += Int64(part.count)
      }
      return SnapshotImage(
        path: path, description: snapshot.description,
        rows: try snapshot.countRows(cancellation: Cancellation()))
    }
  }

  func check(_ path: String, _ depth: CheckDepth = .full) throws -> CheckReport {
    try check(image: path, depth: depth, cancellation: Cancellation())
  }

  func compare(_ path: String) throws -> DatabaseComparison {
    try compare(image: path, cancellation: Cancellation()) { _, _ in }
  }

  func replace(_ path: String, prefersWAL: Bool = true) throws {
    try replace(
      with: ImageToInstall(path: path, prefersWAL: prefersWAL), cancellation: Cancellation()
    ) { _, _ in }
  }

  func replaceRows(
    _ path: String, onlyTables: Set<String>? = nil,
    whileWritersWait: ((any HeldDatabase)?) throws -> Void = { _ in }
  ) throws -> ReplaceReport {
    try replace(
      with: ImageToInstall(
        path: path, prefersWAL: true, method: .rows, onlyTables: onlyTables),
      cancellation: Cancellation(), progress: { _, _ in }, whileWritersWait: whileWritersWait)
  }

  func confirm(_ path: String) throws -> ConfirmationReport {
    try confirm(image: path, cancellation: Cancellation())
  }
}

/// The reason of the ``EngineError`` that `body` throws; nil where it throws another or none.
func reason(_ body: () throws -> Void) -> EngineError.Reason? {
  do {
    try body()
    return nil
  } catch let error as EngineError {
    return error.reason
  } catch {
    return nil
  }
}

/// Whether `body` ends by the error of a cancelled call.
func isCancelled(_ body: () throws -> Void) -> Bool {
  do {
    try body()
    return false
  } catch {
    return error is CancellationError
  }
}
