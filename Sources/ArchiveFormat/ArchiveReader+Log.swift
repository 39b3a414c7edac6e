import BackupFiles
import Compression

/// The log in an archive, read without the image before it.
extension ArchiveReader {
  /// - Parameters:
  ///   - size: of the image.
  ///   - body: takes the bytes of the log in order.
  /// - Returns: the SHA-256 of the log.
  @discardableResult
  package func readLog(
    afterImage size: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void = { _ in }
  ) throws -> String {
    try mappingErrors {
      let decompressor = try ParallelDecompressor(source: source)
      let start = Int64(TarHeader.length) + size
      guard let blocks = decompressor.blocks,
        blocks.contains(where: { $0.contentOffset == start })
      else { throw ArchiveError(.file, "The archive has no index.") }
      let hash = ImageHash()
      var left: Int64?
      for (number, block) in blocks.enumerated() where block.contentOffset >= start && left != 0 {
        let bytes = try decompressor.readBlock(number)
        var header = 0
        if left == nil {
          let found = try TarHeader(decoding: Array(bytes.prefix(TarHeader.length)))
          guard found.name == ArchiveMember.log.rawValue else {
            throw ArchiveError(.file, "The archive has no \(ArchiveMember.log.rawValue).")
          }
          left = found.size
          header = TarHeader.length
        }
        let count = Int(min(left ?? 0, Int64(bytes.count - header)))
        try bytes.withUnsafeBytes { bytes in
          let part = UnsafeRawBufferPointer(rebasing: bytes[header..<header + count])
          hash.update(part)
          try body(part)
        }
        left = (left ?? 0) - Int64(count)
      }
      return hash.value
    }
  }
}
