import Databases

/// The file format of a write-ahead log: https://www.sqlite.org/fileformat2.html#walformat.
package enum LogFile {
  package static let headerLength = 32
  package static let frameHeaderLength = 24
  /// Of a log whose checksums take words with the low byte first.
  static let magic: UInt32 = 0x377F_0682
  static let version: UInt32 = 3_007_000

  package static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
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
  package var logSize: Int64 { LogWriter.size(frames: pages.count, pageSize: pageSize) }

  /// Writes the changes as a write-ahead log of one transaction: beside the snapshot's image, under
  /// its name and `-wal`, SQLite takes the two for the database as it is now.
  package func writeLog(to sink: LogWriter.Sink) throws {
    var log = LogWriter(pageSize: pageSize)
    try log.begin(to: sink)
    for page in pages {
      try log.add(page, ending: page == pages.last ? pageCount : 0, to: sink) {
        try read(page, $0)
      }
    }
  }

  /// How many pages ``finish(_:to:)`` writes.
  package var pagesToFinish: Int { pages.count + (pages.first == 1 ? 0 : 1) }

  /// Writes the changes to the end of a log that has no page 1 yet, and ends its transaction. A page that
  /// the log has already is there twice then, and the later one counts.
  package func finish(_ log: inout LogWriter, to sink: LogWriter.Sink) throws {
    for page in pages where page != 1 {
      try log.add(page, to: sink) { try read(page, $0) }
    }
    try log.add(1, ending: pageCount, to: sink) { try read(1, $0) }
  }
}
