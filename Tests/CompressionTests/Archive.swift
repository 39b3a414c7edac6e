import Compression
import Synchronization
import Testing

/// A source in memory, which can be told to fail at its nth read.
final class MemorySource: RandomAccessSource {
  struct ReadFailure: Error {}

  let bytes: [UInt8]
  private let failingRead: Int?
  private let reads = Mutex(0)

  init(_ bytes: [UInt8], failingAtRead failingRead: Int? = nil) {
    self.bytes = bytes
    self.failingRead = failingRead
  }

  var size: Int64 { Int64(bytes.count) }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let number = reads.withLock { reads in
      defer { reads += 1 }
      return reads
    }
    if number == failingRead { throw ReadFailure() }
    let piece = bytes[Int(offset)...].prefix(buffer.count)
    buffer.copyBytes(from: piece)
    return piece.count
  }
}

/// Gathers what a compressor writes.
final class MemorySink: Sendable {
  private let pieces = Mutex<[[UInt8]]>([])

  var bytes: [UInt8] { pieces.withLock { $0.reduce(into: []) { $0 += $1 } } }
  var count: Int { pieces.withLock { $0.count } }

  func append(_ bytes: UnsafeRawBufferPointer) {
    let piece = Array(bytes)
    pieces.withLock { $0.append(piece) }
  }
}

func compress(
  _ content: [UInt8], _ algorithm: CompressionAlgorithm, level: Int? = nil,
  blockSize: Int = 4096, workers: Int = 2
) throws -> [UInt8] {
  let sink = MemorySink()
  let compressor = try ParallelCompressor(
    algorithm: algorithm, level: level, blockSize: blockSize, workers: workers
  ) { sink.append($0) }
  try content.withUnsafeBytes { try compressor.write($0) }
  let totals = try compressor.finish()
  #expect(totals.compressedBytes == sink.bytes.count)
  #expect(totals.uncompressedBytes == content.count)
  return sink.bytes
}

func decompress(
  _ bytes: [UInt8], workers: Int = 2, limit: Int64? = nil
) throws -> [UInt8] {
  var content: [UInt8] = []
  let source = MemorySource(bytes)
  try ParallelDecompressor(source: source, workers: workers, limit: limit)
    .forEachBlock { content += Array($0) }
  return content
}
