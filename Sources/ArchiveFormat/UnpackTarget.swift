import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import SQLitePages

/// The database file that an archive is unpacked into, and the hashes of what it is made of.
final class UnpackTarget {
  /// Nil where nothing is kept.
  let file: ImageFile?
  /// Whether the image is written by others, each block to its own place, and only hashed here.
  var isPlaced = false
  /// Whether the image is proven by its own hash, and not by that of the file.
  var isHashed = true
  private let expectedSize: Int64?
  private let freeBytes: Int64?
  private let cancellation: Cancellation
  private let extracted: (Int64, Int64) -> Void
  private let image = ImageHash()
  private var log: (hash: ImageHash, replay: LogReplay)?

  init(
    path: String?, expectedSize: Int64?, freeBytes: Int64?, cancellation: Cancellation,
    extracted: @escaping (Int64, Int64) -> Void
  ) throws {
    file = try path.map { try ImageFile(creating: $0) }
    self.expectedSize = expectedSize
    self.freeBytes = freeBytes
    self.cancellation = cancellation
    self.extracted = extracted
  }

  /// - Throws: where an image of this size is not expected, or does not fit on the disk.
  func accept(size: Int64) throws {
    if let expectedSize, size != expectedSize {
      throw Self.wrongSize(expected: expectedSize, found: size)
    }
    if let freeBytes, size > freeBytes { throw Self.noSpace(for: size) }
  }

  func take(_ member: ArchiveMember, _ bytes: UnsafeRawBufferPointer, size: Int64) throws {
    try cancellation.check()
    switch member {
    case .image:
      if image.count == 0 { try accept(size: size) }
      if !isPlaced { try file?.write(bytes, at: image.count) }
      image.update(bytes, isHashed: isHashed)
      extracted(image.count, size)
    case .log:
      if log == nil {
        if let freeBytes, image.count + size > freeBytes { throw Self.noSpace(for: size) }
        guard let file else { break }
        log = (ImageHash(), try LogReplay(into: file, size: size))
      }
      log?.hash.update(bytes)
      try log?.replay.consume(bytes)
    case .manifest: break
    }
  }

  /// Proves what was unpacked, and makes it one database.
  func prove(_ manifest: Manifest) throws {
    guard let described = manifest.image else {
      throw ArchiveError(.manifest, "The backup's manifest describes no image.")
    }
    try proveImage(size: Int64(described.size), checksum: described.checksum.value)
    let part = manifest.parts?.first { $0.fileName == ArchiveMember.log.rawValue }
    guard (part == nil) == (log == nil) else {
      throw ArchiveError(
        .manifest, "The archive does not have the parts that its manifest lists.",
        expected: (manifest.parts ?? []).map(\.fileName).joined(separator: ", "),
        found: log == nil ? ArchiveMember.image.rawValue : ArchiveMember.log.rawValue)
    }
    guard let part, let log else { return }
    let found = log.hash.value
    guard part.checksum.value == found, Int64(part.size) == log.hash.count else {
      throw ArchiveError(
        .image, "The log beside the database image is damaged.",
        expected: "sha256 \(part.checksum.value)", found: "sha256 \(found)")
    }
    var replay = log.replay
    try replay.finish()
    guard let size = try file?.size(), size == manifest.imageSize else {
      throw ArchiveError(
        .image, "The database in the backup has another size than its manifest says.",
        expected: "\(manifest.imageSize) bytes")
    }
  }

  func proveImage(size: Int64, checksum: String) throws {
    guard image.count == size else { throw Self.wrongSize(expected: size, found: image.count) }
    guard isHashed else { return }
    let found = image.value
    guard found == checksum else {
      throw ArchiveError(
        .image, "The database image in the backup is damaged.", expected: "sha256 \(checksum)",
        found: "sha256 \(found)")
    }
  }

  private static func noSpace(for size: Int64) -> EngineError {
    EngineError(
      .diskFull, "There is not enough disk space to unpack the backup's \(size) bytes.",
      hint: "Free disk space, then try again.")
  }

  private static func wrongSize(expected: Int64, found: Int64) -> ArchiveError {
    ArchiveError(
      .image, "The database image in the backup has the wrong size.",
      expected: "\(expected) bytes", found: "\(found) bytes")
  }
}
