import Concurrency
import Databases
import GRDB
import GRDBSQLite
import Glibc
import SQLiteImages
import SQLitePages
import Synchronization

/// A view of a database that keeps no write-ahead log: a copy, made while writers are held off.
///
/// With a rollback journal no reader sees an unchanging state beside a writer, so that the file is
/// copied as fast as the disk takes it, under the shared lock, and everything else reads the copy.
final class CopiedSnapshot: SnapshotReader {
  let description: DatabaseDescription
  private let copy: ImageFile
  private let path: String
  private let isReleased = Atomic<Bool>(false)

  init(_ connection: GuardedConnection, scratch: String, cancellation: Cancellation) throws {
    let path = Self.path(in: scratch)
    let output = try ImageFile(creating: path)
    do {
      description = try connection.run { db in
        try db.inReadTransaction {
          try Self.copy(db, to: output, cancellation: cancellation)
        }
      }
    } catch {
      unlink(path)
      throw error
    }
    copy = output
    self.path = path
    connection.close()
  }

  deinit { release() }

  static func path(in scratch: String) -> String { scratch + "/snapshot.sqlite" }

  private static func copy(
    _ db: Database, to output: ImageFile, cancellation: Cancellation
  ) throws -> DatabaseDescription {
    let description = try DatabaseDescription(db)
    guard description.journalMode != "wal", let handle = db.sqliteConnection else {
      throw EngineError(
        .locked, "The application has just changed the database's journal mode.",
        hint: "Try again in a moment.")
    }
    let file = try DatabaseFile(.database, of: handle)
    let size = description.size
    let length = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(length), size - offset))])
      try file.read(at: offset, into: part)
      try output.write(UnsafeRawBufferPointer(part), at: offset)
      offset += Int64(part.count)
    }
    return description
  }

  var size: Int64 { description.size }

  var file: String? { path }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try copy.read(at: offset, into: buffer)
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    let connection = try GuardedConnection(path: path, role: .scratch)
    defer { connection.close() }
    return try connection.run { db in
      try db.countRows(in: description.schema.tableNames, cancellation: cancellation)
    }
  }

  /// It is a file already, which only needs another name.
  func copy(to target: String, cancellation: Cancellation, copied: (Int64) -> Void) throws {
    guard link(path, target) == 0 else {
      throw EngineError(.inputOutput, "A working file could not be given its name.")
    }
    copied(size)
  }

  /// Once: the next snapshot has the same path.
  func release() {
    if !isReleased.exchange(true, ordering: .relaxed) { unlink(path) }
  }
}
