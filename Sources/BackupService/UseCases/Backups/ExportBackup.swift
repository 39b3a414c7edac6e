import AuditLog
import BackupCatalog
import BackupFiles
package import BackupProtocol
import Concurrency
import Logging
import ObjectStorage

extension BackupOperations {
  /// Writes a backup out as a file. Needs no lock, as it changes neither the database nor a backup.
  ///
  /// - Throws: `invalidParams` for a destination that is refused, `backupCorrupt` where the stored
  ///   bytes are not those that were written; nothing is left then.
  package func exportBackup(
    _ params: ExportBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> ExportBackup.Result {
    try await run(.exportBackup, by: caller) { note in
      note.add(.backup(params.id))
      return try export(params, by: caller, control: control)
    }
  }

  private func export(
    _ params: ExportBackup.Params, by caller: Caller, control: OperationControl
  ) throws -> ExportBackup.Result {
    let catalog = try existingCatalog(for: "backup", id: params.id)
    let backup = try catalog.find(Backup.self, id: params.id)
    let stored = try requireStored(backup)
    let format = params.format ?? backup.exportFormat
    let file = try FolderBounds.exports(parts).newFile(
      at: params.destination, fileName: backup.exportFileName(as: format), id: newID(at: now()))
    do {
      if format.rawValue == backup.format.rawValue {
        try copy(backup, stored, to: file, control: control)
      } else {
        try convert(backup, stored, to: format, output: file, control: control)
      }
      try control.cancellation.check()
      let result = ExportBackup.Result(
        path: file.path, size: Int(file.size), checksum: file.checksum)
      try file.commit()
      parts.log.info(
        "exported a backup",
        metadata: [
          "backup": "\(backup.id)", "format": "\(format.rawValue)", "caller": "\(caller.name)",
        ])
      return result
    } catch {
      file.abort()
      markIfDamaged(backup, error, in: catalog)
      throw error
    }
  }

  /// The stored bytes as they are.
  private func copy(
    _ backup: Backup, _ stored: any StoredBackup, to file: ExportFile, control: OperationControl
  ) throws {
    let reader = try stored.open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    while file.size < reader.size {
      try control.cancellation.check()
      let count = try reader.read(at: file.size, into: buffer)
      guard count > 0 else { break }
      try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      control.progress(.export, file.size, of: reader.size, .bytes)
    }
    guard let expected = backup.checksum, expected != file.checksum else { return }
    throw ArchiveError(
      .file, "The file of the backup is damaged.", expected: "sha256 \(expected.value)",
      found: "sha256 \(file.checksum.value)")
  }
}

extension Backup {
  /// What the backup is written out as where nobody says otherwise.
  var exportFormat: ExportFormat { ExportFormat(rawValue: format.rawValue) ?? .archive }

  /// The name of a file that the backup is written out to.
  func exportFileName(as format: ExportFormat) -> String {
    if format.rawValue == self.format.rawValue { return fileName }
    let known = [".tar.zst", ".tar.gz", ".sql.gz", ".json.gz"]
    let suffix = known.first(where: fileName.hasSuffix) ?? ""
    return fileName.dropLast(suffix.count) + format.fileNameSuffix
  }
}

extension ExportFormat {
  fileprivate var fileNameSuffix: String {
    switch self {
    case .archive: ".tar.zst"
    case .sql: ".sql.gz"
    case .json: ".json.gz"
    case .sqlite: ".sqlite"
    }
  }
}
