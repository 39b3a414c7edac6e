/// The files in a ZIP file, as its directory lists them: APPNOTE 6.3.10 with ZIP64
/// (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
///
/// Nothing that the directory says is believed: sizes and places are held against the file, and the
/// content of a member against its size and CRC-32. Files of several parts are not read.
package struct ZipArchive: Sendable {
  package let members: [ZipMember]

  /// How a ZIP file begins, an empty one too.
  package static func isBeginning(_ bytes: some Collection<UInt8>) -> Bool {
    [Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8)].contains { bytes.starts(with: $0) }
  }

  /// Reads the directory.
  ///
  /// - Parameter limit: how many files there may be.
  /// - Throws: ``CompressionError``, or what the source throws.
  package init(_ source: some RandomAccessSource, limit: Int = 100_000) throws {
    let end = try ZipDirectoryEnd(source)
    guard end.count <= limit, end.size <= 32 << 20 else {
      throw CompressionError.unsupported(reason: "there are more than \(limit) files in it")
    }
    let directory = try source.bytes(at: end.offset, count: Int(end.size))
    var members: [ZipMember] = []
    var position = 0
    for _ in 0..<end.count {
      let (member, length) = try Self.member(directory[position...], at: end.offset)
      position += length
      if let member { members.append(member) }
    }
    self.members = members
  }

  /// - Returns: nil for a folder or a link, and the length of the entry.
  private static func member(
    _ bytes: ArraySlice<UInt8>, at offset: Int64
  ) throws -> (ZipMember?, length: Int) {
    let entry = Array(bytes.prefix(46))
    guard entry.count == 46, entry.number(at: 0, as: UInt32.self) == 0x0201_4B50 else {
      throw CompressionError.corrupt(offset: offset, reason: "an entry of the directory is cut off")
    }
    let lengths = [28, 30, 32].map { Int(entry.number(at: $0, as: UInt16.self)) }
    let length = 46 + lengths.reduce(0, +)
    guard bytes.count >= length else {
      throw CompressionError.corrupt(offset: offset, reason: "an entry of the directory is cut off")
    }
    let variable = bytes.dropFirst(46)
    let name = Array(variable.prefix(lengths[0]))
    let flags = entry.number(at: 8, as: UInt16.self)
    let fields = [24, 20, 42].map { entry.number(at: $0, as: UInt32.self) }
    guard
      let places = places(fields, extra: Array(variable.dropFirst(lengths[0]).prefix(lengths[1])))
    else {
      throw CompressionError.corrupt(offset: offset, reason: "a size in the directory is missing")
    }
    // What made it, and its permissions: on Unix they say whether it is a link.
    let isUnix = entry[5] == 3
    let type = entry.number(at: 38, as: UInt32.self) >> 28
    let isRegular = name.last != UInt8(ascii: "/") && (!isUnix || type == 0 || type == 8)
    let member = ZipMember(
      nameBytes: name, method: entry.number(at: 10, as: UInt16.self),
      isEncrypted: flags & 0x2041 != 0,
      checksum: entry.number(at: 16, as: UInt32.self), size: places[0], compressedSize: places[1],
      headerOffset: places[2])
    return (isRegular ? member : nil, length)
  }

  /// Numbers that do not fit in 32 bits are in the extra field 1, in this order.
  private static func places(_ fields: [UInt32], extra: [UInt8]) -> [Int64]? {
    var wide: ArraySlice<UInt8> = []
    var rest = extra[...]
    while rest.count >= 4 {
      let head = Array(rest.prefix(4))
      let length = Int(head.number(at: 2, as: UInt16.self))
      if head.number(at: 0, as: UInt16.self) == 1 { wide = rest.dropFirst(4).prefix(length) }
      rest = rest.dropFirst(4 + length)
    }
    var numbers: [Int64] = []
    for field in fields {
      guard field == .max else {
        numbers.append(Int64(field))
        continue
      }
      guard wide.count >= 8,
        let number = Int64(exactly: Array(wide.prefix(8)).number(at: 0, as: UInt64.self))
      else { return nil }
      numbers.append(number)
      wide = wide.dropFirst(8)
    }
    return numbers
  }
}

/// Where the directory of a ZIP file is.
private struct ZipDirectoryEnd {
  let count: Int
  let size: Int64
  let offset: Int64

  private static let length = 22

  init(_ source: some RandomAccessSource) throws {
    // A comment of at most 64 KiB may follow.
    let tail = try source.bytes(
      at: max(0, source.size - Int64(Self.length + 0xFFFF)), count: Self.length + 0xFFFF)
    let start = stride(from: tail.count - Self.length, through: 0, by: -1).first { position in
      tail.number(at: position, as: UInt32.self) == 0x0605_4B50
        && position + Self.length + Int(tail.number(at: position + 20, as: UInt16.self))
          == tail.count
    }
    guard let start else { throw CompressionError.truncated(offset: source.size) }
    let end = Array(tail[start...])
    let endOffset = source.size - Int64(tail.count - start)
    var parts = [4, 6].map { UInt64(end.number(at: $0, as: UInt16.self)) }
    var counts = [8, 10].map { UInt64(end.number(at: $0, as: UInt16.self)) }
    var place = [12, 16].map { UInt64(end.number(at: $0, as: UInt32.self)) }
    var limit = endOffset
    if endOffset >= 20,
      case let locator = try source.bytes(at: endOffset - 20, count: 20),
      locator.number(at: 0, as: UInt32.self) == 0x0706_4B50
    {
      guard
        let offset = Int64(exactly: locator.number(at: 8, as: UInt64.self)), offset < endOffset,
        case let wide = try source.bytes(at: offset, count: 56), wide.count == 56,
        wide.number(at: 0, as: UInt32.self) == 0x0606_4B50
      else {
        throw CompressionError.corrupt(
          offset: endOffset - 20, reason: "the end of the directory is not where it should be")
      }
      parts = [16, 20].map { UInt64(wide.number(at: $0, as: UInt32.self)) }
      counts = [24, 32].map { wide.number(at: $0, as: UInt64.self) }
      place = [40, 48].map { wide.number(at: $0, as: UInt64.self) }
      limit = offset
    }
    guard parts == [0, 0], counts[0] == counts[1] else {
      throw CompressionError.unsupported(reason: "it is one of several parts of a ZIP file")
    }
    guard let count = Int(exactly: counts[1]), let size = Int64(exactly: place[0]),
      let offset = Int64(exactly: place[1]), size <= limit, offset == limit - size
    else {
      throw CompressionError.corrupt(
        offset: endOffset, reason: "the directory is not where its end says")
    }
    self.count = count
    self.size = size
    self.offset = offset
  }
}
