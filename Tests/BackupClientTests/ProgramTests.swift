import BackupClient
import BuiltPrograms
import Foundation
import JSONCoding
import Testing

extension ClientTests {
  /// What is built upon the client.
  @Suite(.serialized)
  struct ProgramTests {
    private func run(_ program: String, _ arguments: [String], input: String = "") throws -> String
    {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      let pipes = (input: Pipe(), output: Pipe())
      process.standardInput = pipes.input
      process.standardOutput = pipes.output
      try process.run()
      try pipes.input.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipes.input.fileHandleForWriting.close()
      let output = try pipes.output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: output, as: UTF8.self)
    }

    @Test("the example does the main job")
    func example() throws {
      let folder = try Folder()
      let options = try folder.options()
      let output = try run(Program.shop, [Program.strongroom, options.database ?? ""])
      for word in [
        "before the sale", "restored, and kept backup-", "event: made backup-",
        "refused: it takes edit",
        " backups", "event: ended with status 0",
      ] {
        #expect(output.contains(word))
      }
    }

    @Test("what the page of the client shows stands in its example, which is compiled and run")
    func page() throws {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "clients/swift")
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.hasPrefix("example/") && !$0.contains("/.build/") && $0.hasSuffix(".swift") }
      #expect(names.count > 4)
      func lines(_ name: String) throws -> [String] {
        try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
          .split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
      }
      let example = try "\n" + names.flatMap(lines).joined(separator: "\n")
      let blocks = try lines("README.md").split(separator: "```swift").dropFirst()
        .map { $0.prefix { $0 != "```" }.joined(separator: "\n") }
      #expect(blocks.count > 8)
      for block in blocks where !block.hasPrefix("// Package.swift") {
        #expect(example.contains("\n" + block + "\n"), "\(block)")
      }
    }

    @Test("calls are played through the typed client", arguments: ["newline", "contentLength"])
    func replay(framing: String) throws {
      let folder = try Folder()
      let options = try folder.options()
      let output = try run(
        Program.clientReplay, [Program.strongroom, options.database ?? "", framing],
        input: """
          {"method":"ping"}
          {"method":"listBackups","params":{"auth":{"actor":{"id":"1","role":"VIEWER"}}}}
          {"method":"listBackups","params":{"limit":-1,"auth":{"actor":{"id":"1","role":"VIEWER"}}}}
          {"method":"paintHouse","params":{}}

          """)
      let lines = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
      #expect(
        lines[..<2] == [
          ["result": [:]], ["result": ["backups": [], "nextCursor": nil, "total": 0]],
        ])
      #expect(lines[2]["error"]?["data"]?["path"] == "params.limit")
      #expect(lines[3]["error"]?["code"] == -32601)
      #expect(lines.count == 4)
    }
  }
}
