/// The seek table at the end of a zstd file, as it was read: nothing in it is believed yet.
struct SeekTable {
  struct Entry {
    let compressedLength: Int
    let contentLength: Int
    let checksum: UInt32?
  }

  let entries: [Entry]
  /// All of the skippable frame that holds it.
  let frame: [UInt8]
  /// Whether it is one that this kit could have written, not just one that it can read.
  let isCanonical: Bool

  /// Reads the table, or returns nil if there is none whose frames add up to the file.
  init?(of source: some RandomAccessSource) throws {
    let footerLength = ZstdLayout.seekTableFooterLength
    let footer = try source.bytes(
      at: max(0, source.size - Int64(footerLength)), count: footerLength)
    guard footer.count == footerLength, footer.number(at: 5) == ZstdLayout.seekableMagic else {
      return nil
    }
    let count = Int(footer.number(at: 0, as: UInt32.self))
    let descriptor = footer[4]
    let reservedBits: UInt8 = 0x7C
    guard descriptor & reservedBits == 0, count <= BlockIndex.maximumBlocks + 2 else { return nil }

    let hasChecksums = descriptor & ZstdLayout.checksumFlag != 0
    let entryLength = hasChecksums ? 12 : 8
    let length = 8 + count * entryLength + footerLength
    let start = source.size - Int64(length)
    guard start >= 0 else { return nil }
    let frame = try source.bytes(at: start, count: length)
    guard frame.number(at: 0) == ZstdLayout.seekTableMagic,
      frame.number(at: 4, as: UInt32.self) == UInt32(length - 8)
    else { return nil }

    let entries = (0..<count).map { index in
      let offset = 8 + index * entryLength
      return Entry(
        compressedLength: Int(frame.number(at: offset, as: UInt32.self)),
        contentLength: Int(frame.number(at: offset + 4, as: UInt32.self)),
        checksum: hasChecksums ? frame.number(at: offset + 8) : nil)
    }
    guard entries.reduce(Int64(0), { $0 + Int64($1.compressedLength) }) == start else { return nil }
    self.entries = entries
    self.frame = frame
    isCanonical = descriptor == ZstdLayout.checksumFlag
  }
}
