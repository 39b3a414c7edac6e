package import BackupFiles
package import BackupProtocol
package import Compression
package import Concurrency
import Crypto
package import Databases
import Files
import JSONCoding
package import ObjectStorage
import SQLitePages
import Synchronization

/// Writes one archive: `database.sqlite`, perhaps `database.sqlite-wal`, then `manifest.json`, in a
/// compressed tar stream.
///
/// The manifest comes last because it has the hashes, and in a compressed block of its own, so that it
/// can be read without what is before it.
package final class ArchiveWriter {
  private let modified: Int64
  let sink: HashingSink
  let compressor: ParallelCompressor

  package init(
    algorithm: Compression.CompressionAlgorithm, output: any ObjectWriter, modified: Int64
  ) throws {
    self.modified = modified
    let sink = HashingSink(output)
    self.sink = sink
    compressor = try ParallelCompressor(algorithm: algorithm) { try sink.write($0) }
  }

  /// Stops. The archive is of no use then.
  package func cancel() { compressor.cancel() }

  /// Streams the image and closes the archive with the manifest that `manifest` makes of its hash.
  ///
  /// - Parameter readBack: called with the count of bytes that have been read so far.
  package func write(
    _ snapshot: any SnapshotReader, cancellation: Cancellation, readBack: (Int64) -> Void,
    manifest: (_ imageChecksum: String) throws -> Manifest
  ) throws -> FileTotals {
    do {
      let checksum = try writeImage(snapshot, cancellation: cancellation, readBack: readBack)
      return try close(with: try manifest(checksum))
    } catch {
      cancel()
      throw error
    }
  }

  /// Begins the archive with the image of a snapshot.
  ///
  /// - Returns: its SHA-256.
  package func writeImage(
    _ snapshot: any SnapshotReader, cancellation: Cancellation, readBack: (Int64) -> Void
  ) throws -> String {
    let size = snapshot.size
    try begin(.image, size: size)
    // From here on every block begins at a page.
    try compressor.endBlock()
    var hash = SHA256()
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let count = try compressor.withFreeBlock { buffer in
        let part = UnsafeMutableRawBufferPointer(
          rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
        try snapshot.read(at: offset, into: part)
        hash.update(bufferPointer: UnsafeRawBufferPointer(part))
        return part.count
      }
      offset += Int64(count)
      readBack(offset)
    }
    try compressor.endBlock()
    return hexadecimal(hash.finalize())
  }

  /// Adds what has changed since the snapshot.
  package func writeLog(_ changes: PageChanges) throws -> Manifest.Part {
    let size = changes.logSize
    try begin(.log, size: size)
    return try endLog(SHA256(), size: size) { try changes.writeLog(to: $0) }
  }

  /// - Parameter hash: of what the log has already.
  func endLog(
    _ hash: SHA256, size: Int64, _ rest: (LogWriter.Sink) throws -> Void
  ) throws -> Manifest.Part {
    var hash = hash
    try rest { bytes in
      hash.update(bufferPointer: bytes)
      try compressor.write(bytes)
    }
    let padding = [UInt8](repeating: 0, count: TarHeader.padding(after: size))
    try padding.withUnsafeBytes { try compressor.write($0) }
    try compressor.endBlock()
    return Manifest.Part(
      fileName: ArchiveMember.log.rawValue, size: Int(size),
      checksum: Checksum(algorithm: .sha256, value: hexadecimal(hash.finalize())))
  }

  /// Hands all that was written so far to the output.
  ///
  /// - Returns: what would make it a compressed file that ends here.
  package func flush() throws -> [UInt8] { try compressor.flush() }

  package func close(with manifest: Manifest) throws -> FileTotals {
    let text = try JSONValueEncoder().encode(manifest).serialized
    try begin(.manifest, size: Int64(text.count))
    let end = [UInt8](repeating: 0, count: TarHeader.padding(after: Int64(text.count)) + 1024)
    try (text + end).withUnsafeBytes { try compressor.write($0) }
    let totals = try compressor.finish()
    return FileTotals(size: totals.compressedBytes, checksum: sink.checksum)
  }

  func begin(_ member: ArchiveMember, size: Int64) throws {
    let header = TarHeader(name: member.rawValue, size: size, modified: modified)
    try header.encoded.withUnsafeBytes { try compressor.write($0) }
  }
}

/// What of an object is written, as if it ended there.
package final class UnfinishedObject: ObjectReader {
  private let written: any ObjectReader
  private let end: [UInt8]

  package init(_ written: any ObjectReader, end: [UInt8]) {
    self.written = written
    self.end = end
  }

  package var size: Int64 { written.size + Int64(end.count) }

  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    if offset < written.size {
      let part = buffer[..<Int(min(Int64(buffer.count), written.size - offset))]
      done = try written.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: part))
      guard done == part.count else { return done }
    }
    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
    let start = Int(max(0, offset + Int64(done) - written.size))
    guard start < end.count else { return done }
    let tail = end[start...].prefix(rest.count)
    rest.copyBytes(from: tail)
    return done + tail.count
  }
}
