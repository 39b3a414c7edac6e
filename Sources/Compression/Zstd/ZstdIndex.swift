/// Finds the blocks of a zstd file.
enum ZstdIndex {
  /// - Returns: nil for a file that has no seek table, or one that cannot be used, and is not of
  ///   this kit either: it must be read from start to end.
  /// - Throws: ``CompressionError`` if the file is of this kit and its index is damaged or missing.
  static func read(from source: some RandomAccessSource) throws -> BlockIndex? {
    let hasOpening =
      try source.bytes(at: 0, count: ZstdLayout.opening.count) == ZstdLayout.opening
    guard let table = try SeekTable(of: source) else {
      guard !hasOpening else { throw try missingTable(in: source) }
      return nil
    }
    let digests = try DigestFrame(of: source, table: table)
    // Either mark alone makes it one of ours; then the other one must be there too.
    guard hasOpening || digests != nil else { return try readForeign(table, of: source) }
    guard let digests, hasOpening else {
      throw CompressionError.corrupt(
        offset: hasOpening ? source.size - Int64(table.frame.count) : 0,
        reason: hasOpening ? "the digests of its blocks are damaged" : "its opening is damaged")
    }
    return try readOwn(table, digests: digests, of: source)
  }

  private static func readOwn(
    _ table: SeekTable, digests: DigestFrame, of source: some RandomAccessSource
  ) throws -> BlockIndex {
    let tableOffset = source.size - Int64(table.frame.count)
    guard table.isCanonical, digests.seals(table) else {
      throw CompressionError.corrupt(offset: tableOffset, reason: "its index is damaged")
    }
    var index = BlockIndex()
    index.isOwnZstd = true
    var offset = Int64(ZstdLayout.opening.count)
    for (number, entry) in table.entries.dropFirst().dropLast().enumerated() {
      guard entry.contentLength > 0, canBeWhole(entry) else {
        throw CompressionError.corrupt(offset: tableOffset, reason: "its index is impossible")
      }
      index.append(
        contentLength: entry.contentLength, compressedOffset: offset,
        compressedLength: entry.compressedLength, contentChecksum: entry.checksum,
        digest: digests.digest(of: number))
      offset += Int64(entry.compressedLength)
    }
    return index
  }

  /// Takes over the table of another program, unless a frame is too long to be read as a whole.
  private static func readForeign(
    _ table: SeekTable, of source: some RandomAccessSource
  ) throws -> BlockIndex? {
    var index = BlockIndex()
    var offset: Int64 = 0
    for entry in table.entries {
      defer { offset += Int64(entry.compressedLength) }
      if entry.contentLength == 0, try isSkippable(entry, at: offset, in: source) { continue }
      guard canBeWhole(entry) else { return nil }
      index.append(
        contentLength: entry.contentLength, compressedOffset: offset,
        compressedLength: entry.compressedLength, contentChecksum: entry.checksum)
    }
    return index
  }

  private static func canBeWhole(_ entry: SeekTable.Entry) -> Bool {
    entry.contentLength <= BlockIndex.maximumContentLength
      && entry.compressedLength <= BlockIndex.maximumCompressedLength
  }

  private static func isSkippable(
    _ entry: SeekTable.Entry, at offset: Int64, in source: some RandomAccessSource
  ) throws -> Bool {
    let header = try source.bytes(at: offset, count: 8)
    guard header.count == 8 else { return false }
    return ZstdLayout.skippableMagics.contains(header.number(at: 0))
      && Int(header.number(at: 4, as: UInt32.self)) + 8 == entry.compressedLength
  }

  /// Tells a file that was cut off from one whose table is damaged.
  private static func missingTable(
    in source: some RandomAccessSource
  ) throws -> CompressionError {
    let tail = try source.bytes(at: max(0, source.size - 4), count: 4)
    guard tail == ZstdLayout.seekableMagic.littleEndianBytes else {
      return .truncated(offset: source.size)
    }
    return .corrupt(offset: source.size - 4, reason: "its seek table is damaged")
  }
}
