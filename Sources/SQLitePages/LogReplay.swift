/// Puts the pages of a write-ahead log of one transaction into the image beside it, as they arrive.
///
/// Nobody vouches for the log. Where it ends early, or a checksum is wrong, SQLite would take the
/// database from before it; here that is an error.
package struct LogReplay {
  private let image: ImageFile
  private let pageSize: Int
  private let frames: Int64
  private let largestPage: Int64
  private var pending: [UInt8] = []
  private var checksum = LogChecksum()
  private var salts: (UInt32, UInt32) = (0, 0)
  private var done: Int64 = 0
  private var isOpen = false
  private var pageCount: Int64?

  /// - Parameter size: of the log.
  package init(into image: ImageFile, size: Int64) throws {
    self.image = image
    let header = try Self.header(of: image)
    pageSize = header
    let frameLength = Int64(LogFile.frameHeaderLength + pageSize)
    let content = size - Int64(LogFile.headerLength)
    guard content > 0, content % frameLength == 0 else { throw Self.damage("length") }
    frames = content / frameLength
    // Beside its pages a database may grow by the one that holds file locks.
    largestPage = try image.size() / Int64(pageSize) + frames + 1
  }

  private static func header(of image: ImageFile) throws -> Int {
    guard try image.size() >= 512 else { throw damage("image") }
    return try withUnsafeTemporaryAllocation(byteCount: 100, alignment: 8) { header in
      try image.read(at: 0, into: header)
      let size = Int(header[16]) << 8 | Int(header[17])
      let pageSize = size == 1 ? 65_536 : size
      guard (512...65_536).contains(pageSize), pageSize & (pageSize - 1) == 0 else {
        throw damage("page size")
      }
      return pageSize
    }
  }

  package mutating func consume(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = isOpen ? LogFile.frameHeaderLength + pageSize : LogFile.headerLength
      let part = rest.prefix(length - pending.count)
      pending.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if pending.count == length {
        try isOpen ? applyFrame() : open()
        pending.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Makes the image a database without a log.
  package mutating func finish() throws {
    guard let pageCount, pending.isEmpty, done == frames else { throw Self.damage("end") }
    try image.truncate(to: pageCount * Int64(pageSize))
    try [UInt8]([1, 1]).withUnsafeBytes { try image.write($0, at: 18) }
  }

  private mutating func open() throws {
    let header = pending
    (salts, checksum) = try header.withUnsafeBytes { bytes in
      let magic = LogFile.word(bytes, 0)
      guard magic & ~1 == LogFile.magic, LogFile.word(bytes, 4) == LogFile.version,
        LogFile.word(bytes, 8) == UInt32(pageSize)
      else { throw Self.damage("header") }
      var checksum = LogChecksum(isBigEndian: magic & 1 == 1)
      checksum.add(UnsafeRawBufferPointer(rebasing: bytes[..<24]))
      guard LogFile.word(bytes, 24) == checksum.first, LogFile.word(bytes, 28) == checksum.second
      else { throw Self.damage("header") }
      return ((LogFile.word(bytes, 16), LogFile.word(bytes, 20)), checksum)
    }
    isOpen = true
  }

  private mutating func applyFrame() throws {
    done += 1
    let frame = pending
    try frame.withUnsafeBytes { bytes in
      let content = UnsafeRawBufferPointer(rebasing: bytes[LogFile.frameHeaderLength...])
      checksum.add(UnsafeRawBufferPointer(rebasing: bytes[..<8]))
      checksum.add(content)
      let page = Int64(LogFile.word(bytes, 0))
      let size = Int64(LogFile.word(bytes, 4))
      guard LogFile.word(bytes, 8) == salts.0, LogFile.word(bytes, 12) == salts.1,
        LogFile.word(bytes, 16) == checksum.first, LogFile.word(bytes, 20) == checksum.second
      else { throw Self.damage("frame \(done)") }
      guard (1...largestPage).contains(page), (0...largestPage).contains(size),
        (size != 0) == (done == frames)
      else { throw Self.damage("frame \(done)") }
      if size != 0 { pageCount = size }
      try image.write(content, at: (page - 1) * Int64(pageSize))
    }
  }

  private static func damage(_ place: String) -> LogError { LogError(place: place) }
}

/// A log that is not one, or not of the image beside it.
package struct LogError: Error, CustomStringConvertible {
  let place: String

  package var description: String { "The log beside the database image is damaged (\(place))." }
}
