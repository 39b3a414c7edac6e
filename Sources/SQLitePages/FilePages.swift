package import Concurrency
package import Databases

/// The pages of a database with a rollback journal, under a lock of ours, before anything is written.
package final class FilePages: SnapshotReader {
  package let description: DatabaseDescription
  private let file: DatabaseFile

  package init(_ file: DatabaseFile, _ description: DatabaseDescription) {
    self.file = file
    self.description = description
  }

  package var size: Int64 { description.size }

  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(at: offset, into: buffer)
  }

  package func countRows(cancellation: Cancellation) throws -> [TableRows] {
    throw EngineError(.unsupported, "Rows are not counted under the lock of writers.")
  }

  package func release() {}
}
