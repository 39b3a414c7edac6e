package import Concurrency

/// Reads the rows of an image, and makes images out of rows: what the formats SQL and JSON need of an
/// engine. Its calls block and throw as those of a `DatabaseEngine`.
package protocol RowAccess: Sendable {
  /// Hands the definitions and rows of an image to `body`.
  func withContent<Result>(
    ofImage path: String, cancellation: Cancellation, _ body: (ImageContent) throws -> Result
  ) throws -> Result

  func contentSummary(ofImage path: String, cancellation: Cancellation) throws -> ContentSummary

  /// Makes an image out of what `body` defines and inserts, at a path where nothing is yet. On an
  /// error there is none.
  func buildImage<Result>(
    at path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (ImageBuilder) throws -> Result
  ) throws -> Result

  /// Gives tables of a copied database new rows, in one transaction.
  func replaceTables<Result>(
    inImage path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (TableReplacer) throws -> Result
  ) throws -> Result

  /// The tables of the live database, as an overlay has to know them.
  func tables(cancellation: Cancellation) throws -> [OverlayTable]
}

/// The definitions and the rows of an image, each as one value to compare.
package struct ContentSummary: Sendable {
  package let schemaFingerprint: String
  /// The ``ContentHash``.
  package let checksum: String

  package init(schemaFingerprint: String, checksum: String) {
    self.schemaFingerprint = schemaFingerprint
    self.checksum = checksum
  }
}
