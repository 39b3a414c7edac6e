/// Blocks that go from one file to another without being decompressed.
///
/// A block of a zstd file of this kit depends on no other, so that it means the same in any such file.
extension ParallelCompressor {
  /// Takes over blocks of another file as they are. They are read by the workers, and each is held
  /// against its digest.
  ///
  /// What was written before is in blocks of its own.
  ///
  /// - Parameter numbers: positions in ``ParallelDecompressor/blocks``.
  /// - Throws: ``CompressionError/unsupported(reason:)`` where the file is not a zstd file of this kit, or
  ///   has longer blocks. This call or a later one throws ``CompressionError/corrupt(offset:reason:)`` for
  ///   a block that is damaged, and what the file's source throws.
  package func append(
    _ numbers: Range<Int>, of file: ParallelDecompressor<some RandomAccessSource>
  ) throws {
    guard algorithm == .zstd, let blocks = file.copyableBlocks else {
      throw CompressionError.unsupported(reason: "its blocks cannot be taken over")
    }
    let longest = blocks[numbers].reduce(0) { max($0, $1.location.compressedLength) }
    guard longest <= longestOutput else {
      throw CompressionError.unsupported(reason: "its blocks are too long to be taken over")
    }
    try endBlock()
    for block in blocks[numbers] {
      try submit(copying: block.location.contentLength) { output in
        let length = block.location.compressedLength
        let bytes = UnsafeMutableRawBufferPointer(rebasing: output[..<length])
        try file.readCompressed(block, into: bytes)
        return EncodedBlock(
          contentLength: block.location.contentLength, compressedLength: length,
          contentChecksum: block.contentChecksum ?? 0, digest: block.digest ?? 0)
      }
    }
  }
}

extension ParallelDecompressor {
  /// Nil where the file is not a zstd file of this kit.
  fileprivate var copyableBlocks: [IndexedBlock]? {
    index.flatMap { $0.isOwnZstd ? $0.blocks : nil }
  }

  /// Reads blocks and holds each against its digest, without decompressing it.
  ///
  /// - Parameter numbers: positions in ``blocks``.
  /// - Throws: ``CompressionError``, or what the source throws.
  package func checkDigests(of numbers: Range<Int>) throws {
    guard let blocks = copyableBlocks, blocks.indices.contains(numbers.upperBound - 1) else {
      throw CompressionError.unsupported(reason: "the file has no digests of these blocks")
    }
    let longest = blocks[numbers].reduce(0) { max($0, $1.location.compressedLength) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: longest, alignment: 16)
    defer { buffer.deallocate() }
    for block in blocks[numbers] {
      try readCompressed(
        block, into: .init(rebasing: buffer[..<block.location.compressedLength]))
    }
  }

  /// Whether another file has the same blocks in the same places, as far as the two indexes say.
  package func hasSameBlocks<Other>(
    _ numbers: Range<Int>, as other: ParallelDecompressor<Other>
  ) -> Bool {
    guard let mine = copyableBlocks, let others = other.copyableBlocks,
      numbers.upperBound <= min(mine.count, others.count)
    else { return false }
    return mine[numbers] == others[numbers]
  }

  fileprivate func readCompressed(
    _ block: IndexedBlock, into buffer: UnsafeMutableRawBufferPointer
  ) throws {
    try source.fill(buffer, from: block.location.compressedOffset)
    guard XXH64.hash(UnsafeRawBufferPointer(buffer)) == block.digest else {
      throw CompressionError.corrupt(
        offset: block.location.compressedOffset, reason: "a block does not match its digest")
    }
  }
}
