import Compression
import Crypto
import Databases
import Files
import SQLitePages

/// Where the image is in an archive's content, where its first block tells: then the threads that
/// decompress can also write it, each block to its own place.
///
/// Writing is what takes longest in unpacking. What is written this way is proven by the hash of
/// the same content in its order.
struct ImagePlacement: Sendable {
  let size: Int64

  /// - Returns: nil where the archive does not begin with a block that is the image's header alone.
  init?(_ decompressor: ParallelDecompressor<some RandomAccessSource>) throws {
    guard let first = decompressor.blocks?.first, first.contentLength == TarHeader.length else {
      return nil
    }
    let block = try decompressor.readBlock(0)
    guard let header = try? TarHeader(decoding: block), header.name == ArchiveMember.image.rawValue
    else { return nil }
    size = header.size
  }

  func writer(to file: ImageFile) -> BlockHandler {
    { [size] contentOffset, bytes in
      let start = contentOffset - Int64(TarHeader.length)
      guard start >= 0, start < size else { return }
      let part = bytes.prefix(Int(min(Int64(bytes.count), size - start)))
      try file.write(UnsafeRawBufferPointer(rebasing: part), at: start)
    }
  }
}

/// The running hash of an image.
final class ImageHash {
  private var hash = SHA256()
  private(set) var count: Int64 = 0

  /// - Parameter isHashed: false to count the bytes only.
  func update(_ bytes: UnsafeRawBufferPointer, isHashed: Bool = true) {
    if isHashed { hash.update(bufferPointer: bytes) }
    count += Int64(bytes.count)
  }

  var value: String { hexadecimal(hash.finalize()) }
}
