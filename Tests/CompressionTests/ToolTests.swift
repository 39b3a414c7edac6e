import Compression
import Testing

@Suite("Other programs", .enabled(if: Tool.allAreInstalled, "zstd or gzip is not installed"))
struct ToolTests {
  static let sizes = [0, 1, 4095, 4096, 4097, 100_000]

  @Test("zstd opens what this kit writes", arguments: Content.allCases)
  func zstdReads(kind: Content) throws {
    for size in Self.sizes {
      let content = kind.bytes(size)
      let archive = try compress(content, .zstd)
      #expect(try Tool.zstd.run(["-dc"], input: archive) == content, "\(size) bytes")
      #expect(throws: Never.self) { try Tool.zstd.run(["-tq"], input: archive) }
    }
  }

  @Test("gunzip opens what this kit writes", arguments: Content.allCases)
  func gunzipReads(kind: Content) throws {
    for size in Self.sizes {
      let content = kind.bytes(size)
      let archive = try compress(content, .gzip)
      #expect(try Tool.gunzip.run(["-c"], input: archive) == content, "\(size) bytes")
      #expect(throws: Never.self) { try Tool.gzip.run(["-t"], input: archive) }
    }
  }

  @Test(
    "what zstd writes can be read",
    arguments: [["-1"], ["-19"], ["-1", "--no-check"], ["-1", "-T2"], ["--ultra", "-22"]])
  func readsZstd(arguments: [String]) throws {
    for kind in Content.allCases {
      let content = kind.bytes(200_000)
      let archive = try Tool.zstd.run(["-c"] + arguments, input: content)
      #expect(try decompress(archive) == content)
      #expect(try decompress(archive + archive) == content + content)
    }
  }

  @Test("what gzip writes can be read", arguments: [["-1"], ["-6"], ["-9"]])
  func readsGzip(arguments: [String]) throws {
    for kind in Content.allCases {
      let content = kind.bytes(200_000)
      let archive = try Tool.gzip.run(["-c"] + arguments, input: content)
      #expect(try decompress(archive) == content)
      #expect(try decompress(archive + archive) == content + content)
    }
  }

  @Test("a gzip file cut off anywhere, or followed by anything, is an error")
  func damagedGzip() throws {
    let archive = try Tool.gzip.run(["-c"], input: Content.text.bytes(500))
    for length in archive.indices {
      #expect(throws: CompressionError.self) { try decompress(Array(archive[..<length])) }
    }
    for tail in [[0], Array("garbage".utf8)] as [[UInt8]] {
      #expect(throws: CompressionError.self) { try decompress(archive + tail) }
    }
  }

  @Test("a gzip bomb is stopped at the limit")
  func gzipBomb() throws {
    let archive = try Tool.gzip.run(["-c"], input: Content.zeros.bytes(4 << 20))
    #expect(throws: CompressionError.limitExceeded(limit: 1 << 20)) {
      try decompress(archive, limit: 1 << 20)
    }
  }

  @Test("a zstd window above 128 MiB is refused by name")
  func hugeWindow() throws {
    let archive = try Tool.zstd.run(["-c", "-1", "--long=30"], input: Content.text.bytes(100_000))
    #expect(throws: CompressionError.unsupported(reason: "a zstd window above 128 MiB")) {
      try decompress(archive)
    }
  }
}
