/// Bytes that are read once, from start to end, at the reader's pace.
package protocol ByteSource: AnyObject {
  /// Copies the next bytes into `buffer`.
  ///
  /// - Parameter buffer: Not empty.
  /// - Returns: How many were copied, at most `buffer.count`; 0 at the end, and only there.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
