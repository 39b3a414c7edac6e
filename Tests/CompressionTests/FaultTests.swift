import Testing

@testable import Compression

@Suite("Faults")
struct FaultTests {
  struct SinkFailure: Error {}

  @Test(
    "a sink that fails at its nth call fails the compression, for every n",
    arguments: CompressionAlgorithm.allCases, [1, 2, 8])
  func failingSink(algorithm: CompressionAlgorithm, workers: Int) throws {
    let content = Content.text.bytes(5000)
    let calls = try { () throws -> Int in
      let sink = MemorySink()
      try write(content, algorithm, workers: workers) { sink.append($0) }
      return sink.count
    }()
    for failing in 0..<calls {
      let sink = MemorySink()
      #expect(throws: SinkFailure.self, "call \(failing)") {
        try write(content, algorithm, workers: workers) { bytes in
          let number = sink.count
          sink.append(bytes)
          if number == failing { throw SinkFailure() }
        }
      }
      #expect(sink.count == failing + 1, "the sink was called again")
    }
  }

  private func write(
    _ content: [UInt8], _ algorithm: CompressionAlgorithm, workers: Int,
    sink: sending @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let compressor = try ParallelCompressor(
      algorithm: algorithm, blockSize: 256, workers: workers, sink: sink)
    defer {
      compressor.cancel()
      #expect(compressor.runningWorkers == 0)
    }
    try content.withUnsafeBytes { try compressor.write($0) }
    _ = try compressor.finish()
  }

  @Test("once the sink has failed, every call says so")
  func stickyFailure() throws {
    let compressor = try ParallelCompressor(algorithm: .zstd, blockSize: 256, workers: 2) { _ in
      throw SinkFailure()
    }
    let content = Content.random.bytes(10_000)
    #expect(throws: SinkFailure.self) { try content.withUnsafeBytes { try compressor.write($0) } }
    #expect(throws: SinkFailure.self) { try compressor.withFreeBlock { _ in 1 } }
    #expect(throws: SinkFailure.self) { try compressor.endBlock() }
    #expect(throws: SinkFailure.self) { try compressor.finish() }
    #expect(compressor.runningWorkers == 0)
  }

  @Test("after a cancellation nothing is written", arguments: [1, 2, 8])
  func cancellation(workers: Int) throws {
    let sink = MemorySink()
    let compressor = try ParallelCompressor(algorithm: .zstd, blockSize: 256, workers: workers) {
      sink.append($0)
    }
    let content = Content.text.bytes(20_000)
    try content.withUnsafeBytes { try compressor.write($0) }
    compressor.cancel()
    let calls = sink.count
    #expect(compressor.runningWorkers == 0)
    #expect(throws: CompressionError.cancelled) {
      try content.withUnsafeBytes { try compressor.write($0) }
    }
    #expect(throws: CompressionError.cancelled) { try compressor.finish() }
    #expect(sink.count == calls)
  }

  @Test("a compressor that is dropped releases its sink")
  func release() throws {
    weak var released: MemorySink?
    do {
      let sink = MemorySink()
      released = sink
      let compressor = try ParallelCompressor(algorithm: .gzip, blockSize: 256, workers: 2) {
        sink.append($0)
      }
      try Content.text.bytes(5000).withUnsafeBytes { try compressor.write($0) }
    }
    #expect(released == nil)
  }

  @Test("a finished compressor takes nothing more")
  func useAfterFinish() throws {
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: 1) { _ in }
    _ = try compressor.finish()
    #expect(throws: CompressionError.finished) { try compressor.withFreeBlock { _ in 0 } }
    #expect(throws: CompressionError.finished) { try compressor.finish() }
  }

  @Test("content whose reader throws half-way is not added")
  func failingReader() throws {
    let sink = MemorySink()
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: 1) { sink.append($0) }
    try compressor.withFreeBlock { buffer in
      buffer[0] = 1
      return 1
    }
    #expect(throws: SinkFailure.self) {
      try compressor.withFreeBlock { buffer in
        buffer[0] = 2
        throw SinkFailure()
      }
    }
    _ = try compressor.finish()
    #expect(try decompress(sink.bytes) == [1])
  }

  @Test(
    "a source that fails at its nth read fails the decompression, for every n",
    arguments: CompressionAlgorithm.allCases, [1, 2, 8])
  func failingSource(algorithm: CompressionAlgorithm, workers: Int) throws {
    let content = Content.text.bytes(5000)
    let archive = try compress(content, algorithm, blockSize: 512)
    var failing = 0
    while true {
      let source = MemorySource(archive, failingAtRead: failing)
      var result: [UInt8] = []
      do {
        try ParallelDecompressor(source: source, workers: workers).forEachBlock { result += $0 }
        break
      } catch {
        #expect(error is MemorySource.ReadFailure)
        failing += 1
      }
    }
    #expect(failing >= 12)
  }

  @Test("a caller that throws at its nth block stops there", arguments: [1, 2, 8])
  func failingCaller(workers: Int) throws {
    let archive = try compress(Content.text.bytes(5000), .zstd, blockSize: 512)
    for failing in 0..<10 {
      var blocks = 0
      let decompressor = try ParallelDecompressor(source: MemorySource(archive), workers: workers)
      #expect(throws: SinkFailure.self) {
        try decompressor.forEachBlock { _ in
          if blocks == failing { throw SinkFailure() }
          blocks += 1
        }
      }
      #expect(blocks == failing)
    }
  }
}
