package import Concurrency
import Databases

extension SnapshotReader {
  package func copy(
    to path: String, cancellation: Cancellation, copied: (Int64) -> Void
  ) throws {
    let output = try ImageFile(creating: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
      try read(at: offset, into: part)
      try output.write(UnsafeRawBufferPointer(part), at: offset)
      offset += Int64(part.count)
      copied(offset)
    }
  }
}
