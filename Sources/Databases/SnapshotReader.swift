package import Concurrency

/// A consistent view of a live database, held open while it is read.
package protocol SnapshotReader: AnyObject, Sendable {
  /// What the database is, at the moment of the view.
  var description: DatabaseDescription { get }

  /// Length of the image in bytes.
  var size: Int64 { get }

  /// Reads `buffer.count` bytes of the image at `offset`; both are multiples of the page size. Safe
  /// to call from one thread at a time, also while ``countRows(cancellation:)`` runs on another.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws

  /// Rows per table, counted by the database itself in the same view.
  func countRows(cancellation: Cancellation) throws -> [TableRows]

  /// Makes a file of the image, in the folder that the snapshot was given for scratch.
  func copy(to path: String, cancellation: Cancellation, copied: (Int64) -> Void) throws

  /// The path of a file that is the image already, where the view is a copy; nil where it is not.
  var file: String? { get }

  /// Ends the view early: writers and the log are held no longer. Later reads fail.
  func release()
}

extension SnapshotReader {
  package var file: String? { nil }
}
