/// How a zstd file of this kit is laid out: the opening frame, a frame for each block, the digest
/// frame, and the seek table of the [Zstandard Seekable
/// Format](https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md).
///
/// Any zstd decoder reads it: the opening frame is empty, and it skips the last two.
enum ZstdLayout {
  static let frameMagic: UInt32 = 0xFD2F_B528
  static let skippableMagics: ClosedRange<UInt32> = 0x184D_2A50...0x184D_2A5F

  /// An empty frame that stores its content size, 0, in eight bytes, which no other encoder does.
  ///
  /// A file that begins with it must end with a digest frame and a seek table, so that a file cut
  /// off between two frames, or with a damaged table, does not pass for a whole one.
  static let opening: [UInt8] =
    frameMagic.littleEndianBytes + [0xE4] + UInt64(0).littleEndianBytes + [1, 0, 0]
    + UInt32(0x51D8_E999).littleEndianBytes

  /// The digest frame is skippable: `SRD1`, the ``XXH64`` of each block's frame, and the seal.
  static let digestMagic: UInt32 = 0x184D_2A5B
  static let digestTag: [UInt8] = Array("SRD1".utf8)

  static func digestFrameLength(blocks: Int) -> Int { 8 + 4 + 8 * blocks + 8 }

  /// What the digest frame ends with: the ``XXH64`` of the digests, seeded with that of the whole
  /// seek table frame. It proves the index without reading any block.
  static func seal(digests: UnsafeRawBufferPointer, seekTable: UnsafeRawBufferPointer) -> UInt64 {
    XXH64.hash(digests, seed: XXH64.hash(seekTable))
  }

  static let seekTableMagic: UInt32 = 0x184D_2A5E
  static let seekableMagic: UInt32 = 0x8F92_EAB1
  static let seekTableFooterLength = 9
  /// The descriptor's flag that says that each entry ends with a checksum of the content.
  static let checksumFlag: UInt8 = 0x80
}

/// Gathers the digests and the seek table.
struct ZstdContainer: ContainerWriter {
  private var entries: [UInt8] = []
  private var digests: [UInt8] = []
  private var frames = 0
  private var blocks = 0

  init() { addEntry(compressed: ZstdLayout.opening.count, content: 0, checksum: 0x51D8_E999) }

  var opening: [UInt8] { ZstdLayout.opening }

  mutating func append(_ block: EncodedBlock) throws {
    try BlockIndex.checkCount(blocks + 1)
    blocks += 1
    digests += block.digest.littleEndianBytes
    addEntry(
      compressed: block.compressedLength, content: block.contentLength,
      checksum: block.contentChecksum)
  }

  mutating func closing() -> [UInt8] {
    let digestLength = ZstdLayout.digestFrameLength(blocks: blocks)
    addEntry(compressed: digestLength, content: 0, checksum: 0x51D8_E999)
    let seekTable = makeSeekTable()
    let seal = digests.withUnsafeBytes { digests in
      seekTable.withUnsafeBytes { ZstdLayout.seal(digests: digests, seekTable: $0) }
    }
    var result = ZstdLayout.digestMagic.littleEndianBytes
    result += UInt32(digestLength - 8).littleEndianBytes
    result += ZstdLayout.digestTag
    result += digests
    result += seal.littleEndianBytes
    return result + seekTable
  }

  private mutating func addEntry(compressed: Int, content: Int, checksum: UInt32) {
    frames += 1
    entries += UInt32(compressed).littleEndianBytes
    entries += UInt32(content).littleEndianBytes
    entries += checksum.littleEndianBytes
  }

  private func makeSeekTable() -> [UInt8] {
    var table = ZstdLayout.seekTableMagic.littleEndianBytes
    table += UInt32(entries.count + ZstdLayout.seekTableFooterLength).littleEndianBytes
    table += entries
    table += UInt32(frames).littleEndianBytes
    table.append(ZstdLayout.checksumFlag)
    table += ZstdLayout.seekableMagic.littleEndianBytes
    return table
  }
}
