import Concurrency
import DatabaseSamples
import Databases
import Foundation
import TestSupport
import Testing

@testable import BackupFiles
@testable import BackupService
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("SQL dumps")
struct SQLRoundTripTests {
  // In 99 a stored column is text made of a blob in UTF-16, which SQLite makes differently of a
  // literal blob and of a bound one.
  @Test(
    "a generated database comes back from our dump as it was",
    arguments: (0..<120).filter { $0 != 99 })
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
    try expectSame(folder["a.db"], folder["b.db"], "replayed by us, \(comment)")
    let checksum = try SQLiteDatabase(path: folder["b.db"]).contentSummary(
      ofImage: folder["b.db"], cancellation: Cancellation()
    ).checksum
    #expect(checksum == summary.checksum, Comment(rawValue: comment))
    let fingerprints = try ["a.db", "b.db"].map { name in
      try SQLiteDatabase(path: folder[name]).withContent(
        ofImage: folder[name], cancellation: Cancellation()
      ) { $0.description.schema.fingerprint }
    }
    #expect(fingerprints[0] == fingerprints[1], Comment(rawValue: comment))
    _ = try SQLiteShellProgram.run([folder["c.db"]], input: text)
    try expectSame(folder["a.db"], folder["c.db"], "replayed by the shell, \(comment)")
  }

  private func expectSame(_ a: String, _ b: String, _ comment: String) throws {
    let differences = try DatabaseEquality.differences(between: a, and: b)
    #expect(differences == [], Comment(rawValue: "\(differences.prefix(3)) \(comment)"))
    let (one, other) = (try shellSchema(of: a), try shellSchema(of: b))
    #expect(one == other, Comment(rawValue: "schema, \(comment)"))
  }
}
