import CZstd

/// Decodes Zstandard frames in a row, skippable ones anywhere among them.
///
/// A frame's window may be up to 128 MiB, which is what zstd itself allows by default.
final class ZstdStreamDecoder: StreamDecoder {
  private let input: SequentialInput
  private let context: OpaquePointer
  private var frameOffset: Int64 = 0
  private var isInFrame = false

  init(_ source: any RandomAccessSource) throws {
    guard let context = ZSTD_createDCtx() else {
      throw CompressionError.libraryFailure(reason: "zstd has no memory for a decompressor")
    }
    self.context = context
    input = SequentialInput(source)
  }

  deinit { ZSTD_freeDCtx(context) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    while output.pos < output.size {
      let next = try input.peek()
      if next.isEmpty, !isInFrame { break }
      let before = output.pos
      var source = ZSTD_inBuffer(src: next.baseAddress, size: next.count, pos: 0)
      let hint = ZSTD_decompressStream(context, &output, &source)
      guard ZSTD_isError(hint) == 0 else { throw failure(hint) }
      input.skip(source.pos)
      if next.isEmpty, output.pos == before, hint != 0 {
        throw CompressionError.truncated(offset: input.offset)
      }
      isInFrame = hint != 0
      if !isInFrame { frameOffset = input.offset }
    }
    return output.pos
  }

  private func failure(_ result: Int) -> CompressionError {
    guard ZSTD_getErrorCode(result) != ZSTD_error_frameParameter_windowTooLarge else {
      return .unsupported(reason: "a zstd window above 128 MiB")
    }
    return .corrupt(offset: frameOffset, reason: String(cString: ZSTD_getErrorName(result)))
  }
}
