import DatabaseSamples
import Foundation
import Testing

@Suite("Generated databases")
struct GeneratedDatabaseTests {
  @Test("a generated database is whole")
  func whole() throws {
    let folder = try SampleFolder()
    for seed in 0..<200 as Range<UInt64> {
      let path = folder.file("\(seed).db")
      let features = try GeneratedDatabase.make(seed: seed, at: path)
      let connection = try RawConnection(path, isReadOnly: true)
      let report = try connection.texts("PRAGMA integrity_check")
      #expect(report == ["ok"], "\(features)")
    }
  }

  @Test("the same seed makes the same database, which equals itself", arguments: 200..<220)
  func same(seed: Int) throws {
    let folder = try SampleFolder()
    let (one, other) = (folder.file("one.db"), folder.file("other.db"))
    let features = try GeneratedDatabase.make(seed: UInt64(seed), at: one)
    #expect(try GeneratedDatabase.make(seed: UInt64(seed), at: other) == features)
    #expect(try DatabaseEquality.differences(between: one, and: other) == [])
  }
}
