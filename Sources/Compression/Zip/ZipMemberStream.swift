import CZlib

/// The content of a file in a ZIP file. It ends with an error where it has not the size and the CRC-32
/// that the directory says.
final class ZipMemberStream: ByteSource {
  private let member: ZipMember
  private let input: SequentialInput
  /// Nil for a file that is stored as it is.
  private let inflater: Inflater?
  private var produced: Int64 = 0
  private var checksum: UInt = 0
  private var isOver = false

  /// - Parameter source: the compressed bytes.
  init(_ member: ZipMember, _ source: SourceRange) throws {
    self.member = member
    input = SequentialInput(source)
    inflater = member.method == ZipMember.stored ? nil : try Inflater(.none)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try decode(into: buffer)
    produced += Int64(count)
    checksum = crc32(
      checksum, buffer.bindMemory(to: UInt8.self).baseAddress, UInt32(truncatingIfNeeded: count))
    guard produced <= member.size else { throw mismatch("is longer than the directory says") }
    if isOver {
      guard produced == member.size else { throw mismatch("is shorter than the directory says") }
      guard input.offset == member.compressedSize else {
        throw mismatch("ends before its compressed bytes do")
      }
      guard checksum == UInt(member.checksum) else { throw mismatch("has another checksum") }
    }
    return count
  }

  /// Decodes without a check. Returns 0 only at the end.
  func decode(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    // zlib and the checksum count in 32 bits.
    let buffer = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(1 << 30))
    var count = 0
    while count == 0, !isOver {
      let next = try input.peek()
      guard let inflater else {
        count = min(next.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: next[..<count]))
        input.skip(count)
        isOver = next.isEmpty
        continue
      }
      let step = try inflater.inflate(next, into: buffer)
      input.skip(step.consumed)
      count = step.produced
      isOver = step.isEnd
      if next.isEmpty, count == 0, !isOver { throw mismatch("is cut off") }
    }
    return count
  }

  private func mismatch(_ what: String) -> CompressionError {
    .corrupt(offset: member.headerOffset, reason: "a file in it \(what)")
  }
}
