import FoundationEssentials

/// Decompresses a zstd or gzip file, in parallel if it has an index, and proves it whole.
///
/// Files of ``ParallelCompressor`` have an index, and so have zstd files with a seek table. All
/// others, of one or many frames or members, are decoded from start to end, one thread ahead of
/// the caller.
///
/// Of a file of ``ParallelCompressor``, every changed, missing or added byte is an error: digests
/// cover the blocks, the index is sealed, and all other bytes are fixed. Of other files, what the
/// format protects is checked: the content's checksum and length where there are such, and that
/// nothing follows that is no frame or member. Not protected there are a gzip header's name, time
/// and the like, skippable zstd frames, and the loss of whole frames or members at the end.
///
/// No size that a file declares is believed: one block takes at most 16 MiB of content, and files
/// with larger ones are decoded from start to end. Memory: a block and its compressed bytes for
/// each worker and two more, or 3 MiB plus the window, at most 128 MiB, without an index.
package struct ParallelDecompressor<Source: RandomAccessSource>: Sendable {
  package let algorithm: CompressionAlgorithm
  /// The blocks with content in their order, or nil if the file has no index.
  package let blocks: [CompressedBlock]?
  /// How long the content is, or nil if the file has no index to tell it.
  package var contentLength: Int64? { index?.contentLength }

  let source: Source
  let index: BlockIndex?
  let workers: Int
  private let limit: Int64?

  /// Recognises the format and reads the index, but no block.
  ///
  /// - Parameters:
  ///   - workers: How many threads decompress, at least 1.
  ///   - limit: How many bytes of content to accept, nil for any number.
  /// - Throws: ``CompressionError``, or what the source throws.
  package init(
    source: Source, workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    limit: Int64? = nil
  ) throws {
    let head = try source.bytes(at: 0, count: 4)
    guard let algorithm = CompressionAlgorithm(firstBytes: head) else {
      guard head.count == 4 else { throw CompressionError.truncated(offset: source.size) }
      throw CompressionError.unsupported(reason: "it is neither zstd nor gzip")
    }
    self.algorithm = algorithm
    self.source = source
    self.workers = max(1, workers)
    self.limit = limit
    index =
      switch algorithm {
      case .zstd: try ZstdIndex.read(from: source)
      case .gzip: try GzipIndex.read(from: source)
      }
    blocks = index?.blocks.lazy.map(\.location).filter { $0.contentLength > 0 }
    if let limit, let index, index.contentLength > limit {
      throw CompressionError.limitExceeded(limit: limit)
    }
  }

  /// Gives the content to `body` in order, piece by piece, on the caller's thread.
  ///
  /// Meanwhile the workers decompress what comes next. The content is proven whole only when this
  /// returns. Nothing runs on after it returns or throws.
  ///
  /// - Parameters:
  ///   - ahead: Gets each block as soon as it is decompressed, on a worker's thread, in no order;
  ///     not called for a file without an index.
  ///   - body: Gets a piece, never empty, that is valid until it returns.
  /// - Throws: ``CompressionError``, or what the source, `ahead` or `body` throws.
  package func forEachBlock(
    ahead: BlockHandler? = nil, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if let index {
      try IndexedReader(
        source, algorithm: algorithm, index: index, workers: workers, ahead: ahead
      ).forEachBlock(body)
    } else {
      var length: Int64 = 0
      try StreamReader(source, algorithm: algorithm).forEachBlock { content in
        length += Int64(content.count)
        if let limit, length > limit { throw CompressionError.limitExceeded(limit: limit) }
        try body(content)
      }
    }
  }

  /// Decompresses one block, on the caller's thread.
  ///
  /// - Parameter number: A position in ``blocks``.
  /// - Throws: ``CompressionError``, or what the source throws.
  package func readBlock(_ number: Int) throws -> [UInt8] {
    guard let index else {
      throw CompressionError.unsupported(reason: "the file has no index to find a block by")
    }
    let blocks = index.blocks.filter { $0.location.contentLength > 0 }
    guard blocks.indices.contains(number) else {
      throw CompressionError.unsupported(reason: "the file has no block \(number)")
    }
    let block = blocks[number]
    let decoder = try BlockDecoder(algorithm: algorithm)
    var content = [UInt8](repeating: 0, count: block.location.contentLength)
    try withUnsafeTemporaryAllocation(byteCount: block.location.compressedLength, alignment: 16) {
      compressed in
      try content.withUnsafeMutableBytes {
        try decoder.decode(block, from: source, compressed: compressed, content: $0)
      }
    }
    return content
  }
}

/// Takes a block of content: where it begins in the content, and its bytes, valid until it returns.
package typealias BlockHandler = @Sendable (Int64, UnsafeRawBufferPointer) throws -> Void
