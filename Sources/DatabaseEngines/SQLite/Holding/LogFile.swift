/// The file format of a write-ahead log: https://www.sqlite.org/fileformat2.html#walformat.
enum LogFile {
  static let headerLength = 32
  static let frameHeaderLength = 24
  /// Of a log whose checksums take words with the low byte first.
  static let magic: UInt32 = 0x377F_0682
  static let version: UInt32 = 3_007_000

  static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  static func put(_ words: [UInt32], _ bytes: UnsafeMutableRawBufferPointer) {
    for (index, word) in words.enumerated() {
      bytes.storeBytes(of: word.bigEndian, toByteOffset: index * 4, as: UInt32.self)
    }
  }
}

/// The running checksum of a log. That of a frame goes on from the frame before it.
struct LogChecksum: Equatable {
  private(set) var first: UInt32 = 0
  private(set) var second: UInt32 = 0
  /// Whether words have their high byte first, as the log's magic number says.
  let isBigEndian: Bool

  init(isBigEndian: Bool = false) { self.isBigEndian = isBigEndian }

  /// - Parameter bytes: a multiple of 8.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var (a, b) = (first, second)
    for offset in stride(from: 0, to: bytes.count, by: 8) {
      let x = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      let y = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
      a &+= (isBigEndian ? UInt32(bigEndian: x) : UInt32(littleEndian: x)) &+ b
      b &+= (isBigEndian ? UInt32(bigEndian: y) : UInt32(littleEndian: y)) &+ a
    }
    (first, second) = (a, b)
  }
}

extension PageChanges {
  /// Bytes of the log that ``writeLog(to:)`` writes.
  package var logSize: Int64 {
    Int64(LogFile.headerLength)
      + Int64(pages.count) * Int64(LogFile.frameHeaderLength + pageSize)
  }

  /// Writes the changes as a write-ahead log of one transaction: beside the snapshot's image, under
  /// its name and `-wal`, SQLite takes the two for the database as it is now.
  package func writeLog(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    let salts = (UInt32.random(in: 1...UInt32.max), UInt32.random(in: 1...UInt32.max))
    var checksum = LogChecksum()
    try withUnsafeTemporaryAllocation(byteCount: LogFile.headerLength, alignment: 8) { header in
      LogFile.put(
        [LogFile.magic, LogFile.version, UInt32(pageSize), 0, salts.0, salts.1], header)
      checksum.add(UnsafeRawBufferPointer(rebasing: header[..<24]))
      LogFile.put(
        [checksum.first, checksum.second],
        UnsafeMutableRawBufferPointer(rebasing: header[24...]))
      try sink(UnsafeRawBufferPointer(header))
    }
    let frame = UnsafeMutableRawBufferPointer.allocate(
      byteCount: LogFile.frameHeaderLength + pageSize, alignment: 8)
    defer { frame.deallocate() }
    let content = UnsafeMutableRawBufferPointer(rebasing: frame[LogFile.frameHeaderLength...])
    for page in pages {
      try read(page, content)
      if page == 1 {
        // The header says that there is a log.
        content[18] = 2
        content[19] = 2
      }
      let size = page == pages.last ? UInt32(pageCount) : 0
      LogFile.put([page, size, salts.0, salts.1], frame)
      checksum.add(UnsafeRawBufferPointer(rebasing: frame[..<8]))
      checksum.add(UnsafeRawBufferPointer(content))
      LogFile.put(
        [checksum.first, checksum.second],
        UnsafeMutableRawBufferPointer(rebasing: frame[16...]))
      try sink(UnsafeRawBufferPointer(frame))
    }
  }
}
