/// Reads one JSON text (RFC 8259) from start to end, value by value, in memory that does not grow
/// with the text.
///
/// The caller walks along the text and says what it expects: ``beginObject()`` and then
/// ``nextKey()`` until it gives `nil`, ``beginArray()`` and then ``nextElement()`` until it gives
/// `false`, and one of the read functions for each value in between. A value, or the rest of an
/// inner object or array, that was not read when the next key or element is asked for is skipped,
/// and checked all the same.
///
/// It refuses what ``JSONValue/init(parsing:maximumDepth:)-(UnsafeRawBufferPointer,_)`` refuses:
/// keys that come twice (here: byte by byte), half a surrogate pair, bytes that are not UTF-8.
///
/// Bytes that a function returns are valid until the reader's next call, and while it exists.
///
/// All functions throw ``JSONStreamError``, and what the source throws. Thereafter, nothing more
/// should be read, but it does no harm.
package final class JSONStreamReader {
  /// Copies the next bytes of the text into a buffer, which is not empty, and says how many; 0 at
  /// the end, and only there.
  package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

  /// How much of what a text may have.
  package struct Limits: Sendable {
    /// Bytes of a string or a number as they are written, and of the keys of one object.
    package var tokenLength: Int
    /// How deep arrays and objects may nest.
    package var depth: Int
    /// Keys of one object.
    package var keys: Int

    package init(tokenLength: Int = 1 << 30, depth: Int = 64, keys: Int = 1 << 20) {
      self.tokenLength = tokenLength
      self.depth = depth
      self.keys = keys
    }
  }

  let source: Source
  let limits: Limits

  // The window on the text: `base[..<end]`, followed by 8 bytes of 0, which end every scan.
  var base: UnsafeMutablePointer<UInt8>
  var capacity: Int
  var end = 0
  var position = 0
  /// Where the bytes begin that must stay when the window moves on.
  var tokenStart = 0
  var windowOffset: Int64 = 0
  var isAtEnd = false
  let initialCapacity: Int

  /// Of the place up to which the text has been read, from 1.
  package internal(set) var line = 1
  var depth = 0
  /// Whether a value must come now, which nobody has read yet.
  var isValuePending = true
  /// One for each depth, reused. Plain memory, since an array would be checked at every key.
  let frames: UnsafeMutablePointer<JSONStreamFrame>

  /// A string without its escapes, or a value that is put together.
  let scratch = GrowingBytes()
  let assembled = GrowingBytes()

  /// Reads nothing yet.
  ///
  /// - Parameters:
  ///   - bufferSize: How many bytes to read at a time. The buffer grows only for a string or a
  ///     number that is longer.
  package init(limits: Limits = Limits(), bufferSize: Int = 1 << 16, source: @escaping Source) {
    precondition(bufferSize > 0 && limits.depth >= 0 && limits.tokenLength < 1 << 48)
    self.source = source
    self.limits = limits
    initialCapacity = bufferSize
    capacity = bufferSize
    base = .allocate(capacity: bufferSize + Self.padding)
    base.initialize(repeating: 0, count: Self.padding)
    frames = .allocate(capacity: limits.depth + 1)
    frames.initialize(repeating: JSONStreamFrame(), count: limits.depth + 1)
  }

  deinit {
    base.deallocate()
    frames.deinitialize(count: limits.depth + 1)
    frames.deallocate()
  }

  /// Reads to the end of the text, whatever is left of it; only blanks may follow the value.
  package func finish() throws {
    while depth > 0 {
      if frames[depth].isObject {
        while try nextMember() { _ = try readKey() }
      } else {
        while try nextElement() {}
      }
    }
    if isValuePending { try skipValue() }
    _ = try nextTokenByte()
    guard isAtEnd, position == end else { throw failure(.syntax(.trailingData)) }
  }
}
