import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import JSONCoding
import SQLiteImages

/// Builds a database from a full document.
enum JSONRebuild {
  /// - Parameter source: the document itself.
  /// - Returns: the manifest; nil for a document without one.
  static func run(
    at path: String, engine: any RowAccess, limits: BuildLimits,
    documentLimits: JSONStreamReader.Limits = JSONStreamReader.Limits(),
    cancellation: Cancellation, from source: @escaping JSONStreamReader.Source,
    progress: @escaping (Int) -> Void
  ) throws -> Manifest? {
    do {
      return try engine.buildImage(
        at: path, limits: limits, cancellation: cancellation
      ) { builder in
        let replayer = JSONReplayer(
          into: builder, cancellation: cancellation, limits: documentLimits, source: source,
          progress: progress)
        try replayer.run()
        return try replayer.manifest.map { try Manifest(decoding: $0) }
      }
    } catch let error as BuildError {
      // What is left to the end is the order of the schema and its virtual tables.
      throw DumpError(error, line: nil, path: "$.schema")
    }
  }
}
