package import BackupFiles
package import Compression
package import ObjectStorage

/// A stored archive whose image another archive takes over, compressed as it is.
package struct ArchiveBase: Sendable {
  package let decompressor: ParallelDecompressor<ObjectSource>
  /// The header of the image and the image.
  package let blocks: Range<Int>
  private let source: ObjectSource
  /// Where these blocks end in the file.
  private let end: Int64

  /// - Parameter imageSize: of its image, in bytes.
  /// - Returns: nil where it is not a zstd archive of ours whose image fills blocks of its own.
  package init?(_ reader: any ObjectReader, imageSize: Int64) throws {
    source = ObjectSource(reader: reader)
    decompressor = try ParallelDecompressor(source: source)
    guard decompressor.algorithm == .zstd, let all = decompressor.blocks,
      let placement = try ImagePlacement(decompressor), placement.size == imageSize
    else { return nil }
    let contentEnd = Int64(TarHeader.length) + imageSize
    let count = all.prefix { $0.contentOffset < contentEnd }.count
    let last = all[count - 1]
    guard last.contentOffset + Int64(last.contentLength) == contentEnd else { return nil }
    blocks = 0..<count
    end = last.compressedOffset + Int64(last.compressedLength)
  }

  /// Hands what comes after the image to `body`, compressed as it is.
  func forEachPieceAfterImage(_ body: (UnsafeRawBufferPointer) -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var offset = end
    while offset < source.size {
      let count = try source.read(at: offset, into: buffer)
      guard count > 0 else { throw CompressionError.truncated(offset: offset) }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
    }
  }
}
