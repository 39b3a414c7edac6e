import BackupProtocol
import Compression
import DatabaseEngines
import ObjectStorage

/// What the rows of a database came to, when they were written out.
struct RowsSummary {
  /// See `ContentHash`.
  let checksum: String
  /// Of the application's tables.
  let tables: [TableRows]
}

/// Writes a backup whose content is rows, a SQL dump or a JSON export, compressed by gzip.
///
/// The manifest comes last, in a compressed block of its own, so that it can be read without the rows.
struct RowsFileWriter {
  /// A third of a percent larger than level 6, the default of gzip, and a fifth faster.
  static let level = 5

  let format: BackupFormat
  let header: ExportHeader
  let output: any ObjectWriter

  /// - Parameter written: called with the count of rows that have been written so far.
  func write(
    _ content: ImageContent, cancellation: Cancellation, written: @escaping (Int) -> Void,
    manifest: (RowsSummary) throws -> Manifest
  ) throws -> FileTotals {
    try Self.compress(to: output) { compressor in
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

  /// Compresses what `body` writes.
  static func compress(
    to output: any ObjectWriter, _ body: (ParallelCompressor) throws -> Void
  ) throws -> FileTotals {
    let sink = HashingSink(output)
    let compressor = try ParallelCompressor(algorithm: .gzip, level: Self.level) {
      try sink.write($0)
    }
    do {
      try body(compressor)
      let totals = try compressor.finish()
      return FileTotals(size: totals.compressedBytes, checksum: sink.checksum)
    } catch {
      compressor.cancel()
      throw error
    }
  }
}
