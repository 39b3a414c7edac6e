/// Bytes of a known number that can be read anywhere: a file, as a rule.
///
/// ``ParallelDecompressor`` reads from several threads at the same time, as `pread` allows.
package protocol RandomAccessSource: Sendable {
  /// How many bytes there are. It must not change while the source is in use.
  var size: Int64 { get }

  /// Copies bytes from `offset` on into `buffer`.
  ///
  /// - Returns: How many were copied. Fewer than asked for are fine; 0 means that there are none
  ///   from `offset` on.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension RandomAccessSource {
  /// Fills `buffer` wholly.
  ///
  /// - Throws: ``CompressionError/truncated(offset:)`` if there are too few bytes, or what
  ///   ``read(at:into:)`` throws.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int64) throws {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = try read(at: offset + Int64(filled), into: rest)
      guard count > 0 else { throw CompressionError.truncated(offset: offset + Int64(filled)) }
      filled += count
    }
  }

  /// The `count` bytes from `offset` on, or as many as there are.
  func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
    let available = Int(clamping: max(0, min(Int64(count), size - offset)))
    var result = [UInt8](repeating: 0, count: available)
    try result.withUnsafeMutableBytes { try fill($0, from: offset) }
    return result
  }
}
