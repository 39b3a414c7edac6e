import BackupProtocol
import Compression
import DatabaseEngines
import JSONCoding
import ObjectStorage

extension BackupOperations {
  /// Makes a partial document of an application's own one, or of one of ours.
  func rewrite(
    _ source: ImportSource, _ task: ForeignJob.TakeIn, as entry: Backup,
    for target: ForeignJob.Target, to output: any ObjectWriter, control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    let document = ForeignDocument(
      tables: target.tables, importTables: target.importTables,
      isOurs: task.kind == .partialExport, cancellation: control.cancellation)
    // What does not fit is told before anything is written, with the date that heads the new file.
    let examined = try reading(source.watched(as: .extract, control)) {
      try document.examine($0)
    }
    let date = examined.backupDate ?? task.date
    var entry = entry
    entry.label = entry.label ?? examined.label
    var manifest: Manifest?
    let totals = try RowsFileWriter.compress(to: output) { compressor in
      let writer = PartialDocumentWriter { try compressor.write($0) }
      let header = ExportHeader(entry, at: date, parts: parts)
      let summary = try reading(source.watched(as: .compress, control)) {
        try document.rewrite($0, as: header, to: writer)
      }
      try compressor.endBlock()
      let made = Manifest(
        partial: entry, at: date, over: target.database, tables: summary.tables,
        checksum: summary.checksum ?? "", parts: parts)
      try writer.write(made)
      manifest = made
    }
    guard let manifest else {
      throw ServiceError(.internalError, "The file was closed without a manifest.")
    }
    return (manifest, totals)
  }

  private func reading<Result>(
    _ source: ImportSource, _ body: (@escaping JSONStreamReader.Source) throws -> Result
  ) throws -> Result {
    let content = try source.content()
    return try body { try content.read(into: $0) }
  }
}
