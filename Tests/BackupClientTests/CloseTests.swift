import BackupClient
import BackupProtocol
import BuiltPrograms
import Foundation
import Glibc
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct CloseTests {
    @Test("to close ends the process in order, once, and takes no more calls")
    func close() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake("greet()\nfor request in requests(): pass"))
      try await client.start()
      var events = client.events.makeAsyncIterator()
      async let one: Void = client.close()
      async let other: Void = client.close()
      _ = await (one, other)
      await client.close()
      guard case .exited(let exit)? = await events.next() else {
        Issue.record("the process did not end")
        return
      }
      #expect(exit.cause == .exited(status: 0))
      #expect(await events.next() == nil)
      #expect(folder.lines(of: "notes") == ["initialize", "shutdown", "exit"])
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .closed(method: "ping"))
      _ = await thrown(ClientError.self) { try await client.start() }
      var late = client.events.makeAsyncIterator()
      #expect(await late.next() == nil)
    }

    @Test("a client that was never started closes as well")
    func neverStarted() async throws {
      let client = StrongroomClient(.init(program: "/no/such/program", database: "app.db"))
      await client.close()
      #expect(
        await thrown(ClientError.self) { try await client.ping() } == .closed(method: "ping"))
    }

    @Test("calls in flight end with the close, each with what became of it")
    func inFlight() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          held = {}
          while True:
              request = receive()
              if request["method"] == "shutdown":
                  answer(held["listBackups"], {"done": True})
                  fail(held["getBackup"], -32800, "cancelled")
                  fail(held["getStatus"], -32600, "invalidRequest")
                  answer(request, None)
              elif request["method"] == "exit":
                  sys.exit(0)
              held[request["method"]] = request
          """))
      let calls = ["listBackups", "getBackup", "deleteBackup", "getStatus"].map { name in
        Task { try await client.callJSON(name) }
      }
      while folder.lines(of: "notes").count < 5 { try await Task.sleep(for: .milliseconds(2)) }
      await client.close()
      #expect(try await calls[0].value == Array(#"{"done":true}"#.utf8))
      #expect(await thrown(ServiceError.self) { try await calls[1].value }?.known == .cancelled)
      #expect(
        await thrown(ClientError.self) { try await calls[2].value }
          == .closed(method: "deleteBackup"))
      #expect(
        await thrown(ClientError.self) { try await calls[3].value } == .closed(method: "getStatus"),
        "as if it had been sent behind the end")
    }

    @Test(
      "a process that will not end is killed, also while it starts",
      arguments: [
        "greet()\nwhile True: time.sleep(1000)", "time.sleep(1000)",
      ])
    func killed(python: String) async throws {
      let folder = try Folder()
      var options = try folder.fake("note('%d' % os.getpid())\n" + python)
      options.closeTimeout = .milliseconds(100)
      let client = StrongroomClient(options)
      let starting = Task { try await client.start() }
      try await folder.wait(for: "notes")
      let id = try #require(folder.lines(of: "notes").first.flatMap { pid_t($0) })
      if python.hasPrefix("greet") { try await starting.value }
      await client.close()
      #expect(kill(id, 0) != 0)
      _ = await starting.result
    }

    @Test("a client that nobody holds any more lets its process end")
    func abandoned() async throws {
      let folder = try Folder()
      do {
        let client = StrongroomClient(try folder.fake("greet()\nfor request in requests(): pass"))
        try await client.acting(as: .admin).start()
      }
      while !folder.lines(of: "notes").contains("end of stdin") {
        try await Task.sleep(for: .milliseconds(5))
      }
    }

    @Test("the process ends when the application is killed")
    func orphan() async throws {
      let folder = try Folder()
      let options = try folder.options()
      let application = Process()
      application.executableURL = URL(filePath: Program.clientReplay)
      let noting = "#!/bin/sh\necho $$ >\(folder.path)/id\nexec '\(Program.strongroom)' \"$@\"\n"
      let program = try folder.write(noting, to: "noting.sh")
      application.arguments = [program, options.database ?? ""]
      let input = Pipe()
      let output = Pipe()
      application.standardInput = input
      application.standardOutput = output
      application.standardError = FileHandle.nullDevice
      try application.run()
      try input.fileHandleForWriting.write(
        contentsOf: Data(#"{"method":"ping"}"#.utf8) + Data("\n".utf8))
      #expect(output.fileHandleForReading.availableData == Data("{\"result\":{}}\n".utf8))
      let id = try #require(folder.lines(of: "id").first)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe") != "")
      kill(application.processIdentifier, SIGKILL)
      application.waitUntilExit()
      while (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe")) != nil {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}
