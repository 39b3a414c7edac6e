/// Databases that have a bit of everything, each by the number it is made from.
package enum GeneratedDatabase {
  /// Makes a database file, the same for the same seed and version of SQLite. It passes
  /// `PRAGMA integrity_check`; its foreign keys may be violated.
  ///
  /// - Parameter path: where nothing is yet.
  /// - Returns: what it holds, in a few words, for the message of a failed test.
  /// - Throws: ``SQLFailure`` where SQLite refuses something: a fault of the generator.
  @discardableResult
  package static func make(seed: UInt64, at path: String) throws -> String {
    var generator = try SchemaGenerator(seed: seed, path: path)
    do { try generator.run() } catch {
      throw GenerationFailure(seed: seed, features: generator.features, cause: error)
    }
    return "seed \(seed): " + generator.features.joined(separator: ", ")
  }
}

struct GenerationFailure: Error, CustomStringConvertible {
  let seed: UInt64
  let features: [String]
  let cause: any Error

  var description: String { "seed \(seed), with \(features): \(cause)" }
}
