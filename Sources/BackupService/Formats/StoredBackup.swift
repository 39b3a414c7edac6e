import BackupFiles
import BackupProtocol
import Concurrency
import Crypto
import Files
import ObjectStorage

/// A backup as it lies in a storage. What a use case does with it does not depend on its kind.
protocol StoredBackup: Sendable {
  /// As people see it.
  var name: String { get }
  var format: BackupFormat { get }

  /// Bytes that it takes; nil where it is not there.
  func size() throws -> Int64?

  /// Whether it can be read by whom it is for.
  var isReadable: Bool { get }

  /// A text that is another one once it was written to; nil where that cannot be told.
  func version() throws -> String?

  /// Its bytes, for export and for a process that opens it within limits.
  func open() throws -> any ObjectReader

  /// Reads its manifest and its data.
  func reader() throws -> BackupFileReader

  /// Removes it for good; one that is not there is no error.
  func delete() throws
}

/// A backup that is one file: an archive, a dump, or an export.
struct StoredFile: StoredBackup {
  let store: any ObjectStore
  let key: ObjectKey

  var name: String { key.name }
  var format: BackupFormat { BackupFormat(fileName: key.name) }
  var isReadable: Bool { store.isReadable(key) }

  func size() throws -> Int64? { try store.info(key)?.size }
  func version() throws -> String? { try store.version(of: key) }
  func open() throws -> any ObjectReader { try store.open(key) }
  func reader() throws -> BackupFileReader { BackupFileReader(try open(), format) }
  func delete() throws { try store.delete(key) }
}

extension StoredBackup {
  /// Reads its bytes from start to end.
  ///
  /// - Returns: their SHA-256, in hexadecimal, and how many there are.
  func checksum(_ control: OperationControl) throws -> (value: String, bytes: Int64) {
    let reader = try open()
    var hash = SHA256()
    var offset: Int64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    while offset < reader.size {
      try control.cancellation.check()
      let count = try reader.read(at: offset, into: buffer)
      guard count > 0 else { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
      control.progress(.checksum, offset, of: reader.size, .bytes)
    }
    return (hexadecimal(hash.finalize()), offset)
  }
}

extension BackupOperations {
  /// What an entry stands for; nil for one that names anything but a backup, such as the catalog
  /// itself.
  func stored(_ backup: Backup) -> (any StoredBackup)? {
    guard Self.isBackupFile(backup.fileName), let key = ObjectKey(backup.fileName) else {
      return nil
    }
    return StoredFile(store: store, key: key)
  }

  /// A completed backup that is there.
  ///
  /// - Throws: `notFound` for one that was not completed, `backupCorrupt` where its file is gone.
  func requireStored(_ backup: Backup) throws -> any StoredBackup {
    guard backup.status == .completed else {
      throw ContractError(
        "This backup is not completed. Its status is \(backup.status.rawValue).",
        ErrorData(kind: .notFound, hint: "Choose a completed backup.", id: backup.id))
    }
    guard let stored = stored(backup), try stored.size() != nil else {
      throw ContractError(
        "The file of this backup is missing.",
        ErrorData(
          kind: .backupCorrupt, hint: "Choose another backup.", expected: backup.fileName,
          found: "no file", part: "file"))
    }
    return stored
  }
}
