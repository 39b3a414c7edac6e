import BackupProtocol
import Concurrency
import Databases
import JSONCoding

@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

/// Documents of an application, in memory.
enum ForeignFile {
  /// Examines a document and makes a partial one of it.
  static func rewrite(
    _ document: ForeignDocument, _ source: @escaping JSONStreamReader.Source
  ) throws -> [UInt8] {
    let output = CollectedBytes()
    let writer = PartialDocumentWriter { output.bytes.append(contentsOf: $0) }
    var manifest = try JSONFile.manifest()
    let summary = try document.rewrite(source, as: ExportHeader(manifest), to: writer)
    manifest.isPartial = true
    manifest.tables = summary.tables.map { Manifest.Table(name: $0.name, rows: $0.rows) }
    manifest.content = summary.checksum.map {
      Manifest.Content(checksum: Checksum(algorithm: .sha256, value: $0))
    }
    try writer.write(manifest)
    return output.bytes
  }

  static func rewrite(
    _ text: String, for path: String, importTables: [String: String] = [:]
  ) throws -> [UInt8] {
    let tables = try tables(of: path)
    let document = ForeignDocument(
      tables: tables, importTables: importTables, cancellation: Cancellation())
    let bytes = Array(text.utf8)
    _ = try document.examine(PieceSource(bytes, size: 1000).read)
    return try rewrite(document, PieceSource(bytes, size: 1000).read)
  }

  static func tables(of path: String) throws -> [OverlayTable] {
    try SQLiteDatabase(path: path).tables(cancellation: Cancellation())
  }

  static func lay(_ bytes: [UInt8], over path: String) throws -> OverlayReport {
    try SQLiteDatabase(path: path).replaceTables(
      inImage: path, limits: BuildLimits(), cancellation: Cancellation()
    ) { target in
      try DocumentOverlay(
        over: target, cancellation: Cancellation(), source: PieceSource(bytes, size: 1000).read,
        progress: { _ in }
      ).run()
    }
  }
}
