import BackupProtocol
import Crypto
import Databases
import Files
import ObjectStorage

/// A backup on its way out: hashed while it is written, and named when it is complete.
final class ExportFile: ObjectWriter {
  /// Where it will be, without links.
  let path: String
  private(set) var size: Int64 = 0
  private var hash = SHA256()
  private let writer: NewFileWriter
  private let bounds: FolderBounds

  init(_ bounds: FolderBounds, in folder: PinnedFolder, name: String, id: String) throws {
    NewFileWriter.removeAbandoned(in: folder)
    self.bounds = bounds
    path = FolderBounds.join(folder.path, name)
    writer = try NewFileWriter(in: folder, name: name, id: id)
  }

  /// Of what has been written so far.
  var checksum: Checksum {
    Checksum(algorithm: .sha256, value: hexadecimal(hash.finalize()))
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writer.write(bytes)
    hash.update(bufferPointer: bytes)
    size += Int64(bytes.count)
  }

  /// - Throws: `invalidParams` where there is something of this name by now.
  func commit() throws {
    do {
      try writer.commit()
    } catch let error as StorageError where error.reason == .exists {
      throw bounds.existing
    }
  }

  func abort() { writer.abort() }
}
