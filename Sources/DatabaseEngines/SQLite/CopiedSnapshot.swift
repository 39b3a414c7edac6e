import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// A view of a database that keeps no write-ahead log: a copy, made while writers are held off.
///
/// With a rollback journal no reader sees an unchanging state beside a writer, so that the file is
/// copied as fast as the disk takes it, under the shared lock, and everything else reads the copy.
final class CopiedSnapshot: DatabaseSnapshot {
  let description: DatabaseDescription
  private let copy: ImageFile
  private let path: String

  init(_ connection: SQLiteConnection, scratch: String, cancellation: Cancellation) throws {
    let path = Self.path(in: scratch)
    let output = try ImageFile(creating: path)
    copy = output
    self.path = path
    description = try connection.run { db in
      guard let handle = db.sqliteConnection else {
        throw EngineError(.unsupported, "The connection is closed.")
      }
      return try db.inReadTransaction {
        let description = try DatabaseDescription(db)
        try Self.copy(
          try DatabaseFile(.database, of: handle), size: description.size, to: output,
          cancellation: cancellation)
        return description
      }
    }
    connection.close()
  }

  deinit { release() }

  static func path(in scratch: String) -> String { scratch + "/snapshot.sqlite" }

  private static func copy(
    _ file: DatabaseFile, size: Int64, to output: ImageFile, cancellation: Cancellation
  ) throws {
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
  }

  var size: Int64 { description.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try copy.read(at: offset, into: buffer)
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    let connection = try SQLiteConnection(path: path, role: .scratch)
    defer { connection.close() }
    return try connection.run { db in
      try db.countRows(in: description.schema.tableNames, cancellation: cancellation)
    }
  }

  func release() {
    unlink(path)
  }
}
