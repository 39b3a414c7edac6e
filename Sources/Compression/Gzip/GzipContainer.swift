/// How a gzip file of this kit is laid out: a member for each block, and an end member.
///
/// Every member is one of [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952), so that any gzip
/// decoder reads the file. All header bytes are fixed (no name, no time, operating system
/// unknown) but for one subfield of the extra field, little-endian:
///
/// | subfield | in | data |
/// | --- | --- | --- |
/// | `SR` | a block | length of the member (4), length of its content (4), ``XXH64`` of all of the member that follows its header (8) |
/// | `SE` | the end member, which is empty | number of blocks (8), length of all content (8), seal (8) |
///
/// The seal is the ``XXH64`` of each block's header in turn, seeded with that of the one before; the
/// first with 0. A file that begins with an `SR` member must end with an `SE` member, so that
/// one cut off between two members does not pass for a whole one.
enum GzipLayout {
  static let blockHeaderLength = 32
  static let endMemberLength = 50
  static let trailerLength = 8

  static func blockHeader(member: UInt32, content: UInt32, digest: UInt64) -> [UInt8] {
    header(
      Array("SR".utf8),
      member.littleEndianBytes + content.littleEndianBytes + digest.littleEndianBytes)
  }

  static func endMember(blocks: UInt64, content: UInt64, seal: UInt64) -> [UInt8] {
    let totals = blocks.littleEndianBytes + content.littleEndianBytes + seal.littleEndianBytes
    let emptyBlock: [UInt8] = [3, 0]
    return header(Array("SE".utf8), totals) + emptyBlock
      + [UInt8](repeating: 0, count: trailerLength)
  }

  static func seal(_ header: [UInt8], after previous: UInt64) -> UInt64 {
    header.withUnsafeBytes { XXH64.hash($0, seed: previous) }
  }

  private static func header(_ name: [UInt8], _ data: [UInt8]) -> [UInt8] {
    let deflate: UInt8 = 8
    let extraFlag: UInt8 = 4
    let unknownSystem: UInt8 = 255
    return [0x1F, 0x8B, deflate, extraFlag, 0, 0, 0, 0, 0, unknownSystem]
      + UInt16(data.count + 4).littleEndianBytes + name + UInt16(data.count).littleEndianBytes
      + data
  }
}

/// Counts the members and seals their headers.
struct GzipContainer: ContainerWriter {
  private var blocks: UInt64 = 0
  private var content: UInt64 = 0
  private var seal: UInt64 = 0

  let opening: [UInt8] = []

  mutating func append(_ block: EncodedBlock) throws {
    try BlockIndex.checkCount(Int(blocks) + 1)
    blocks += 1
    content += UInt64(block.contentLength)
    let header = GzipLayout.blockHeader(
      member: UInt32(block.compressedLength), content: UInt32(block.contentLength),
      digest: block.digest)
    seal = GzipLayout.seal(header, after: seal)
  }

  mutating func closing() -> [UInt8] {
    GzipLayout.endMember(blocks: blocks, content: content, seal: seal)
  }
}
