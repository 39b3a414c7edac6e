/// The digest frame of a zstd file of this kit, which stands before the seek table.
struct DigestFrame {
  private let content: [UInt8]

  private static let headerLength = 8

  /// Reads it from where the table says that its last frame is, or returns nil if that is
  /// another frame or has another length than the table's blocks call for.
  init?(of source: some RandomAccessSource, table: SeekTable) throws {
    guard table.entries.count >= 2, let last = table.entries.last, last.contentLength == 0,
      last.compressedLength == ZstdLayout.digestFrameLength(blocks: table.entries.count - 2)
    else { return nil }
    let offset = source.size - Int64(table.frame.count + last.compressedLength)
    let frame = try source.bytes(at: offset, count: last.compressedLength)
    let header =
      ZstdLayout.digestMagic.littleEndianBytes
      + UInt32(last.compressedLength - Self.headerLength).littleEndianBytes + ZstdLayout.digestTag
    guard frame.starts(with: header) else { return nil }
    content = Array(frame.dropFirst(header.count))
  }

  func digest(of block: Int) -> UInt64 { content.number(at: 8 * block) }

  /// Whether neither the table nor the digests have changed since they were written.
  func seals(_ table: SeekTable) -> Bool {
    let sealOffset = content.count - 8
    let seal = content.withUnsafeBytes { content in
      table.frame.withUnsafeBytes {
        let digests = UnsafeRawBufferPointer(rebasing: content[..<sealOffset])
        return ZstdLayout.seal(digests: digests, seekTable: $0)
      }
    }
    return content.number(at: sealOffset) == seal
  }
}
