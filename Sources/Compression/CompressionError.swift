/// What can go wrong in compression and decompression.
package enum CompressionError: Error, Equatable {
  /// The compressed bytes are damaged. `offset` is where the damaged part begins in the file.
  case corrupt(offset: Int64, reason: String)
  /// The file ends before its content does. `offset` is where it ends.
  case truncated(offset: Int64)
  /// Neither zstd nor gzip, or a variant of them that this program does not read or write.
  case unsupported(reason: String)
  /// The content is longer than the caller allows, in bytes.
  case limitExceeded(limit: Int64)
  /// ``ParallelCompressor/cancel()`` or ``ContentStream/close()`` was called.
  case cancelled
  /// The compressor was used after ``ParallelCompressor/finish()``.
  case finished
  /// The compression library refused to work, for want of memory as a rule.
  case libraryFailure(reason: String)
}

extension CompressionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .corrupt(let offset, let reason):
      "The compressed data is damaged at byte \(offset): \(reason)."
    case .truncated(let offset):
      "The compressed data ends too early, at byte \(offset)."
    case .unsupported(let reason):
      "The compressed data cannot be handled: \(reason)."
    case .limitExceeded(let limit):
      "The compressed data holds more than the \(limit) bytes that are allowed."
    case .cancelled:
      "The work on the compressed data was cancelled."
    case .finished:
      "The compressed data is complete and takes no more content."
    case .libraryFailure(let reason):
      "The compression library failed: \(reason)."
    }
  }
}
