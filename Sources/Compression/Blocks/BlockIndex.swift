/// Where a block is in the content, and where in the compressed file.
package struct CompressedBlock: Sendable, Equatable {
  package let contentOffset: Int64
  package let contentLength: Int
  package let compressedOffset: Int64
  package let compressedLength: Int
}

/// What an index says of one block, to be compared with the block itself.
struct IndexedBlock: Sendable, Equatable {
  let location: CompressedBlock
  /// The low half of the ``XXH64`` of the content.
  let contentChecksum: UInt32?
  /// The ``XXH64`` of the compressed bytes, of a gzip member without its header.
  let digest: UInt64?
}

/// The blocks of a file in their order.
struct BlockIndex: Sendable {
  private(set) var blocks: [IndexedBlock] = []
  private(set) var contentLength: Int64 = 0
  /// Whether it is that of a zstd file of this kit: each block has a checksum and a digest.
  var isOwnZstd = false

  /// The most content that a block may have to be decompressed as a whole.
  static let maximumContentLength = ParallelCompressor.blockSizes.upperBound
  /// The same for its compressed bytes: incompressible content grows by less than an eighth.
  static let maximumCompressedLength = maximumContentLength / 8 * 9

  /// As many blocks as 2 TB have at the default size; it bounds the memory of an index.
  static let maximumBlocks = 1 << 20

  static func checkCount(_ blocks: Int) throws {
    guard blocks <= maximumBlocks else {
      throw CompressionError.unsupported(reason: "more blocks than an index may have")
    }
  }

  mutating func append(
    contentLength length: Int, compressedOffset: Int64, compressedLength: Int,
    contentChecksum: UInt32? = nil, digest: UInt64? = nil
  ) {
    let location = CompressedBlock(
      contentOffset: contentLength, contentLength: length, compressedOffset: compressedOffset,
      compressedLength: compressedLength)
    blocks.append(
      IndexedBlock(location: location, contentChecksum: contentChecksum, digest: digest))
    contentLength += Int64(length)
  }

  var longestContent: Int { blocks.reduce(0) { max($0, $1.location.contentLength) } }
  var longestCompressed: Int { blocks.reduce(0) { max($0, $1.location.compressedLength) } }
}
