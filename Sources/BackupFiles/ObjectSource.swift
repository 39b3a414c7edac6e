import Compression
package import ObjectStorage

/// An object as the decompressor wants it.
package struct ObjectSource: RandomAccessSource {
  package let reader: any ObjectReader

  package init(reader: any ObjectReader) { self.reader = reader }

  package var size: Int64 { reader.size }

  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try reader.read(at: offset, into: buffer)
  }
}
