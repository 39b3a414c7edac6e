/// Decodes a file of any program from its start to its end.
protocol StreamDecoder: AnyObject {
  /// Decodes more content.
  ///
  /// - Returns: How many bytes of `buffer` are filled; less than all of them only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// The compressed bytes of a source in their order, through a buffer.
final class SequentialInput {
  private let source: any RandomAccessSource
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var position = 0
  private var filled = 0
  /// Where the next byte is in the source.
  private(set) var offset: Int64 = 0

  init(_ source: any RandomAccessSource) { self.source = source }

  deinit { buffer.deallocate() }

  /// The bytes that are next; empty at the end of the source.
  func peek() throws -> UnsafeRawBufferPointer {
    if position == filled {
      position = 0
      filled = offset < source.size ? try source.read(at: offset, into: buffer) : 0
      guard filled > 0 || offset == source.size else {
        throw CompressionError.truncated(offset: offset)
      }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[position..<filled])
  }

  func skip(_ count: Int) {
    position += count
    offset += Int64(count)
  }
}
