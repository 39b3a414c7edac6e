import BackupProtocol
import Concurrency
import Foundation
import JSONCoding

@testable import BackupFiles
@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

/// A plain document in memory, written and read by the formats themselves.
enum JSONFile {
  static func write(_ database: String) throws -> (text: [UInt8], summary: RowsSummary) {
    let text = CollectedBytes()
    let manifest = try manifest()
    let summary = try SQLiteDatabase(path: database).withContent(
      ofImage: database, cancellation: Cancellation()
    ) { content in
      let writer = JSONExportWriter(
        content: content, header: ExportHeader(manifest), cancellation: Cancellation(),
        written: { _ in }
      ) { text.bytes.append(contentsOf: $0) }
      let summary = try writer.write()
      try writer.write(manifest)
      return summary
    }
    return (text.bytes, summary)
  }

  /// - Returns: the manifest.
  @discardableResult
  static func replay(
    _ text: [UInt8], to path: String, limits: BuildLimits = BuildLimits(),
    pieces: Int = 1 << 20
  ) throws -> Manifest? {
    try replay(PieceSource(text, size: pieces).read, to: path, limits: limits)
  }

  @discardableResult
  static func replay(
    _ source: @escaping JSONStreamReader.Source, to path: String,
    limits: BuildLimits = BuildLimits(),
    documentLimits: JSONStreamReader.Limits = JSONStreamReader.Limits()
  ) throws -> Manifest? {
    try JSONRebuild.run(
      at: path, engine: SQLiteDatabase(path: path), limits: limits, documentLimits: documentLimits,
      cancellation: Cancellation(), from: source, progress: { _ in })
  }

  /// That of no database in particular.
  static func manifest() throws -> Manifest {
    let text = """
      {"formatVersion":1,"id":"0001","createdAt":"2026-03-01T09:30:00.000Z","type":"manual",
      "format":"json","generator":{"name":"strongroom","version":"0"},"source":{"name":"app"},
      "database":{"engine":"sqlite","pageSize":4096,"pageCount":1,"encoding":"UTF-8",
      "autoVacuum":"none","journalMode":"wal","applicationId":0,"userVersion":0,
      "sqliteVersion":"3.51.3"},"schema":{"fingerprint":"sha256:0"},"tables":[],"tableCount":0,
      "rowCount":0,"compression":{"algorithm":"gzip","level":5}}
      """
    return try Manifest(decoding: Array(text.utf8))
  }
}

final class CollectedBytes {
  var bytes: [UInt8] = []
}
