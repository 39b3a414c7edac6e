/// The content of a compressed file as a source to pull from, decompressed ahead of the reader.
///
/// One thread runs ``ParallelDecompressor/forEachBlock(ahead:_:)`` and copies the content into 4
/// buffers of 1 MiB, from which the reader copies on; it starts with the first read. Beside these
/// buffers and what the decompressor itself needs no memory is taken.
///
/// The content is proven whole only when ``read(into:)`` has returned 0.
package final class ContentStream: ByteSource {
  private let feeder: ContentFeeder
  private var piecesTaken = 0
  private var unread: UnsafeRawBufferPointer?
  /// What every further read gives: 0, or an error.
  private var end: Result<Int, any Error>?

  /// Reads nothing yet.
  ///
  /// - Parameter decompressor: Its limit and number of workers hold for this stream.
  package init(_ decompressor: ParallelDecompressor<some RandomAccessSource>) {
    feeder = ContentFeeder { body in try decompressor.forEachBlock(body) }
  }

  deinit { close() }

  /// See ``ByteSource/read(into:)``.
  ///
  /// - Throws: ``CompressionError`` or what the decompressor's source throws, and the same again
  ///   for every further read; ``CompressionError/cancelled`` after ``close()``.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let end { return try end.get() }
    let content = try unread ?? nextPiece()
    let count = min(content.count, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: content[..<count]))
    if count < content.count {
      unread = UnsafeRawBufferPointer(rebasing: content[count...])
    } else {
      unread = nil
      feeder.recycle()
    }
    return count
  }

  /// Stops the decompression and waits for its threads. Nothing runs on thereafter.
  package func close() {
    if end == nil { end = .failure(CompressionError.cancelled) }
    unread = nil
    feeder.stop()
  }

  private func nextPiece() throws -> UnsafeRawBufferPointer {
    if piecesTaken == 0 { feeder.start() }
    let content = Result { try feeder.take(piecesTaken) }
    if (try? content.get())?.isEmpty ?? true { end = content.map(\.count) }
    piecesTaken += 1
    return try content.get()
  }
}
