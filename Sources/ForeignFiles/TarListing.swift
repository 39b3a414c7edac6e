import ArchiveFormat
import BackupFiles
import Compression
import Concurrency

/// The regular files of a tar file of any program: POSIX ustar and pax, and GNU's long names
/// (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
struct TarListing {
  private(set) var files: [PackedMember] = []

  private static let fileLimit = 100_000
  private static let headerLimit: Int64 = 1 << 20

  /// Reads the file to its end.
  ///
  /// - Throws: ``ArchiveError``, or what the source throws.
  init(_ source: any ByteSource, cancellation: Cancellation) throws {
    let input = CountedSource(source, cancellation)
    // What a header before this one says of it.
    var next = TarExtension()
    while case let block = try input.take(TarHeader.length), !block.isEmpty {
      guard block.count == TarHeader.length else { throw Self.cutOff }
      if block.allSatisfy({ $0 == 0 }) { break }
      let header = try TarHeader(anyType: block)
      let type = Unicode.Scalar(header.type)
      let isExtension = ["L", "K", "x", "g"].contains(type)
      let isFile = ["0", "\0", "7"].contains(type)
      // Folders, links and devices have no content, whatever their size says.
      let hasNone = ("1"..."6").contains(type)
      guard type != "S", !next.isSparse else {
        throw ArchiveError(
          .file, "The tar file holds a sparse file.", expected: "tar without the option --sparse")
      }
      let size = hasNone ? 0 : next.size.flatMap { isFile ? $0 : nil } ?? header.size
      if isExtension {
        guard size <= Self.headerLimit else {
          throw ArchiveError(.file, "A header in the tar file is too large.")
        }
        let content = try input.take(Int(size))
        guard content.count == Int(size) else { throw Self.cutOff }
        try next.add(content, type)
        try input.skip(Int64(TarHeader.padding(after: size)))
        continue
      }
      let offset = input.offset
      let beginning = try input.take(Int(min(size, 16)))
      try input.skip(size - Int64(beginning.count) + Int64(TarHeader.padding(after: size)))
      if isFile {
        guard files.count < Self.fileLimit else {
          throw ArchiveError(.file, "The tar file holds more than \(Self.fileLimit) files.")
        }
        files.append(
          PackedMember(
            tar: next.name ?? header.name, size: size, offset: offset, beginning: beginning))
      }
      next = TarExtension()
    }
    // Only the end of a compressed file proves it.
    while try !input.take(1 << 18).isEmpty {}
  }

  static let cutOff = ArchiveError(.file, "The tar file ends in the middle of a file.")
}

/// What extra headers say of the file after them.
private struct TarExtension {
  var name: String?
  var size: Int64?
  var isSparse = false

  mutating func add(_ content: [UInt8], _ type: Unicode.Scalar) throws {
    switch type {
    case "L": name = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
    case "x": try addRecords(content)
    // Those for all files, and for the target of a link, say nothing of use.
    default: break
    }
  }

  /// Records of pax: “LENGTH KEY=VALUE\n”, where the length is that of the whole.
  private mutating func addRecords(_ content: [UInt8]) throws {
    var rest = content[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0 != UInt8(ascii: " ") }
      guard digits.count < 8, let length = Int(String(decoding: digits, as: UTF8.self)),
        length > digits.count + 1, length <= rest.count
      else { throw ArchiveError(.file, "A pax header in the tar file cannot be read.") }
      let record = rest.prefix(length).dropFirst(digits.count + 1).dropLast()
      rest = rest.dropFirst(length)
      let key = String(decoding: record.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      let value = String(decoding: record.dropFirst(key.utf8.count + 1), as: UTF8.self)
      switch key {
      case "path": name = value
      case "size":
        guard let number = Int64(value), number >= 0 else {
          throw ArchiveError(.file, "A pax header in the tar file has an unreadable size.")
        }
        size = number
      case _ where key.hasPrefix("GNU.sparse."): isSparse = true
      default: break
      }
    }
  }
}

/// A source that knows how far it was read.
private final class CountedSource {
  private let source: any ByteSource
  private let cancellation: Cancellation
  private(set) var offset: Int64 = 0

  init(_ source: any ByteSource, _ cancellation: Cancellation) {
    self.source = source
    self.cancellation = cancellation
  }

  /// The next bytes; fewer only at the end.
  func take(_ count: Int) throws -> [UInt8] {
    guard count > 0 else { return [] }
    try cancellation.check()
    let bytes = try firstBytes(count) { try source.read(into: $0) }
    offset += Int64(bytes.count)
    return bytes
  }

  func skip(_ count: Int64) throws {
    var left = count
    while left > 0 {
      let taken = try take(Int(min(left, 1 << 18))).count
      guard taken > 0 else { throw TarListing.cutOff }
      left -= Int64(taken)
    }
  }
}

/// The bytes of one file in a tar file.
final class TarMemberStream: ByteSource {
  private let source: any ByteSource
  private var before: Int64
  private var left: Int64

  init(_ source: any ByteSource, offset: Int64, size: Int64) {
    self.source = source
    before = offset
    left = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while before > 0 {
      let count = try source.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: before))))
      guard count > 0 else { throw TarListing.cutOff }
      before -= Int64(count)
    }
    guard left > 0 else { return 0 }
    let count = try source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: left))))
    guard count > 0 else { throw TarListing.cutOff }
    left -= Int64(count)
    return count
  }
}
