/// At most `limit` bytes of a source; fewer only where it ends before.
package func firstBytes(
  _ limit: Int, of source: (UnsafeMutableRawBufferPointer) throws -> Int
) throws -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: limit)
  var count = 0
  while count < limit {
    let read = try bytes.withUnsafeMutableBytes {
      try source(UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
    }
    if read == 0 { break }
    count += read
  }
  return Array(bytes.prefix(count))
}
