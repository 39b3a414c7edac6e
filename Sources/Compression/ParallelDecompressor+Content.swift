extension ParallelDecompressor {
  /// Reads the last block, without the ones before it.
  ///
  /// - Returns: nil if the file has no index, or the block does not begin with the mark.
  package func lastBlock(startingWith mark: String) throws -> [UInt8]? {
    guard let last = blocks?.indices.last else { return nil }
    let bytes = try readBlock(last)
    return bytes.starts(with: mark.utf8) ? bytes : nil
  }

  /// Reads the content from its start, and closes the stream afterwards.
  package func withContent<Result>(_ body: (ContentStream) throws -> Result) rethrows -> Result {
    let stream = ContentStream(self)
    defer { stream.close() }
    return try body(stream)
  }
}
