import BackupClient
import BuiltPrograms
import Foundation
import Glibc
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct DescriptorTests {
    /// The application is one of its own, for it is to run short of descriptors: the player of
    /// examples. It has started a process before, as one that runs short later has.
    @Test("a restart without descriptors to spare works or fails, and the application lives on")
    func short() async throws {
      let folder = try Folder()
      let options = try folder.options()
      let noting = "#!/bin/sh\necho $$ >\(folder.path)/id\nexec '\(Program.strongroom)' \"$@\"\n"
      for limit in 7...13 {
        let program = try folder.write(noting, to: "noting.sh")
        let application = Process()
        application.executableURL = URL(filePath: Program.clientReplay)
        application.arguments = [program, options.database ?? ""]
        let (input, output) = (Pipe(), Pipe())
        application.standardInput = input
        application.standardOutput = output
        try application.run()
        func ping() throws -> String {
          try input.fileHandleForWriting.write(contentsOf: Data("{\"method\":\"ping\"}\n".utf8))
          return String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        #expect(try ping() == "{\"result\":{}}\n")
        let server = try #require(folder.lines(of: "id").first.flatMap { pid_t($0) })
        let limiting = try Process.run(
          URL(filePath: "/usr/bin/prlimit"),
          arguments: ["--pid", "\(application.processIdentifier)", "--nofile=\(limit)"])
        limiting.waitUntilExit()
        #expect(limiting.terminationStatus == 0)
        kill(server, SIGKILL)
        for _ in 0..<2 {
          let answer = try ping()
          #expect(answer.hasPrefix("{\"result\":") || answer.hasPrefix("{\"error\":"))
        }
        try input.fileHandleForWriting.close()
        application.waitUntilExit()
        #expect(application.terminationReason == .exit && application.terminationStatus == 0)
      }
    }
  }
}
