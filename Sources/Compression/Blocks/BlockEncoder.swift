/// What the rest of the file has to know of one compressed block.
struct EncodedBlock: Sendable {
  let contentLength: Int
  let compressedLength: Int
  /// The low half of the ``XXH64`` of the content; 0 where the format has another checksum.
  let contentChecksum: UInt32
  /// The ``XXH64`` of the compressed bytes.
  let digest: UInt64
}

/// Compresses one block after the other, each independent of all others.
protocol BlockEncoder: AnyObject, Sendable {
  /// Compresses `content` into `output`, which has room for ``CompressionFormat/bound(for:)`` bytes.
  func encode(
    _ content: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> EncodedBlock
}

/// Keeps account of the blocks of one file, and makes what stands before and after them.
protocol ContainerWriter {
  /// The bytes before the first block.
  var opening: [UInt8] { get }
  /// Takes note of a block that stands after all those noted before.
  mutating func append(_ block: EncodedBlock) throws
  /// The bytes after the last block.
  mutating func closing() throws -> [UInt8]
}

/// The choice of encoder and container by algorithm.
struct CompressionFormat: Sendable {
  let algorithm: CompressionAlgorithm
  let level: Int
  let blockSize: Int

  func makeEncoder() throws -> any BlockEncoder {
    switch algorithm {
    case .zstd: try ZstdEncoder(level: level, blockSize: blockSize)
    case .gzip: try GzipEncoder(level: level)
    }
  }

  func makeContainer() -> any ContainerWriter {
    switch algorithm {
    case .zstd: ZstdContainer()
    case .gzip: GzipContainer()
    }
  }

  /// The most bytes that a block of `count` bytes can take when compressed.
  func bound(for count: Int) -> Int {
    switch algorithm {
    case .zstd: ZstdEncoder.bound(for: count)
    case .gzip: GzipEncoder.bound(for: count)
    }
  }
}
