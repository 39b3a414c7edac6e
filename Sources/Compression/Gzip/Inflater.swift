import CZlib

/// zlib's decoder of gzip members, or of Deflate alone, one at a time.
///
/// @unchecked: a `z_stream` belongs to no thread, and one thread at a time has this object.
final class Inflater: @unchecked Sendable {
  /// What is around the compressed bytes, as zlib's `windowBits` say it.
  enum Wrapper: Int32 {
    case gzip = 31
    case none = -15
  }

  struct Step {
    let consumed: Int
    let produced: Int
    /// Whether the member ended: of gzip, with the right length and CRC-32.
    let isEnd: Bool
  }

  // zlib keeps the address of the stream in its state, so it may not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ wrapper: Wrapper) throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard strongroom_inflateInit2(stream, wrapper.rawValue) == Z_OK else {
      stream.deallocate()
      throw CompressionError.libraryFailure(reason: "zlib has no memory for a decompressor")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Gets ready for the next member.
  func reset() throws {
    guard inflateReset(stream) == Z_OK else {
      throw CompressionError.libraryFailure(reason: "zlib cannot begin a member")
    }
  }

  /// What zlib has against the bytes it got, if anything.
  var message: String? { stream.pointee.msg.map { String(cString: $0) } }

  /// Decodes until the member ends, the input is used up, the room is full, or an error.
  ///
  /// - Throws: ``CompressionError/corrupt(offset:reason:)`` with offset 0, because only the caller
  ///   knows where the member is.
  func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> Step {
    // zlib wants an address even where there is no room, and writes nothing there.
    var nowhere: UInt8 = 0
    return try withUnsafeMutablePointer(to: &nowhere) { nowhere in
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.bindMemory(to: UInt8.self).baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress ?? nowhere
      stream.pointee.avail_out = UInt32(output.count)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw CompressionError.corrupt(offset: 0, reason: message ?? "not compressed by Deflate")
      }
      return Step(
        consumed: input.count - Int(stream.pointee.avail_in),
        produced: output.count - Int(stream.pointee.avail_out), isEnd: status == Z_STREAM_END)
    }
  }
}
