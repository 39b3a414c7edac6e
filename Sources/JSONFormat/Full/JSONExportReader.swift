import BackupFiles
package import BackupProtocol
package import Compression
package import Concurrency
import Databases
import JSONCoding
package import SQLiteImages

/// Reads a compressed document that nobody vouches for.
package struct JSONExportReader<Source: RandomAccessSource> {
  private let decompressor: ParallelDecompressor<Source>

  package init(_ source: Source) throws { decompressor = try ParallelDecompressor(source: source) }

  /// What the manifest says, found without reading the rows where the file has an index.
  package func readManifest() throws -> Manifest {
    if let block = try decompressor.lastBlock(startingWith: ExportHeader.manifestMark) {
      return try Self.manifest(inLastBlock: block)
    }
    guard let manifest = try findManifest() else {
      throw ArchiveError(.manifest, "The document has no manifest at its end.")
    }
    return manifest
  }

  /// Builds a database from it.
  ///
  /// - Parameter progress: called with the count of rows so far.
  /// - Returns: the manifest; nil for a document without one.
  package func rebuild(
    at path: String, engine: any RowAccess, limits: BuildLimits, cancellation: Cancellation,
    progress: @escaping (Int) -> Void
  ) throws -> Manifest? {
    try decompressor.withContent { stream in
      try JSONRebuild.run(
        at: path, engine: engine, limits: limits, cancellation: cancellation, from: stream.read,
        progress: progress)
    }
  }

  private static func manifest(inLastBlock bytes: [UInt8]) throws -> Manifest {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: [UInt8(ascii: "{")] + bytes)
    } catch let error {
      throw ArchiveError(.manifest, "The backup's manifest is not JSON: \(error).")
    }
    return try Manifest(decoding: (value["manifest"] ?? .null).serialized)
  }

  /// Reads the document from start to end.
  private func findManifest() throws -> Manifest? {
    do {
      return try decompressor.withContent { stream in
        let reader = JSONStreamReader(source: stream.read)
        let outline = ExportOutline(reader)
        var manifest: [UInt8]?
        try outline.begin()
        while let section = try outline.next() {
          if section == .manifest { manifest = Array(try reader.readRawValue()) }
        }
        return try manifest.map { try Manifest(decoding: $0) }
      }
    } catch let error as JSONStreamError {
      throw DumpError(error)
    }
  }
}
