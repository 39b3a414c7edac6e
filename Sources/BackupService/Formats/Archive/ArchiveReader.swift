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
      var parser = TarParser { _, _ in }
      try decompressor.forEachBlock { try parser.consume($0) }
      return try Manifest(decoding: try parser.finish()[...])
    }
  }

  /// Unpacks the image into a new file and proves it against the manifest.
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
      let file = try ImageFile(creating: path)
      let decompressor = try ParallelDecompressor(source: source)
      let placement = try ImagePlacement(decompressor)
      let hash = ImageHash()
      var parser = TarParser { bytes, size in
        if let expectedSize, size != expectedSize {
          throw Self.wrongSize(expected: expectedSize, found: size)
        }
        if hash.count == 0, let freeBytes, size > freeBytes { throw Self.noRoom(for: size) }
        try cancellation.check()
        if placement == nil { try file.write(bytes, at: hash.count) }
        hash.update(bytes)
        extracted(hash.count, size)
      }
      if let placement {
        if let expectedSize, placement.size != expectedSize {
          throw Self.wrongSize(expected: expectedSize, found: placement.size)
        }
        if let freeBytes, placement.size > freeBytes { throw Self.noRoom(for: placement.size) }
      }
      try decompressor.forEachBlock(ahead: placement.map { $0.writer(to: file) }) {
        try parser.consume($0)
      }
      let manifest = try Manifest(decoding: try parser.finish()[...])
      try Self.prove(manifest, size: hash.count, checksum: hash.value)
      return manifest
    }
  }

  private static func noRoom(for size: Int64) -> EngineError {
    EngineError(
      .diskFull, "There is no room to unpack the backup's \(size) bytes.",
      hint: "Free some room and try again.")
  }

  private static func prove(_ manifest: Manifest, size: Int64, checksum: String) throws {
    guard let image = manifest.image else {
      throw ArchiveError(.manifest, "The backup's manifest describes no image.")
    }
    guard Int64(image.size) == size else {
      throw wrongSize(expected: Int64(image.size), found: size)
    }
    guard image.checksum.value == checksum else {
      throw ArchiveError(
        .image, "The database image in the backup is damaged.",
        expected: "sha256 \(image.checksum.value)", found: "sha256 \(checksum)")
    }
  }

  private static func wrongSize(expected: Int64, found: Int64) -> ArchiveError {
    ArchiveError(
      .image, "The database image in the backup has the wrong size.",
      expected: "\(expected) bytes", found: "\(found) bytes")
  }

  private func mappingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as CompressionError { throw ArchiveError(error) }
  }
}
