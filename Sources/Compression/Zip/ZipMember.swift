/// A regular file in a ZIP file, as the directory describes it.
package struct ZipMember: Codable, Sendable, Equatable {
  let nameBytes: [UInt8]
  package let method: UInt16
  package let isEncrypted: Bool
  let checksum: UInt32
  package let size: Int64
  let compressedSize: Int64
  let headerOffset: Int64

  /// The path in the ZIP file. Bytes that are not UTF-8 are replaced.
  package var name: String { String(decoding: nameBytes, as: UTF8.self) }

  /// What keeps it from being read, as it completes “The file is …”; nil for a file that can be read.
  package var obstacle: String? {
    if isEncrypted { return "encrypted" }
    switch method {
    case Self.stored, Self.deflated: return nil
    case 9: return "compressed by Deflate64"
    case 12: return "compressed by bzip2"
    case 14: return "compressed by LZMA"
    case 93: return "compressed by zstd"
    case 95: return "compressed by xz"
    default: return "compressed by method \(method) of ZIP"
    }
  }

  static let stored: UInt16 = 0
  static let deflated: UInt16 = 8

  /// Its bytes, which are proven whole only when the stream has ended.
  ///
  /// - Throws: ``CompressionError``, or what the source throws.
  package func content(in source: any RandomAccessSource) throws -> some ByteSource {
    try ZipMemberStream(self, try place(in: source))
  }

  /// At most `count` bytes from its start, without any proof. Reads one KiB.
  package func firstBytes(_ count: Int, in source: any RandomAccessSource) throws -> [UInt8] {
    let whole = try place(in: source)
    let start = SourceRange(whole.source, whole.offset, size: min(whole.size, 1024))
    let stream = try ZipMemberStream(self, start)
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBytes { try stream.decode(into: $0) }
    return Array(bytes.prefix(read))
  }

  /// Where its compressed bytes are: after its own header, which must agree with the directory.
  private func place(in source: any RandomAccessSource) throws -> SourceRange {
    if let obstacle { throw CompressionError.unsupported(reason: "it is \(obstacle)") }
    let header = try source.bytes(at: headerOffset, count: 30)
    guard header.count == 30, header.number(at: 0, as: UInt32.self) == 0x0403_4B50,
      header.number(at: 8, as: UInt16.self) == method,
      case let length = Int(header.number(at: 26, as: UInt16.self)),
      try source.bytes(at: headerOffset + 30, count: length) == nameBytes
    else {
      throw CompressionError.corrupt(
        offset: headerOffset, reason: "the header of a file is not what the directory says")
    }
    let start = headerOffset + 30 + Int64(length) + Int64(header.number(at: 28, as: UInt16.self))
    guard start <= source.size, compressedSize <= source.size - start else {
      throw CompressionError.truncated(offset: source.size)
    }
    return SourceRange(source, start, size: compressedSize)
  }
}

/// A part of a source.
struct SourceRange: RandomAccessSource {
  let source: any RandomAccessSource
  let offset: Int64
  let size: Int64

  init(_ source: any RandomAccessSource, _ offset: Int64, size: Int64) {
    self.source = source
    self.offset = offset
    self.size = size
  }

  func read(at position: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(Int64(buffer.count), size - position)
    guard count > 0 else { return 0 }
    return try source.read(
      at: offset + position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)]))
  }
}
