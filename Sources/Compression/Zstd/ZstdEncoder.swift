import CZstd

/// Makes a Zstandard frame with content size and checksum of each block.
///
/// @unchecked: a `ZSTD_CCtx` belongs to no thread, and one worker at a time has this object.
final class ZstdEncoder: BlockEncoder, @unchecked Sendable {
  private let context: OpaquePointer

  init(level: Int, blockSize: Int) throws {
    guard let context = ZSTD_createCCtx() else {
      throw CompressionError.libraryFailure(reason: "zstd has no memory for a compressor")
    }
    self.context = context
    var parameters = [
      (ZSTD_c_compressionLevel, level),
      (ZSTD_c_checksumFlag, 1),
      // A window of the whole block, so that frames need no window buffer to be read.
      (ZSTD_c_windowLog, min(max(Self.log2(blockSize), 10), 27)),
    ]
    if level == 1 {
      // zstd itself takes 14 and 7, with a window of 512 KiB. On SQLite images shorter matches are
      // as fast, and make up for what independent frames cost. A table of 15 bits is 1 % smaller
      // and 4 % slower, one of 16 bits no longer fits the nearest caches.
      parameters += [(ZSTD_c_hashLog, 14), (ZSTD_c_minMatch, 6)]
    }
    for (parameter, value) in parameters {
      try Self.check(ZSTD_CCtx_setParameter(context, parameter, Int32(value)))
    }
  }

  deinit { ZSTD_freeCCtx(context) }

  static func bound(for count: Int) -> Int { ZSTD_compressBound(count) }

  func encode(
    _ content: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> EncodedBlock {
    let length = try Self.check(
      ZSTD_compress2(
        context, output.baseAddress, output.count, content.baseAddress, content.count))
    let frame = UnsafeRawBufferPointer(rebasing: output[..<length])
    return EncodedBlock(
      contentLength: content.count, compressedLength: length,
      contentChecksum: frame.number(at: length - 4), digest: XXH64.hash(frame))
  }

  @discardableResult
  private static func check(_ result: Int) throws -> Int {
    guard ZSTD_isError(result) == 0 else {
      throw CompressionError.libraryFailure(reason: String(cString: ZSTD_getErrorName(result)))
    }
    return result
  }

  /// The logarithm of the lowest power of two that is not below `count`.
  private static func log2(_ count: Int) -> Int {
    Int.bitWidth - max(count - 1, 0).leadingZeroBitCount
  }
}
