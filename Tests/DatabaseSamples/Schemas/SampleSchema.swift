/// A small database in the style of one that people know, for tests that want names to point at.
package struct SampleSchema: Sendable, CustomStringConvertible {
  package let name: String
  /// Makes it, rows and all, in an empty database.
  package let sql: String

  package var description: String { name }

  package static let all = [chinookLike, northwindLike, prismaMade, lpgNexus]

  /// Makes the database file.
  ///
  /// - Throws: ``SQLFailure`` where the path cannot be written, or holds it already.
  package func make(at path: String) throws {
    let connection = try RawConnection(path)
    try connection.execute("BEGIN; \(sql)\nCOMMIT;")
  }
}
