import BackupProtocol
import Concurrency
import Crypto
import Databases
import Files
import ObjectStorage

extension BackupOperations {
  /// Reads a stored object from start to end.
  ///
  /// - Returns: the SHA-256 of its bytes, in hexadecimal, and how many there are.
  func checksum(
    of key: ObjectKey, control: OperationControl
  ) throws -> (value: String, bytes: Int64) {
    let reader = try store.open(key)
    var hash = SHA256()
    var offset: Int64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    while offset < reader.size {
      try control.cancellation.check()
      let count = try reader.read(at: offset, into: buffer)
      guard count > 0 else { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
      control.progress(.checksum, offset, of: reader.size, .bytes)
    }
    return (hexadecimal(hash.finalize()), offset)
  }
}
