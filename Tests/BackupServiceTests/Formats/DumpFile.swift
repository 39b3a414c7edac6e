import Compression
import Concurrency
import Foundation
import ObjectStorage

@testable import BackupFiles
@testable import BackupService
@testable import SQLFormat
@testable import SQLiteEngine
@testable import SQLiteImages

/// A plain dump in memory, written and read by the formats themselves.
enum DumpFile {
  static func write(_ database: String) throws -> (text: [UInt8], summary: RowsSummary) {
    let text = CollectedText()
    let summary = try SQLiteDatabase(path: database).withContent(
      ofImage: database, cancellation: Cancellation()
    ) { content in
      let output = TextOutput { text.bytes.append(contentsOf: $0) }
      return try SQLDumpWriter(
        content: content, output: output, cancellation: Cancellation(), written: { _ in }
      ).write()
    }
    return (text.bytes, summary)
  }

  /// - Returns: what was passed over.
  @discardableResult
  static func replay(
    _ text: [UInt8], to path: String, limits: BuildLimits = BuildLimits(),
    pieces: Int = 1 << 20
  ) throws -> [String: Int] {
    try replay(PieceSource(text, size: pieces), to: path, limits: limits)
  }

  @discardableResult
  static func replay(
    _ source: any ByteSource, to path: String, limits: BuildLimits = BuildLimits()
  ) throws -> [String: Int] {
    try SQLiteDatabase(path: path).buildImage(
      at: path, limits: limits, cancellation: Cancellation()
    ) { builder in
      let replayer = DumpReplayer(
        source, into: builder, cancellation: Cancellation(), progress: { _ in })
      try replayer.run()
      return replayer.passedOver
    }
  }
}

private final class CollectedText {
  var bytes: [UInt8] = []
}

/// Bytes that come in pieces of one size.
final class PieceSource: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let size: Int

  init(_ bytes: [UInt8], size: Int) {
    rest = bytes[...]
    self.size = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let piece = rest.prefix(min(size, buffer.count))
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
}
