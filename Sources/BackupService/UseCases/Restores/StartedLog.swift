import BackupFiles
import Compression
import Concurrency
import Crypto
import Databases
import Glibc
import ObjectStorage
import SQLitePages
import Synchronization

/// A log of all pages in which a snapshot differs from an image, but page 1: the frame of that one ends
/// the log, now or after further pages. Compressed in a scratch file.
struct StartedLog {
  let pageSize: Int
  /// How many pages there are so far.
  let frames: Int
  /// Goes on after these.
  let writer: LogWriter
  /// Of the bytes so far.
  let hash: SHA256
  /// The bytes so far.
  let content: ParallelDecompressor<ObjectSource>
  private let firstPage: [UInt8]
  private let pageCount: Int

  init(
    _ difference: PageDifference, of snapshot: any SnapshotReader, in folder: String,
    _ cancellation: Cancellation
  ) throws {
    let path = folder + "/difference.zst"
    // One left by a base that was no use.
    unlink(path)
    let file = FileSink(try ImageFile(creating: path))
    // The other processors copy the image meanwhile.
    let compressor = try ParallelCompressor(algorithm: .zstd, workers: 1) { try file.write($0) }
    let pageSize = difference.pageSize
    var writer = LogWriter(pageSize: pageSize)
    var hash = SHA256()
    let sink: LogWriter.Sink = { bytes in
      hash.update(bufferPointer: bytes)
      try compressor.write(bytes)
    }
    try writer.begin(to: sink)
    for page in difference.pagesAfterFirst {
      try cancellation.check()
      try writer.add(page, to: sink) {
        try snapshot.read(at: Int64(page - 1) * Int64(pageSize), into: $0)
      }
    }
    _ = try compressor.finish()
    firstPage = try [UInt8](unsafeUninitializedCapacity: pageSize) { buffer, count in
      try snapshot.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
      count = pageSize
    }
    self.pageSize = pageSize
    pageCount = difference.pageCount
    frames = difference.countAfterFirst
    self.writer = writer
    self.hash = hash
    content = try ParallelDecompressor(
      source: ObjectSource(
        reader: FolderReader(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))),
      workers: 1)
  }

  /// Ends the log, as that of the snapshot.
  func finish(to sink: LogWriter.Sink) throws {
    var writer = writer
    try writer.add(1, ending: pageCount, to: sink) { $0.copyBytes(from: firstPage) }
  }

  /// Reads the scratch file back, and ends the log with it.
  func readBack(to sink: LogWriter.Sink) throws {
    var found = SHA256()
    try content.forEachBlock { bytes in
      found.update(bufferPointer: bytes)
      try sink(bytes)
    }
    guard found.finalize() == hash.finalize() else {
      throw ArchiveError(.image, "The log of the safety backup cannot be read back.")
    }
    try finish(to: sink)
  }
}

/// Writes a file from its start to its end.
private final class FileSink: Sendable {
  private let file: ImageFile
  private let size = Mutex<Int64>(0)

  init(_ file: ImageFile) { self.file = file }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try size.withLock { size in
      try file.write(bytes, at: size)
      size += Int64(bytes.count)
    }
  }
}
