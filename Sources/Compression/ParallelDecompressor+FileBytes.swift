/// The bytes of a file, as they were read to be decompressed.
extension ParallelDecompressor {
  /// Whether ``forEachBlock(ahead:file:_:)`` can hand the file over: it is a zstd file of this kit, in
  /// which block follows upon block.
  package var handsOverFile: Bool { index?.isOwnZstd == true }

  /// Gives the content to `body` as ``forEachBlock(ahead:_:)`` does, and all bytes of the file to `file`.
  ///
  /// The content is made of the very bytes that `file` gets: whoever knows the file by its hash knows
  /// the content by it as well.
  ///
  /// - Parameter file: gets the bytes in their order, on the caller's thread.
  /// - Throws: ``CompressionError/unsupported(reason:)`` where ``handsOverFile`` is false, and what
  ///   ``forEachBlock(ahead:_:)`` throws.
  package func forEachBlock(
    ahead: BlockHandler? = nil, file: (UnsafeRawBufferPointer) throws -> Void,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard let index, handsOverFile else {
      throw CompressionError.unsupported(reason: "its blocks are not all of the file")
    }
    let opening = Int64(ZstdLayout.opening.count)
    try read(0..<(index.blocks.first?.location.compressedOffset ?? opening), file)
    try IndexedReader(source, algorithm: algorithm, index: index, workers: workers, ahead: ahead)
      .forEachBlock(compressed: file, body)
    let end = index.blocks.last.map {
      $0.location.compressedOffset + Int64($0.location.compressedLength)
    }
    try read((end ?? opening)..<source.size, file)
  }

  private func read(
    _ range: Range<Int64>, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let bytes = try source.bytes(at: offset, count: Int(min(1 << 16, range.upperBound - offset)))
      guard !bytes.isEmpty else { throw CompressionError.truncated(offset: offset) }
      try bytes.withUnsafeBytes(body)
      offset += Int64(bytes.count)
    }
  }
}
