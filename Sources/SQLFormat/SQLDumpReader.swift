import BackupFiles
package import BackupProtocol
package import Compression
package import Concurrency
import Databases
package import SQLiteImages

/// Reads a compressed dump that nobody vouches for.
package struct SQLDumpReader<Source: RandomAccessSource> {
  private let decompressor: ParallelDecompressor<Source>

  package init(_ source: Source) throws { decompressor = try ParallelDecompressor(source: source) }

  /// What the manifest says, found without reading the rows where the file has an index.
  package func readManifest() throws -> Manifest {
    let mark = SQLDumpWriter.manifestMark
    guard let block = try decompressor.lastBlock(startingWith: mark) else {
      throw ArchiveError(.manifest, "The dump has no manifest at its end.")
    }
    return try Manifest(decoding: block.dropFirst(mark.utf8.count))
  }

  /// Builds a database from it.
  ///
  /// - Parameter progress: called with the count of rows so far.
  /// - Returns: the manifest; nil for a dump of another program.
  package func rebuild(
    at path: String, engine: any RowAccess, limits: BuildLimits, cancellation: Cancellation,
    progress: @escaping (Int) -> Void
  ) throws -> Manifest? {
    try decompressor.withContent { stream in
      try engine.buildImage(at: path, limits: limits, cancellation: cancellation) { builder in
        let replayer = DumpReplayer(
          stream, into: builder, cancellation: cancellation, progress: progress)
        try replayer.run()
        return try replayer.manifest.map { try Manifest(decoding: $0) }
      }
    }
  }
}
