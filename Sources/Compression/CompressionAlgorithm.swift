/// The two compressed formats that this kit writes and reads.
package enum CompressionAlgorithm: String, Sendable, CaseIterable {
  /// Zstandard, [RFC 8878](https://www.rfc-editor.org/rfc/rfc8878).
  case zstd
  /// gzip, [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952).
  case gzip

  /// What file names end with, with its dot.
  package var fileNameSuffix: String {
    switch self {
    case .zstd: ".zst"
    case .gzip: ".gz"
    }
  }

  /// The level used where the caller names none: the fastest one, because a backup waits for it.
  ///
  /// Both are 1. With zlib, level 6 takes twice as long as level 1 on a database image and makes
  /// it a twelfth smaller.
  package var defaultLevel: Int { 1 }

  /// The levels that ``ParallelCompressor`` takes.
  package var levels: ClosedRange<Int> {
    switch self {
    case .zstd: 1...19
    case .gzip: 1...9
    }
  }

  /// Recognises a format by the first bytes of a file; four are enough.
  ///
  /// A file that begins with a skippable frame counts as zstd.
  package init?(firstBytes bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(4))
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if head.count == 4, head[0] & 0xF0 == 0x50, head[1...].elementsEqual([0x2A, 0x4D, 0x18])
    {
      self = .zstd
    } else {
      return nil
    }
  }
}
