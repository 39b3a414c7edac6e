package import Crypto
import Files
package import ObjectStorage
import Synchronization

/// What a finished file is.
package struct FileTotals: Codable, Sendable {
  package let size: Int64
  /// SHA-256, in hexadecimal digits.
  package let checksum: String

  package init(
    size: Int64, checksum: String
  ) {
    self.size = size
    self.checksum = checksum
  }
}

/// Hashes what goes by. The compressor calls it from one thread at a time.
package final class HashingSink: Sendable {
  private let state: Mutex<(hash: SHA256, output: WriterBox)>

  package init(_ output: any ObjectWriter) {
    state = Mutex((SHA256(), WriterBox(output)))
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      state.hash.update(bufferPointer: bytes)
      try state.output.writer.write(bytes)
    }
  }

  /// Of what went by so far.
  package var hash: SHA256 { state.withLock { $0.hash } }

  package var checksum: String { state.withLock { hexadecimal($0.hash.finalize()) } }
}

/// Carries a writer into the lock, which is the only one to use it from then on.
private struct WriterBox: @unchecked Sendable {
  let writer: any ObjectWriter

  init(_ writer: any ObjectWriter) { self.writer = writer }
}
