import DatabaseSamples
import Foundation
import Testing

@Suite("Generated definitions")
struct GeneratedDefinitionsTests {
  @Test("a database of generated definitions is whole")
  func whole() throws {
    let folder = try SampleFolder()
    for seed in 0..<96 as Range<UInt64> {
      let path = folder.file("\(seed).db")
      let features = try GeneratedDefinitions.make(seed: seed, at: path)
      let connection = try RawConnection(path, isReadOnly: true)
      #expect(try connection.texts("PRAGMA integrity_check") == ["ok"], "\(features)")
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  @Test("the same seed makes the same definitions, which equal themselves", arguments: 240..<252)
  func same(seed: Int) throws {
    let folder = try SampleFolder()
    let (one, other) = (folder.file("one.db"), folder.file("other.db"))
    try GeneratedDefinitions.make(seed: UInt64(seed), at: one)
    try GeneratedDefinitions.make(seed: UInt64(seed), at: other)
    #expect(try DatabaseEquality.differences(between: one, and: other) == [])
  }
}
