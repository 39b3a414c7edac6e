import BackupFiles
package import BackupProtocol
package import Compression
package import Concurrency
package import Crypto
import Databases
import Files
import ObjectStorage
package import SQLitePages

/// What an archive takes over from other files, compressed as it is.
extension ArchiveWriter {
  /// Begins the archive with the image of another one.
  ///
  /// - Returns: the SHA-256 of the file of that one, all of which was read, and what ``flush()`` gives.
  package func copyImage(
    of base: ArchiveBase, cancellation: Cancellation
  ) throws -> (checksum: String, end: [UInt8]) {
    for number in base.blocks {
      try cancellation.check()
      try compressor.append(number..<number + 1, of: base.decompressor)
    }
    let end = try flush()
    // Both files are the same so far.
    var hash = sink.hash
    try base.forEachPieceAfterImage { hash.update(bufferPointer: $0) }
    return (hexadecimal(hash.finalize()), end)
  }

  /// Adds a log whose first part is compressed already.
  ///
  /// - Parameters:
  ///   - first: a zstd file of this kit with the first part.
  ///   - hash: of the first part.
  ///   - size: of the whole log.
  ///   - rest: writes what comes after it.
  package func writeLog(
    _ first: ParallelDecompressor<some RandomAccessSource>, hash: SHA256, size: Int64,
    rest: (LogWriter.Sink) throws -> Void
  ) throws -> Manifest.Part {
    try begin(.log, size: size)
    try compressor.append(0..<(first.blocks ?? []).count, of: first)
    return try endLog(hash, size: size, rest)
  }
}
