import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import JSONFormat
import ObjectStorage
import SQLFormat
import SQLiteImages

/// Writes a backup whose content is rows, a SQL dump or a JSON export, compressed by gzip.
///
/// The manifest comes last, in a compressed block of its own, so that it can be read without the rows.
struct RowsFileWriter {
  let format: BackupFormat
  let header: ExportHeader
  let output: any ObjectWriter

  /// - Parameter written: called with the count of rows that have been written so far.
  func write(
    _ content: ImageContent, cancellation: Cancellation, written: @escaping (Int) -> Void,
    manifest: (RowsSummary) throws -> Manifest
  ) throws -> FileTotals {
    try GzipFile.compress(to: output) { compressor in
      switch format {
      case .json:
        let writer = JSONExportWriter(
          content: content, header: header, cancellation: cancellation, written: written
        ) { try compressor.write($0) }
        let summary = try writer.write()
        try compressor.endBlock()
        try writer.write(try manifest(summary))
      default:
        let text = TextOutput { try compressor.write($0) }
        let writer = SQLDumpWriter(
          content: content, output: text, cancellation: cancellation, written: written)
        let summary = try writer.write()
        try compressor.endBlock()
        try writer.write(try manifest(summary))
      }
    }
  }
}
