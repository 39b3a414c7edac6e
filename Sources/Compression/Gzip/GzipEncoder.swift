import CZlib

/// Makes a gzip member of each block, with the header that ``GzipLayout`` describes.
///
/// @unchecked: a `z_stream` belongs to no thread, and one worker at a time has this object.
final class GzipEncoder: BlockEncoder, @unchecked Sendable {
  // zlib keeps the address of the stream in its state, so it may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let level: Int32
  private let probe = RepetitionProbe()

  init(level: Int) throws {
    self.level = Int32(level)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let rawDeflate: Int32 = -15
    let fastestMemoryLevel: Int32 = 9
    guard
      strongroom_deflateInit2(stream, Int32(level), rawDeflate, fastestMemoryLevel) == Z_OK
    else {
      stream.deallocate()
      throw CompressionError.libraryFailure(reason: "zlib has no memory for a compressor")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  static func bound(for count: Int) -> Int {
    let switches = 16 * (count / RepetitionProbe.pieceLength)
    return Int(compressBound(UInt(count))) + switches + GzipLayout.blockHeaderLength
      + GzipLayout.trailerLength
  }

  func encode(
    _ content: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> EncodedBlock {
    let start = GzipLayout.blockHeaderLength
    let trailerStart = start + (try deflate(content, into: output[start...]))
    let length = trailerStart + GzipLayout.trailerLength
    guard length <= output.count else {
      throw CompressionError.libraryFailure(reason: "zlib needs more room than it announced")
    }
    let bytes = content.bindMemory(to: UInt8.self)
    let crc = UInt32(crc32_z(0, bytes.baseAddress, bytes.count))
    let size = UInt32(content.count)
    output.storeBytes(of: crc.littleEndian, toByteOffset: trailerStart, as: UInt32.self)
    output.storeBytes(of: size.littleEndian, toByteOffset: trailerStart + 4, as: UInt32.self)
    let digest = XXH64.hash(UnsafeRawBufferPointer(rebasing: output[start..<length]))
    let header = GzipLayout.blockHeader(member: UInt32(length), content: size, digest: digest)
    output.copyBytes(from: header)
    return EncodedBlock(
      contentLength: content.count, compressedLength: length, contentChecksum: 0, digest: digest)
  }

  private func deflate(
    _ content: UnsafeRawBufferPointer, into output: Slice<UnsafeMutableRawBufferPointer>
  ) throws -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: output)
    deflateReset(stream)
    stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(room.count)
    var offset = 0
    repeat {
      let end = min(offset + RepetitionProbe.pieceLength, content.count)
      let piece = UnsafeRawBufferPointer(rebasing: content[offset..<end])
      try deflate(piece, isLast: end == content.count)
      offset = end
    } while offset < content.count
    return room.count - Int(stream.pointee.avail_out)
  }

  private func deflate(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws {
    let strategy = probe.hasRepetitions(piece) ? Z_DEFAULT_STRATEGY : Z_HUFFMAN_ONLY
    guard deflateParams(stream, level, strategy) == Z_OK else { throw Self.unfinished }
    // zlib does not write to its input; the pointer is not const by its own history only.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: piece.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(piece.count)
    let code = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
    guard code == (isLast ? Z_STREAM_END : Z_OK) else { throw Self.unfinished }
  }

  private static let unfinished = CompressionError.libraryFailure(
    reason: "zlib did not finish a block")
}
