package import Concurrency

/// Files of ours that hold a whole database: checked, compared with the live one, and made fit for it.
package protocol DatabaseImages: Sendable {
  /// Proves that an image outside the live database is whole.
  func check(image path: String, depth: CheckDepth, cancellation: Cancellation) throws
    -> CheckReport

  /// What the image's schema and the live one differ in, and what a restore would change, by table.
  func compare(
    image path: String, cancellation: Cancellation, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison

  /// As ``compare(image:cancellation:progress:)``, with a copy of the live database in its place.
  func compare(
    image: String, withCopy copy: String, cancellation: Cancellation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison

  /// Converts an image, where the live database could not take it as it is.
  ///
  /// - Returns: the path of the image to install: the given one, or one beside it.
  func adapt(image path: String, cancellation: Cancellation) throws -> String

  /// Rewrites an image with another page size, unless it has that already.
  ///
  /// - Returns: the path of the image that has it.
  func adapt(image path: String, toPageSize pageSize: Int, cancellation: Cancellation) throws
    -> String

  /// Opens an image as if it were a snapshot.
  func withImage<Result>(
    _ path: String, cancellation: Cancellation, _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result

  /// Makes a copied database file and what belongs to it one image: a write-ahead log beside it, and a
  /// rollback journal. Nothing but the image is touched, whatever these files name.
  ///
  /// - Parameters:
  ///   - journal: a copy of the rollback journal, under a name by which SQLite does not find it.
  ///   - maximum: of the image, in bytes.
  /// - Throws: ``EngineError`` `.sharedTransaction` where the journal belongs to a transaction over
  ///   several databases.
  func settle(image path: String, journal: String?, maximum: Int64, cancellation: Cancellation)
    throws
}

/// How thoroughly an image is checked.
package enum CheckDepth: String, Codable, Sendable {
  /// Structure of every page, row counts. No rows are held against each other.
  case quick
  /// As `quick`, and every index entry against its row, and foreign keys.
  case full
}
