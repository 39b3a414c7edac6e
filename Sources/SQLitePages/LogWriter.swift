/// A write-ahead log of one transaction that is written frame by frame.
///
/// A copy of this value can go on with the log in another way.
package struct LogWriter: Sendable {
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  private let pageSize: Int
  private let salts = (UInt32.random(in: 1...UInt32.max), UInt32.random(in: 1...UInt32.max))
  private var checksum = LogChecksum()

  package init(pageSize: Int) { self.pageSize = pageSize }

  /// The bytes of a log with so many frames.
  package static func size(frames: Int, pageSize: Int) -> Int64 {
    Int64(LogFile.headerLength) + Int64(frames) * Int64(LogFile.frameHeaderLength + pageSize)
  }

  /// Writes the header of the log.
  package mutating func begin(to sink: Sink) throws {
    try withUnsafeTemporaryAllocation(byteCount: LogFile.headerLength, alignment: 8) { header in
      LogFile.put(
        [LogFile.magic, LogFile.version, UInt32(pageSize), 0, salts.0, salts.1], header)
      checksum.add(UnsafeRawBufferPointer(rebasing: header[..<24]))
      LogFile.put(
        [checksum.first, checksum.second],
        UnsafeMutableRawBufferPointer(rebasing: header[24...]))
      try sink(UnsafeRawBufferPointer(header))
    }
  }

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - pageCount: the pages of the database for the last frame, which ends the transaction; else 0.
  ///   - read: puts the page into a buffer.
  package mutating func add(
    _ page: UInt32, ending pageCount: Int = 0, to sink: Sink,
    _ read: (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws {
    let length = LogFile.frameHeaderLength + pageSize
    try withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { frame in
      let content = UnsafeMutableRawBufferPointer(rebasing: frame[LogFile.frameHeaderLength...])
      try read(content)
      if page == 1 {
        // The header says that there is a log.
        content[18] = 2
        content[19] = 2
      }
      LogFile.put([page, UInt32(pageCount), salts.0, salts.1], frame)
      checksum.add(UnsafeRawBufferPointer(rebasing: frame[..<8]))
      checksum.add(UnsafeRawBufferPointer(content))
      LogFile.put(
        [checksum.first, checksum.second],
        UnsafeMutableRawBufferPointer(rebasing: frame[16...]))
      try sink(UnsafeRawBufferPointer(frame))
    }
  }
}

/// The numbers of the pages in a log, read as it arrives. The log is known to be whole.
package struct LogPageNumbers {
  private let frameLength: Int
  private var offset = 0
  private var word: UInt32 = 0

  package init(pageSize: Int) { frameLength = LogFile.frameHeaderLength + pageSize }

  package mutating func consume(_ bytes: UnsafeRawBufferPointer, _ found: (Int) -> Void) {
    var index = 0
    while index < bytes.count {
      let place = (offset - LogFile.headerLength) % frameLength
      guard offset >= LogFile.headerLength, place < 4 else {
        // On to the next frame.
        let step =
          offset < LogFile.headerLength ? LogFile.headerLength - offset : frameLength - place
        let taken = min(step, bytes.count - index)
        index += taken
        offset += taken
        continue
      }
      word = word << 8 | UInt32(bytes[index])
      if place == 3 { found(Int(word)) }
      index += 1
      offset += 1
    }
  }
}
