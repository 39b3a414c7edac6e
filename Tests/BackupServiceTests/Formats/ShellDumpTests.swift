import DatabaseSamples
import Foundation
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Dumps of the sqlite3 shell", .enabled(if: SQLiteShellProgram.isInstalled))
struct ShellDumpTests {
  @Test("what the shell dumps becomes what the shell makes of it", arguments: SampleSchema.all)
  func sample(schema: SampleSchema) throws {
    let folder = try TemporaryFolder()
    try schema.make(at: folder["a.db"])
    #expect(try compare(folder, schema.name), "\(schema.name) is refused")
  }

  @Test("so does a generated one, or it is refused", arguments: 0..<60)
  func generated(seed: Int) throws {
    let folder = try TemporaryFolder()
    let features = try GeneratedDatabase.make(seed: UInt64(seed), at: folder["a.db"])
    _ = try compare(folder, "seed \(seed): \(features)")
  }

  /// - Returns: whether the dump was taken.
  private func compare(_ folder: TemporaryFolder, _ comment: String) throws -> Bool {
    let dump = try shellDump(of: folder["a.db"])
    do { try DumpFile.replay(dump, to: folder["b.db"]) } catch let error as DumpError {
      let isKnown =
        error.message.contains("UTF-8")
        || (try? SQLiteShellProgram.run(["-bail", folder["c.db"]], input: dump)) == nil
      #expect(isKnown, "\(error) \(comment)")
      return false
    }
    // Some of its dumps the shell cannot replay itself; such as take smallest numbers for one key.
    guard (try? SQLiteShellProgram.run([folder["c.db"]], input: dump)) != nil else { return true }
    let differences = try DatabaseEquality.differences(between: folder["b.db"], and: folder["c.db"])
    // SQLite up to 3.42 reads 0 where the smallest numbers are written, and we read the number.
    let real = differences.filter { $0.firstMatch(of: #/: real -?[0-9.]+e-(29|3\d)\d /#) == nil }
    #expect(real == [], "\(real.prefix(3)) \(comment)")
    return true
  }
}
