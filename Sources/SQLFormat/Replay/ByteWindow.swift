import Compression
import Glibc
import SQLiteImages

/// A part of a stream that lies in memory in one piece, from the reader's position on.
///
/// What is looked at stays where it is until ``more()`` is called.
final class ByteWindow {
  private let source: any ByteSource
  /// The largest piece that is kept together, in bytes.
  private let limit: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var lineStart = 1
  /// Whether the source has no more to give than what is in the window.
  private(set) var isAtEnd = false

  init(_ source: any ByteSource, capacity: Int = 1 << 20, limit: Int) {
    self.source = source
    self.limit = max(limit, capacity)
    buffer = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Bytes in the window.
  var count: Int { end - start }

  /// Line of the first byte in the window, from 1.
  var line: Int { lineStart }

  /// Line of a byte in the window.
  func line(at offset: Int) -> Int { lineStart + newlines(in: start..<min(end, start + offset)) }

  /// The first byte; valid until ``more()``.
  var bytes: UnsafeMutablePointer<UInt8> {
    guard let base = buffer.baseAddress else { preconditionFailure("an empty buffer") }
    return base.advanced(by: start).assumingMemoryBound(to: UInt8.self)
  }

  /// Gives up the first bytes.
  func drop(_ count: Int) {
    lineStart += newlines(in: start..<start + count)
    start += count
  }

  /// Reads on, and keeps what is in the window, which grows by half at least: who looks at all of it
  /// every time does so in linear time in the end.
  ///
  /// - Returns: whether there was more.
  /// - Throws: ``DumpError`` where the piece becomes too large, or what the source throws.
  func more() throws -> Bool {
    if isAtEnd { return false }
    if start > 0 {
      buffer.baseAddress?.copyMemory(from: UnsafeRawPointer(bytes), byteCount: count)
      end -= start
      start = 0
    }
    if end == buffer.count { try grow() }
    let before = end
    let enough = min(buffer.count, before + max(1, before / 2))
    while end < enough, !isAtEnd {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      end += count
      if count == 0 { isAtEnd = true }
    }
    return end > before
  }

  private func grow() throws {
    guard buffer.count < limit else {
      throw DumpError(.limit, "A statement is longer than \(limit) bytes.", line: lineStart)
    }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(buffer.count * 2, limit), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
    buffer.deallocate()
    buffer = larger
  }

  private func newlines(in range: Range<Int>) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var lines = 0
    var position = range.lowerBound
    while position < range.upperBound,
      let found = memchr(base + position, 10, range.upperBound - position)
    {
      lines += 1
      position = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found)) + 1
    }
    return lines
  }
}
