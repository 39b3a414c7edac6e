import Concurrency
import DatabaseSamples
import Databases
import Foundation
import JSONCoding
import SQLiteImages
import TestSupport
import Testing

@testable import BackupFiles
@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine

@Suite("JSON exports")
struct JSONRoundTripTests {
  @Test("a generated database comes back from our document as it was", arguments: 0..<120)
  func generated(seed: Int) throws {
    let folder = try TemporaryFolder()
    let features = try GeneratedDatabase.make(seed: UInt64(seed), at: folder["a.db"])
    try compare(folder, "seed \(seed): \(features)", pieces: seed % 3 == 0 ? 7919 : 1 << 20)
  }

  @Test("a database that people know comes back as it was", arguments: SampleSchema.all)
  func sample(schema: SampleSchema) throws {
    let folder = try TemporaryFolder()
    try schema.make(at: folder["a.db"])
    try compare(folder, schema.name, pieces: 1 << 20)
  }

  @Test("every row is a line of its own, and the manifest is the last line")
  func lines() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus.make(at: folder["a.db"])
    let (text, summary) = try JSONFile.write(folder["a.db"])
    let lines = text.split(separator: UInt8(ascii: "\n"))
    let rows = lines.filter { $0.starts(with: "   {".utf8) }
    let sequences = 3
    #expect(rows.count == summary.tables.reduce(0) { $0 + $1.rows } + sequences)
    for row in rows {
      let row = row.last == UInt8(ascii: ",") ? row.dropLast() : row
      #expect(throws: Never.self) { try JSONValue(parsing: Array(row)) }
    }
    #expect(lines.last?.starts(with: ExportHeader.manifestMark.utf8) == true)
  }

  private func compare(_ folder: TemporaryFolder, _ comment: String, pieces: Int) throws {
    let (text, summary) = try JSONFile.write(folder["a.db"])
    let manifest = try JSONFile.replay(text, to: folder["b.db"], pieces: pieces)
    #expect(try manifest == JSONFile.manifest())
    #expect(
      try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"]) == [],
      Comment(rawValue: comment))
    #expect(
      try shellSchema(of: folder["a.db"]) == shellSchema(of: folder["b.db"]),
      Comment(rawValue: comment))
    let checksum = try SQLiteDatabase(path: folder["b.db"]).contentSummary(
      ofImage: folder["b.db"], cancellation: Cancellation()
    ).checksum
    #expect(checksum == summary.checksum, Comment(rawValue: comment))
    #expect(try DumpFile.write(folder["a.db"]).summary.checksum == checksum)
    // A reader that builds values of it has to agree that it is JSON.
    #expect(try JSONValue(parsing: text)["data"] != nil)
  }
}
