/// Finds the blocks of a gzip file of this kit.
enum GzipIndex {
  /// - Returns: nil for a file of another program: it must be read from start to end.
  /// - Throws: ``CompressionError`` if the file is of this kit and a header is damaged or missing.
  static func read(from source: some RandomAccessSource) throws -> BlockIndex? {
    let endOffset = source.size - Int64(GzipLayout.endMemberLength)
    let end = endOffset < 0 ? nil : try endMember(at: endOffset, of: source)
    let hasBlock = try blockHeader(at: 0, of: source) != nil
    // Either mark alone makes it one of ours; then the other one must be there too.
    guard end != nil || hasBlock else { return nil }

    var index = BlockIndex()
    var blocks: UInt64 = 0
    var seal: UInt64 = 0
    var offset: Int64 = 0
    while offset < (end == nil ? source.size : endOffset) {
      guard let header = try blockHeader(at: offset, of: source) else {
        throw CompressionError.corrupt(offset: offset, reason: "a block's header is damaged")
      }
      let next = offset + Int64(header.member)
      guard next <= source.size else { throw CompressionError.truncated(offset: source.size) }
      seal = GzipLayout.seal(header.bytes, after: seal)
      blocks += 1
      try BlockIndex.checkCount(Int(blocks))
      index.append(
        contentLength: Int(header.content), compressedOffset: offset,
        compressedLength: Int(header.member), digest: header.digest)
      offset = next
    }
    guard let end else { throw CompressionError.truncated(offset: source.size) }
    let content = UInt64(index.contentLength)
    guard offset == endOffset,
      end == GzipLayout.endMember(blocks: blocks, content: content, seal: seal)
    else { throw CompressionError.corrupt(offset: endOffset, reason: "its index is damaged") }
    return index
  }

  private struct BlockHeader {
    let bytes: [UInt8]
    let member: UInt32
    let content: UInt32
    let digest: UInt64
  }

  /// The header at `offset`, or nil if there is anything else than this kit writes.
  private static func blockHeader(
    at offset: Int64, of source: some RandomAccessSource
  ) throws -> BlockHeader? {
    let length = GzipLayout.blockHeaderLength
    let bytes = try source.bytes(at: offset, count: length)
    guard bytes.count == length else { return nil }
    let header = BlockHeader(
      bytes: bytes, member: bytes.number(at: 16), content: bytes.number(at: 20),
      digest: bytes.number(at: 24))
    let expected = GzipLayout.blockHeader(
      member: header.member, content: header.content, digest: header.digest)
    guard bytes == expected, header.content <= BlockIndex.maximumContentLength,
      header.member <= BlockIndex.maximumCompressedLength,
      header.member > length + GzipLayout.trailerLength
    else { return nil }
    return header
  }

  /// The bytes of the end member, or nil if there is none.
  private static func endMember(
    at offset: Int64, of source: some RandomAccessSource
  ) throws -> [UInt8]? {
    let bytes = try source.bytes(at: offset, count: GzipLayout.endMemberLength)
    let expected = GzipLayout.endMember(
      blocks: bytes.number(at: 16), content: bytes.number(at: 24), seal: bytes.number(at: 32))
    return bytes == expected ? bytes : nil
  }
}
