import BackupProtocol
import Compression
import DatabaseEngines
import JSONCoding
import ObjectStorage

/// Reads an archive that nobody vouches for.
struct ArchiveReader {
  private let source: ObjectSource

  init(_ reader: any ObjectReader) { source = ObjectSource(reader: reader) }

  /// What the manifest says, found without reading the image where the file has an index.
  func readManifest() throws -> Manifest {
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
  ///   - extracted: called with the count of bytes written so far, and the image's size.
  /// - Returns: the manifest.
  func extractImage(
    to path: String, expectedSize: Int64?, freeBytes: Int64?, cancellation: Cancellation,
    extracted: @escaping (Int64, Int64) -> Void = { _, _ in }
  ) throws -> Manifest {
    try mappingErrors {
      let target = try UnpackTarget(
        path: path, expectedSize: expectedSize, freeBytes: freeBytes, cancellation: cancellation,
        extracted: extracted)
      let manifest = try Manifest(decoding: try unpack(to: target).finish()[...])
      try target.prove(manifest)
      return manifest
    }
  }

  /// Unpacks the image of an archive that is being written, and has no more than that yet.
  ///
  /// - Parameter path: nil to prove the image without keeping it.
  func extractUnfinished(
    to path: String?, size: Int64, checksum: String, freeBytes: Int64?, cancellation: Cancellation,
    extracted: @escaping (Int64, Int64) -> Void
  ) throws {
    try mappingErrors {
      let target = try UnpackTarget(
        path: path, expectedSize: size, freeBytes: freeBytes, cancellation: cancellation,
        extracted: extracted)
      _ = try unpack(to: target)
      try target.proveImage(size: size, checksum: checksum)
    }
  }

  /// The SHA-256 of the log, read from the file without the image before it.
  ///
  /// - Parameter size: of the image.
  func checksumOfLog(afterImage size: Int64) throws -> String {
    try mappingErrors {
      let decompressor = try ParallelDecompressor(source: source)
      let start = Int64(TarHeader.length) + size
      guard let blocks = decompressor.blocks,
        blocks.contains(where: { $0.contentOffset == start })
      else { throw ArchiveError(.file, "The archive has no index.") }
      let hash = ImageHash()
      var left: Int64?
      for (number, block) in blocks.enumerated() where block.contentOffset >= start && left != 0 {
        var bytes = try decompressor.readBlock(number)[...]
        if left == nil {
          let header = try TarHeader(decoding: Array(bytes.prefix(TarHeader.length)))
          guard header.name == ArchiveMember.log.rawValue else {
            throw ArchiveError(.file, "The archive has no \(ArchiveMember.log.rawValue).")
          }
          left = header.size
          bytes = bytes.dropFirst(TarHeader.length)
        }
        let part = bytes.prefix(Int(min(left ?? 0, Int64(bytes.count))))
        Array(part).withUnsafeBytes { hash.update($0) }
        left = (left ?? 0) - Int64(part.count)
      }
      return hash.value
    }
  }

  private func unpack(to target: UnpackTarget) throws -> TarParser {
    let decompressor = try ParallelDecompressor(source: source)
    let placement = target.file == nil ? nil : try ImagePlacement(decompressor)
    if let placement { try target.accept(size: placement.size) }
    target.isPlaced = placement != nil
    var parser = TarParser { member, bytes, size in try target.take(member, bytes, size: size) }
    try decompressor.forEachBlock(
      ahead: placement.flatMap { placement in target.file.map(placement.writer) }
    ) {
      try parser.consume($0)
    }
    return parser
  }

  private func mappingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CompressionError {
      throw ArchiveError(error)
    } catch let error as LogError {
      throw ArchiveError(.image, error.description)
    }
  }
}
