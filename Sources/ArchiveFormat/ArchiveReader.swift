import BackupFiles
package import BackupProtocol
import Compression
package import Concurrency
import Crypto
import Databases
import Files
import Glibc
import JSONCoding
package import ObjectStorage
import SQLitePages

/// Reads an archive that nobody vouches for.
package struct ArchiveReader {
  let source: ObjectSource

  package init(_ reader: any ObjectReader) { source = ObjectSource(reader: reader) }

  /// What the manifest says, found without reading the image where the file has an index.
  package func readManifest() throws -> Manifest {
    try mappingErrors {
      let decompressor = try ParallelDecompressor(source: source)
      if let blocks = decompressor.blocks, let last = blocks.indices.last {
        let bytes = try decompressor.readBlock(last)
        if bytes.count >= TarHeader.length,
          let header = try? TarHeader(decoding: Array(bytes[..<TarHeader.length])),
          header.name == ArchiveMember.manifest.rawValue,
          header.size <= Int64(bytes.count - TarHeader.length)
        {
          return try Manifest(decoding: bytes[TarHeader.length...].prefix(Int(header.size)))
        }
      }
      var parser = TarParser { _, _, _ in }
      try decompressor.forEachBlock { try parser.consume($0) }
      return try Manifest(decoding: try parser.finish()[...])
    }
  }

  /// Unpacks the database into a new file and proves it against the manifest.
  ///
  /// - Parameters:
  ///   - expectedSize: the image's size where it is known, so that nothing larger is unpacked.
  ///   - proven: the SHA-256 of a file whose image was proven. Where this is that file, its image is not
  ///     hashed again.
  ///   - extracted: called with the count of bytes written so far, and the image's size.
  /// - Returns: the manifest.
  package func extractImage(
    to path: String, expectedSize: Int64?, proven: String? = nil, freeBytes: Int64?,
    cancellation: Cancellation, extracted: @escaping (Int64, Int64) -> Void = { _, _ in }
  ) throws -> Manifest {
    try mappingErrors {
      func extract(_ proven: String?) throws -> Manifest {
        let target = try UnpackTarget(
          path: path, expectedSize: expectedSize, freeBytes: freeBytes, cancellation: cancellation,
          extracted: extracted)
        let manifest = try Manifest(decoding: try unpack(to: target, proven).finish()[...])
        try target.prove(manifest)
        return manifest
      }
      do {
        return try extract(proven)
      } catch is OtherFile {
        // It may hold the same image, as the image's own hash tells.
        unlink(path)
        return try extract(nil)
      }
    }
  }

  /// Unpacks the image of an archive that is being written, and has no more than that yet.
  ///
  /// - Parameter path: nil to prove the image without keeping it.
  package func extractUnfinished(
    to path: String?, size: Int64, checksum: String, freeBytes: Int64?, cancellation: Cancellation,
    extracted: @escaping (Int64, Int64) -> Void
  ) throws {
    try mappingErrors {
      let target = try UnpackTarget(
        path: path, expectedSize: size, freeBytes: path == nil ? nil : freeBytes,
        cancellation: cancellation, extracted: extracted)
      _ = try unpack(to: target, nil)
      try target.proveImage(size: size, checksum: checksum)
    }
  }

  /// A file that is not the one whose image was proven.
  private struct OtherFile: Error {}

  private func unpack(to target: UnpackTarget, _ proven: String?) throws -> TarParser {
    let decompressor = try ParallelDecompressor(source: source)
    let placement = target.file == nil ? nil : try ImagePlacement(decompressor)
    if let placement { try target.accept(size: placement.size) }
    target.isPlaced = placement != nil
    var parser = TarParser { member, bytes, size in try target.take(member, bytes, size: size) }
    let ahead = placement.flatMap { placement in target.file.map(placement.writer) }
    guard let proven, decompressor.handsOverFile else {
      try decompressor.forEachBlock(ahead: ahead) { try parser.consume($0) }
      return parser
    }
    // The compressed bytes are a fraction of the image.
    target.isHashed = false
    var file = SHA256()
    try decompressor.forEachBlock(ahead: ahead, file: { file.update(bufferPointer: $0) }) {
      try parser.consume($0)
    }
    guard hexadecimal(file.finalize()) == proven else { throw OtherFile() }
    return parser
  }

  func mappingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CompressionError {
      throw ArchiveError(error)
    } catch let error as LogError {
      throw ArchiveError(.image, error.description)
    }
  }
}
