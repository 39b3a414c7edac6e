import Concurrency
import Databases
import SQLitePages

/// The pages of a database with a rollback journal, under a lock of ours, before anything is written.
final class FilePages: SnapshotReader {
  let description: DatabaseDescription
  private let file: DatabaseFile

  init(_ held: HeldFile) {
    description = held.description
    file = held.file
  }

  var size: Int64 { description.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(at: offset, into: buffer)
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    throw EngineError(.unsupported, "Rows are not counted under the lock of writers.")
  }

  func release() {}
}
