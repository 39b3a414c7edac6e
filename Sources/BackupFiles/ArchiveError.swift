package import Compression

/// What is wrong with an archive.
package struct ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Part: String, Sendable {
    case file, manifest, image, database, content
    /// Whole, but of a newer format than this program reads.
    case version
  }

  package let part: Part
  /// One plain sentence.
  package let message: String
  package var expected: String?
  package var found: String?

  package init(
    _ part: Part, _ message: String, expected: String? = nil, found: String? = nil
  ) {
    self.part = part
    self.message = message
    self.expected = expected
    self.found = found
  }

  package init(_ error: CompressionError) {
    self.init(.file, error.description)
  }

  package var description: String { message }
}
