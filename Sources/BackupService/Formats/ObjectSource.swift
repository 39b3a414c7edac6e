import Compression
import ObjectStorage

/// An object as the decompressor wants it.
struct ObjectSource: RandomAccessSource {
  let reader: any ObjectReader

  var size: Int64 { reader.size }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try reader.read(at: offset, into: buffer)
  }
}
