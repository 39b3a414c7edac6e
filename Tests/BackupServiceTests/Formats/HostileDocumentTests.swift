import BackupProtocol
import Concurrency
import DatabaseSamples
import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Documents that are not right")
struct HostileDocumentTests {
  @Test("a damaged export is refused by its place, or does no harm; no file is left of it")
  func damagedExport() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus(customers: 1).make(at: folder["a.db"])
    let document = String(decoding: try JSONFile.write(folder["a.db"]).text, as: UTF8.self)
    for hostile in HostileDocument.damaged(document) where hostile.isShort {
      try expect(hostile, toLeave: folder["b.db"]) { source in
        try JSONFile.replay(source, to: folder["b.db"], documentLimits: Self.limits)
      }
    }
  }

  @Test("a document of the host with something wrong in it is refused by its place")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus.make(at: folder["a.db"])
    let tables = try ForeignFile.tables(of: folder["a.db"])
    for hostile in try HostileDocument.ofHost() where hostile.isShort {
      try expect(hostile, toLeave: nil) { source in
        let document = ForeignDocument(
          tables: tables, importTables: [:], cancellation: Cancellation(), limits: Self.limits)
        let bytes = try ForeignFile.rewrite(document, source)
        try? FileManager.default.removeItem(atPath: folder["b.db"])
        try FileManager.default.copyItem(atPath: folder["a.db"], toPath: folder["b.db"])
        _ = try ForeignFile.lay(bytes, over: folder["b.db"])
      }
    }
  }

  private static let limits = JSONStreamReader.Limits(tokenLength: 1 << 20)

  /// What is let through, though the samples would refuse it: a header is not required.
  private static let accepted: Set = ["no version"]

  private func expect(
    _ hostile: HostileDocument, toLeave path: String?,
    _ body: (@escaping JSONStreamReader.Source) throws -> Void
  ) throws {
    let comment = Comment(rawValue: "\(hostile.name): \(hostile.hazard)")
    do {
      try body(PieceSource(hostile.beginning, size: 4096).read)
      if !Self.accepted.contains(hostile.name) { #expect(hostile.verdict == .harmless, comment) }
      if let path { try FileManager.default.removeItem(atPath: path) }
    } catch let error as DumpError {
      #expect(error.line != nil || error.path != nil, comment)
    } catch let error as ContractError {
      #expect(error.data.path != nil, comment)
    } catch is BuildError {
      // The database itself finds it, once all rows are there.
      #expect(hostile.name == "a row of nobody")
    }
    if let path { #expect(!FileManager.default.fileExists(atPath: path), comment) }
  }
}

extension HostileDocument {
  /// Some harmless ones take long to be read to their end.
  fileprivate var isShort: Bool { verdict == .refused || content.size < 64 << 20 }

  /// As much as a reader with limits gets to see.
  fileprivate var beginning: [UInt8] {
    var bytes: [UInt8] = []
    content.forEachPart {
      bytes += $0
      return bytes.count < 8 << 20
    }
    return bytes
  }
}
