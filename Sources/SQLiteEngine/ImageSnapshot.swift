package import Concurrency
package import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// A database file of ours, as formats read a live one.
final class ImageSnapshot: SnapshotReader {
  let description: DatabaseDescription
  let connections: ImageConnections
  private let file: ImageFile

  init(_ path: String, cancellation: Cancellation) throws {
    connections = ImageConnections(path, cancellation: cancellation)
    description = try connections.run { db in
      try db.inReadTransaction { try DatabaseDescription(db) }
    }
    file = try ImageFile(reading: path)
  }

  var size: Int64 { description.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(at: offset, into: buffer)
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    try connections.run { db in
      try db.countRows(in: description.schema.tableNames, cancellation: cancellation)
    }
  }

  func release() {}
}

extension SQLiteDatabase {
  package func withImage<Result>(
    _ path: String, cancellation: Cancellation, _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    try body(ImageSnapshot(path, cancellation: cancellation))
  }

  package func settle(
    image path: String, journal: String?, maximum: Int64, cancellation: Cancellation
  ) throws {
    if let journal {
      var played = try RollbackJournal(path: journal)
      try played.play(
        into: ImageFile(changing: path), maximum: maximum, cancellation: cancellation)
    }
    let connection = try GuardedConnection(
      path: path, role: .scratch, standsInForCollations: false, cancellation: cancellation)
    defer { connection.close() }
    try connection.run { db in
      // Before SQLite 3.51.3 only a second connection makes a checkpoint dangerous.
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      guard mode == "delete" else {
        throw EngineError(.corrupt, "The log of the database file cannot be taken up.")
      }
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
    }
  }
}
