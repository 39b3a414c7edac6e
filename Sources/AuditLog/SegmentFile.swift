import BackupFiles
import BackupProtocol
import Compression
import Crypto
import Files
package import ObjectStorage

/// The file of a sealed segment: the documents of its entries, a line each, compressed by gzip.
package enum SegmentFile {
  /// No document is near that long.
  private static let longestLine = 1 << 20

  /// Writes a file, durable when this returns.
  ///
  /// - Parameter next: the next document; nil at the end.
  /// - Returns: its size, and the SHA-256 of the uncompressed lines.
  package static func write(
    to store: any ObjectStore, _ key: ObjectKey, _ next: () throws -> String?
  ) throws -> (bytes: Int64, checksum: String) {
    let writer = try store.create(key)
    do {
      var hash = SHA256()
      let totals = try GzipFile.compress(to: writer) { compressor in
        while let document = try next() {
          let line = Array((document + "\n").utf8)
          hash.update(data: line)
          try line.withUnsafeBytes { try compressor.write($0) }
        }
      }
      try writer.commit()
      return (totals.size, hexadecimal(hash.finalize()))
    } catch {
      writer.abort()
      throw error
    }
  }

  /// Reads a file from its first line to its last.
  ///
  /// - Returns: the SHA-256 of the uncompressed lines.
  /// - Throws: ``StorageError``, ``CompressionError``, or what `body` throws.
  static func read(
    from store: any ObjectStore, _ key: ObjectKey, _ body: (String) throws -> Void
  ) throws -> String {
    let source = ObjectSource(reader: try store.open(key))
    let stream = ContentStream(try ParallelDecompressor(source: source))
    defer { stream.close() }
    var hash = SHA256()
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { break }
      hash.update(data: buffer[..<count])
      for piece in buffer[..<count].split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
      ).enumerated() {
        if piece.offset > 0 {
          try body(String(decoding: line, as: UTF8.self))
          line.removeAll(keepingCapacity: true)
        }
        line += piece.element
        guard line.count <= longestLine else { throw Self.notOurs }
      }
    }
    guard line.isEmpty else { throw Self.notOurs }
    return hexadecimal(hash.finalize())
  }

  private static var notOurs: CompressionError {
    .unsupported(reason: "it is not a segment of an audit log")
  }
}
