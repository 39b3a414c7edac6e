import BackupProtocol
import ForeignFiles
import ObjectStorage

/// An object that tells how far it was read.
final class WatchedReader: ObjectReader {
  private let reader: any ObjectReader
  private let hasRead: @Sendable (Int64) -> Void

  init(_ reader: any ObjectReader, hasRead: @escaping @Sendable (Int64) -> Void) {
    self.reader = reader
    self.hasRead = hasRead
  }

  var size: Int64 { reader.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try reader.read(at: offset, into: buffer)
    hasRead(offset + Int64(count))
    return count
  }
}

extension ImportSource {
  /// The same file, whose reading is told as a phase.
  func watched(as phase: OperationPhase, _ control: OperationControl) -> ImportSource {
    let size = reader.size
    var source = self
    source.reader = WatchedReader(reader) { control.progress(phase, $0, of: size, .bytes) }
    return source
  }
}
