import CZlib
import CZstd

/// Decompresses single blocks of a file that has an index, and checks all that the index says.
///
/// @unchecked: what it holds belongs to no thread, and one thread at a time has this object.
final class BlockDecoder: @unchecked Sendable {
  private let algorithm: CompressionAlgorithm
  private let context: OpaquePointer?
  private let inflater: Inflater?

  init(algorithm: CompressionAlgorithm) throws {
    self.algorithm = algorithm
    context = algorithm == .zstd ? ZSTD_createDCtx() : nil
    inflater = algorithm == .gzip ? try Inflater(.gzip) : nil
    guard algorithm != .zstd || context != nil else {
      throw CompressionError.libraryFailure(reason: "zstd has no memory for a decompressor")
    }
  }

  deinit { ZSTD_freeDCtx(context) }

  /// Decompresses `block` from `source`.
  ///
  /// - Parameters:
  ///   - compressed: Room for the compressed bytes, as many as the index says.
  ///   - content: Room for the content, as many bytes as the index says.
  func decode(
    _ block: IndexedBlock, from source: some RandomAccessSource,
    compressed: UnsafeMutableRawBufferPointer, content: UnsafeMutableRawBufferPointer
  ) throws {
    try source.fill(compressed, from: block.location.compressedOffset)
    let compressed = UnsafeRawBufferPointer(compressed)
    try check(block, compressed)
    let length =
      switch algorithm {
      case .zstd: try decodeFrame(compressed, of: block, into: content)
      case .gzip: try decodeMember(compressed, of: block, into: content)
      }
    guard length == content.count else {
      throw Self.corrupt(block, "a block has another length than the index says")
    }
  }

  private func check(_ block: IndexedBlock, _ compressed: UnsafeRawBufferPointer) throws {
    guard let digest = block.digest else { return }
    let header = algorithm == .gzip ? GzipLayout.blockHeaderLength : 0
    let digested = UnsafeRawBufferPointer(rebasing: compressed[header...])
    guard XXH64.hash(digested) == digest else {
      throw Self.corrupt(block, "a block does not match its digest")
    }
  }

  private func decodeFrame(
    _ frame: UnsafeRawBufferPointer, of block: IndexedBlock,
    into content: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    // zstd would decode several frames in a row, which the index would then hide.
    guard ZSTD_findFrameCompressedSize(frame.baseAddress, frame.count) == frame.count else {
      throw Self.corrupt(block, "a block is not one whole frame")
    }
    let length = ZSTD_decompressDCtx(
      context, content.baseAddress, content.count, frame.baseAddress, frame.count)
    guard ZSTD_isError(length) == 0 else {
      throw Self.corrupt(block, String(cString: ZSTD_getErrorName(length)))
    }
    let decoded = UnsafeRawBufferPointer(rebasing: content[..<length])
    if let checksum = block.contentChecksum, checksum != Self.checksum(of: decoded, in: frame) {
      throw Self.corrupt(block, "a block does not match the checksum in the index")
    }
    return length
  }

  /// The checksum that the frame ends with and zstd has verified, or else a new one.
  private static func checksum(
    of content: UnsafeRawBufferPointer, in frame: UnsafeRawBufferPointer
  ) -> UInt32 {
    let checksumFlag: UInt8 = 4
    guard frame[4] & checksumFlag == 0 else { return frame.number(at: frame.count - 4) }
    return UInt32(truncatingIfNeeded: XXH64.hash(content))
  }

  private func decodeMember(
    _ member: UnsafeRawBufferPointer, of block: IndexedBlock,
    into content: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    guard let inflater else { return 0 }
    try inflater.reset()
    let step = try inflater.inflate(member, into: content)
    guard step.consumed == member.count, step.isEnd else {
      throw Self.corrupt(block, inflater.message ?? "a block is not one whole member")
    }
    return step.produced
  }

  private static func corrupt(_ block: IndexedBlock, _ reason: String) -> CompressionError {
    .corrupt(offset: block.location.compressedOffset, reason: reason)
  }
}
