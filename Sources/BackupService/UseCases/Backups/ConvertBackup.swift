import BackupCatalog
import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import ObjectStorage
import SQLitePages
import StateFolder

extension BackupOperations {
  /// Writes a backup in another format than the one that it is stored in.
  ///
  /// - Parameter output: takes all bytes. The caller commits or aborts it.
  func convert(
    _ backup: Backup, _ stored: any StoredBackup, to format: ExportFormat, output: any ObjectWriter,
    control: OperationControl
  ) throws {
    let known = try existingCatalog(for: "backup", id: backup.id).manifest(id: backup.id)
    guard known?.isPartial != true else { throw Self.rowsOnly }
    let control = control.following(
      format == .sqlite
        ? [.extract: 4, .check: 2, .export: 1] : [.extract: 3, .check: 2, .compress: 3])
    try scratch.withFolder("export-" + newID(at: now())) { folder in
      let image = folder.path + "/image.sqlite"
      let (unpacked, report) = try unpackAndCheck(
        stored, isForeign: backup.isForeign, to: image, expecting: known, fitting: .partialOnly,
        depth: .quick, phase: .check, control: control)
      guard unpacked.overlay == nil else { throw Self.rowsOnly }
      if let fault = report.faults.first, !backup.isOfDamagedDatabase {
        throw ArchiveError(
          .database, "The database in the backup is damaged: \(fault).",
          expected: "a sound database",
          found: fault)
      }
      var entry = backup
      switch format {
      case .sqlite: return try copy(image, to: output, control: control)
      case .archive: entry.format = .archive
      case .sql: entry.format = .sql
      case .json: entry.format = .json
      }
      if backup.isForeign {
        let task = ForeignJob.Writing(image: image, entry: entry, manifest: unpacked.manifest)
        _ = try perform(
          .write(task), files: [], folder: folder.path, size: unpacked.manifest.imageSize,
          output: output, control: control)
      } else {
        _ = try write(image, as: entry, of: unpacked.manifest, to: output, control)
      }
    }
  }

  private static var rowsOnly: ContractError {
    ContractError(
      "This backup has rows and no schema. It can be exported as json only.",
      ErrorData(
        kind: .incompatible, hint: "Leave out format.", path: "params.format",
        reason: "schema", allowed: [ExportFormat.json.rawValue]))
  }

  /// Writes an image in the format of the entry.
  ///
  /// - Parameter manifest: that of the backup which the image is made of.
  func write(
    _ image: String, as entry: Backup, of manifest: Manifest, to output: any ObjectWriter,
    _ control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    guard entry.format == .archive else {
      return try writeRows(
        of: image, as: entry, at: manifest.createdAt, source: manifest.source,
        journalMode: manifest.database.journalMode, to: output, control: control)
    }
    return try engine.withImage(image, cancellation: control.cancellation) { snapshot in
      try writeImage(
        of: snapshot, as: entry, at: manifest.createdAt,
        BackupPlan(type: entry.type, label: entry.label), original: manifest, to: output,
        control: control)
    }
  }

  private func copy(
    _ image: String, to output: any ObjectWriter, control: OperationControl
  ) throws {
    let file = try ImageFile(reading: image)
    let size = try file.size()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try control.cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
      try file.read(at: offset, into: part)
      try output.write(UnsafeRawBufferPointer(part))
      offset += Int64(part.count)
      control.progress(.export, offset, of: size, .bytes)
    }
  }
}
