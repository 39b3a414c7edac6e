import DatabaseSamples
import Foundation
import Testing

@Suite("Hostile files")
struct HostileTests {
  @Test("each dump has a name of its own and says what is wrong with it")
  func names() {
    #expect(Set(HostileDump.all.map(\.name)).count == HostileDump.all.count)
    #expect(HostileDump.all.allSatisfy { !$0.hazard.isEmpty })
    #expect(HostileDump.all.count > 250)
  }

  @Test("what is said to reach a file does, where nothing holds it back")
  func escapes() throws {
    for dump in HostileDump.all where dump.victim != nil {
      if dump.victim == .shell, !SQLiteShellProgram.isInstalled { continue }
      let folder = try SampleFolder()
      let content = dump.content(folder: folder.path).bytes
      switch dump.victim {
      case .library:
        let connection = try RawConnection(folder.file("own.db"))
        try? connection.execute(String(decoding: content, as: UTF8.self))
      default: _ = try? SQLiteShellProgram.run([folder.file("own.db")], input: content)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.contains { $0.hasPrefix("escaped") }, "\(dump)")
    }
  }

  @Test("SQLite itself refuses what does not fit, though not what is merely unwise")
  func shapes() throws {
    let names = [
      "too many values", "an unknown table", "a column twice in a table", "a key twice",
      "parentheses",
      "columns without end", "an unclosed trigger", "a sequence before its table",
      "a reserved name",
    ]
    for dump in HostileDump.all where names.contains(dump.name) {
      #expect(dump.verdict == .refused)
      let sql = String(decoding: dump.content(folder: "/nowhere").bytes, as: UTF8.self)
      #expect(throws: SQLFailure.self, "\(dump)") { try RawConnection(":memory:").execute(sql) }
    }
  }

  @Test("what is long is given in parts, as long as it says, and can be left early")
  func long() throws {
    let dump = try #require(HostileDump.all.first { $0.name == "a statement of 2 GB" })
    let content = dump.content(folder: "/nowhere")
    #expect(content.size > 2_200_000_000)
    var count = 0
    content.forEachPart { part in
      count += part.count
      return count < 1_000_000
    }
    #expect((1_000_000..<1_200_000).contains(count))
    let small = HostileContent("a").followed(by: "bc", times: 70_001).followed(by: [0xFF])
    var bytes: [UInt8] = []
    small.forEachPart {
      bytes += $0
      return true
    }
    #expect(bytes == small.bytes)
    #expect(bytes.count == small.size)
    let folder = try SampleFolder()
    try small.write(to: folder.file("file"))
    #expect(FileManager.default.contents(atPath: folder.file("file")) == Data(bytes))
  }

  @Test("each document has a name of its own, and none is the one that is fine")
  func documents() throws {
    let documents = try HostileDocument.ofHost()
    #expect(Set(documents.map(\.name)).count == documents.count)
    let fine = Array(try HostDocument.make().utf8)
    for document in documents where document.content.size < 1_000_000 {
      #expect(document.content.bytes != fine, "\(document)")
    }
  }
}
