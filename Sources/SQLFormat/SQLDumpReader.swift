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
    let mark = SQLDumpWriter.manifestMark.utf8
    if let last = decompressor.blocks?.indices.last {
      let bytes = try decompressor.readBlock(last)
      if bytes.starts(with: mark) { return try Manifest(decoding: bytes.dropFirst(mark.count)) }
    }
    throw ArchiveError(.manifest, "The dump has no manifest at its end.")
  }

  /// Builds a database from it.
  ///
  /// - Parameter progress: called with the count of rows so far.
  /// - Returns: the manifest; nil for a dump of another program.
  package func rebuild(
    at path: String, engine: any RowAccess, limits: BuildLimits, cancellation: Cancellation,
    progress: @escaping (Int) -> Void
  ) throws -> Manifest? {
    let stream = ContentStream(decompressor)
    defer { stream.close() }
    return try engine.buildImage(at: path, limits: limits, cancellation: cancellation) { builder in
      let replayer = DumpReplayer(
        stream, into: builder, cancellation: cancellation, progress: progress)
      try replayer.run()
      return try replayer.manifest.map { try Manifest(decoding: $0) }
    }
  }
}
