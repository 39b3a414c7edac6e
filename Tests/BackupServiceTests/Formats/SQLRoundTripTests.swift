import DatabaseEngines
import DatabaseSamples
import Foundation
import TestSupport
import Testing

@testable import BackupService

@Suite("SQL dumps")
struct SQLRoundTripTests {
  @Test("a generated database comes back from our dump as it was", arguments: 0..<120)
  func generated(seed: Int) throws {
    let folder = try TemporaryFolder()
    let features = try GeneratedDatabase.make(seed: UInt64(seed), at: folder["a.db"])
    try compare(folder, "seed \(seed): \(features)")
  }

  @Test("a database that people know comes back as it was", arguments: SampleSchema.all)
  func sample(schema: SampleSchema) throws {
    let folder = try TemporaryFolder()
    try schema.make(at: folder["a.db"])
    try compare(folder, schema.name)
  }

  private func compare(_ folder: TemporaryFolder, _ comment: String) throws {
    let (text, summary) = try DumpFile.write(folder["a.db"])
    try DumpFile.replay(text, to: folder["b.db"])
    #expect(
      try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"]) == [],
      Comment(rawValue: comment))
    #expect(
      try shellSchema(of: folder["a.db"]) == shellSchema(of: folder["b.db"]),
      Comment(rawValue: comment))
    let checksum = try SQLiteEngine(path: folder["b.db"]).contentChecksum(
      ofImage: folder["b.db"], cancellation: Cancellation())
    #expect(checksum == summary.checksum, Comment(rawValue: comment))
    _ = try SQLiteShellProgram.run([folder["c.db"]], input: text)
    #expect(
      try DatabaseEquality.differences(between: folder["a.db"], and: folder["c.db"]) == [],
      Comment(rawValue: "replayed by the shell, \(comment)"))
    #expect(
      try shellSchema(of: folder["a.db"]) == shellSchema(of: folder["c.db"]),
      Comment(rawValue: "replayed by the shell, \(comment)"))
  }
}
