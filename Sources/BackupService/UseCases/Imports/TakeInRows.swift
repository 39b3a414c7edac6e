import BackupFiles
import BackupProtocol
import Compression
import ForeignFiles
import JSONCoding
import JSONFormat
import ObjectStorage

extension BackupOperations {
  /// Makes a partial document of an application's own one, or of one of ours.
  func rewrite(
    _ source: ImportSource, _ task: ForeignJob.TakeIn, as entry: Backup,
    for target: ForeignJob.Target, to output: any ObjectWriter, control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    // What does not fit is told before anything is written, with the date that heads the new file.
    let (examined, rewriting) =
      task.kind == .djangoDump
      ? try examineDjango(source, target, control)
      : try examine(source, task.kind, target, control)
    let date = examined.backupDate ?? task.date
    var entry = entry
    entry.label = entry.label ?? examined.label
    var manifest: Manifest?
    let totals = try GzipFile.compress(to: output) { compressor in
      let writer = PartialDocumentWriter { try compressor.write($0) }
      let header = ExportHeader(
        entry, at: date, source: Manifest.Source(parts), generator: Manifest.Generator(parts))
      let summary = try rewriting(header, writer)
      try compressor.endBlock()
      let made = Manifest(
        partial: entry, at: date, over: target.database, tables: summary.tables,
        checksum: summary.checksum ?? "", parts: parts)
      try writer.write(made)
      manifest = made
    }
    guard let manifest else {
      throw ContractError(.internalError, "The file was closed without a manifest.")
    }
    return (manifest, totals)
  }

  /// Writes the rows of a document that was examined.
  private typealias Rewriting = (ExportHeader, PartialDocumentWriter) throws ->
    ForeignDocument.Summary

  private func examine(
    _ source: ImportSource, _ kind: ImportKind, _ target: ForeignJob.Target,
    _ control: OperationControl
  ) throws -> (ForeignDocument.Summary, Rewriting) {
    let document = ForeignDocument(
      tables: target.tables, importTables: target.importTables, isOurs: kind == .partialExport,
      cancellation: control.cancellation)
    let examined = try reading(source.watched(as: .extract, control)) { try document.examine($0) }
    return (
      examined,
      { header, writer in
        try self.reading(source.watched(as: .compress, control)) {
          try document.rewrite($0, as: header, to: writer)
        }
      }
    )
  }

  private func examineDjango(
    _ source: ImportSource, _ target: ForeignJob.Target, _ control: OperationControl
  ) throws -> (ForeignDocument.Summary, Rewriting) {
    let dump = DjangoDump(
      tables: target.tables, importTables: target.importTables, cancellation: control.cancellation)
    let found = try reading(source.watched(as: .extract, control)) { try dump.examine($0) }
    return (
      ForeignDocument.Summary(tables: found),
      { header, writer in
        try dump.rewrite(found, as: header, to: writer) {
          let content = try source.content()
          return { try content.read(into: $0) }
        }
      }
    )
  }

  private func reading<Result>(
    _ source: ImportSource, _ body: (@escaping JSONStreamReader.Source) throws -> Result
  ) throws -> Result {
    let content = try source.content()
    return try body { try content.read(into: $0) }
  }
}
