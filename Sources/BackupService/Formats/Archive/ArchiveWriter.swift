import BackupProtocol
import Compression
import Crypto
import DatabaseEngines
import JSONCoding
import ObjectStorage
import Synchronization

/// Writes one archive: `database.sqlite`, then `manifest.json`, in a compressed tar stream.
///
/// The manifest comes last because it has the image's hash, and in a compressed block of its own,
/// so that it can be read without the image before it.
struct ArchiveWriter {
  let algorithm: Compression.CompressionAlgorithm
  let output: any ObjectWriter
  let modified: Int64

  /// Streams the image and closes the archive with the manifest that `manifest` makes of its hash.
  ///
  /// - Parameter readBack: called with the count of bytes that have been read so far.
  func write(
    _ snapshot: any DatabaseSnapshot, cancellation: Cancellation, readBack: (Int64) -> Void,
    manifest: (_ imageChecksum: String) throws -> Manifest
  ) throws -> FileTotals {
    let sink = HashingSink(output)
    let compressor = try ParallelCompressor(algorithm: algorithm) { try sink.write($0) }
    do {
      let checksum = try writeImage(
        snapshot, to: compressor, cancellation: cancellation, readBack: readBack)
      let text = try JSONValueEncoder().encode(try manifest(checksum)).serialized
      try writeManifest(text, to: compressor)
      let totals = try compressor.finish()
      return FileTotals(size: totals.compressedBytes, checksum: sink.checksum)
    } catch {
      compressor.cancel()
      throw error
    }
  }

  private func writeImage(
    _ snapshot: any DatabaseSnapshot, to compressor: ParallelCompressor,
    cancellation: Cancellation, readBack: (Int64) -> Void
  ) throws -> String {
    let size = snapshot.size
    let header = TarHeader(name: ArchiveMember.image.rawValue, size: size, modified: modified)
    try header.encoded.withUnsafeBytes { try compressor.write($0) }
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

  private func writeManifest(_ text: [UInt8], to compressor: ParallelCompressor) throws {
    let header = TarHeader(
      name: ArchiveMember.manifest.rawValue, size: Int64(text.count), modified: modified)
    let end = [UInt8](repeating: 0, count: TarHeader.padding(after: Int64(text.count)) + 1024)
    try (header.encoded + text + end).withUnsafeBytes { try compressor.write($0) }
  }
}
