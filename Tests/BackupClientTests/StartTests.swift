import BackupClient
import BackupProtocol
import BuiltPrograms
import Glibc
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct StartTests {
    @Test(
      "a program that is not there is named as such", arguments: ["/no/such/program", "no-such"])
    func missing(program: String) async throws {
      let client = StrongroomClient(.init(program: program, database: "app.db"))
      let failure = await startFailure { try await client.start() }
      #expect(failure?.reason == .notFound)
      #expect(failure?.message.contains(program) == true)
    }

    @Test("a file that cannot be run is told from a missing one", arguments: [0o644, 0o755])
    func notExecutable(mode: mode_t) async throws {
      let folder = try Folder()
      let program = try folder.write("\u{7F}ELF, but not really", to: "program", mode: mode)
      let client = StrongroomClient(.init(program: program, database: "app.db"))
      #expect(await startFailure { try await client.start() }?.reason == .notExecutable)
      let aFolder = StrongroomClient(.init(program: folder.path, database: "app.db"))
      #expect(await startFailure { try await aFolder.start() }?.reason == .notExecutable)
    }

    @Test("a name is looked up in the PATH that the process gets")
    func searchPath() async throws {
      let folder = try Folder()
      var options = try folder.fake("greet()\nfor request in requests(): pass")
      options.program = "fake.py"
      options.environment["PATH"] = "/nowhere:\(folder.path):/usr/local/bin:/usr/bin:/bin"
      let client = StrongroomClient(options)
      try await client.start()
      #expect(client.server?.serverInfo.name == "strongroom")
      await client.close()
      #expect(client.server == nil)
    }

    @Test("a program that ends at the start is quoted")
    func exits() async throws {
      let folder = try Folder()
      let options = try folder.fake(
        "print('first', file=sys.stderr)\nprint('no database', file=sys.stderr)\nsys.exit(3)")
      let client = StrongroomClient(options)
      let failure = await startFailure { try await client.ping() }
      #expect(failure?.reason == .exited)
      #expect(
        failure?.exit
          == ProcessExit(
            cause: .exited(status: 3), lastLines: ["first", "no database"]))
      #expect(failure?.message.contains("no database") == true)
    }

    @Test("the real program that finds no database is quoted")
    func noDatabase() async throws {
      let client = StrongroomClient(.init(program: Program.strongroom, config: "/no/such.json"))
      let failure = await startFailure { try await client.ping() }
      #expect(failure?.reason == .exited)
      #expect(failure?.exit?.lastLines.joined().contains("/no/such.json") == true)
    }

    @Test("a program that does not answer is ended")
    func noReply() async throws {
      let folder = try Folder()
      var options = try folder.fake("note(str(os.getpid()))\ntime.sleep(1000)")
      options.startTimeout = .milliseconds(400)
      let client = StrongroomClient(options)
      #expect(await startFailure { try await client.ping() }?.reason == .noReply)
      if let id = folder.lines(of: "notes").first.flatMap({ pid_t($0) }) {
        #expect(kill(id, 0) != 0)
      }
    }

    @Test(
      "another program is not taken for strongroom",
      arguments: [
        "answer(receive(), {})", "greet(name='mailroom')",
        "fail(receive(), -32601, 'methodNotFound')",
        "print('Welcome!', flush=True); receive(); time.sleep(1000)",
        "answer(receive(), {'serverInfo': {'name': 'strongroom', 'version': '1.1.0'}})",
        "receive(); send(id=None, error={'code': -32700, 'message': 'What?'}); time.sleep(1000)",
        "write(b'Content-Length: many\\r\\n\\r\\n'); time.sleep(1000)",
      ])
    func another(python: String) async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(python))
      #expect(await startFailure { try await client.ping() }?.reason == .notStrongroom)
    }

    @Test("an echo is not taken for strongroom")
    func cat() async throws {
      let folder = try Folder()
      let program = try folder.write("#!/bin/sh\nexec cat\n", to: "cat.sh")
      let client = StrongroomClient(.init(program: program, database: "app.db"))
      #expect(await startFailure { try await client.ping() }?.reason == .notStrongroom)
    }

    @Test(
      "a version is refused that does not serve this client",
      arguments: [
        "0.9.9", "1.0.0-beta", "2.0.0", "", "next",
      ])
    func incompatible(version: String) async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake("greet(version='\(version)')"))
      #expect(await startFailure { try await client.ping() }?.reason == .incompatibleVersion)
    }

    @Test("a newer program of the same major version is welcome, with all that it knows more of")
    func newer() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(version='1.7.3-beta.1', formats=['archive', 'parquet'], compressions=['brotli'],
                framing=['newline', 'carrierPigeon'], colour='green')
          for request in requests(): answer(request, {'more': 1})
          """))
      _ = try await client.ping()
      #expect(client.server?.capabilities.formats == [.archive])
      #expect(client.server?.capabilities.framing == [.newline])
      await client.close()
    }

    @Test("whoever no longer waits for the start is not held up by it, and others still are")
    func cancelled() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          note("run")
          while "go" not in notes(): time.sleep(0.002)
          greet()
          for request in requests(): answer(request, {})
          """))
      let impatient = Task { try await client.start() }
      let patient = Task { try await client.start() }
      try await folder.wait(for: "notes")
      impatient.cancel()
      _ = await thrown(CancellationError.self) { try await impatient.value }
      try folder.append("go\n", to: "notes")
      try await patient.value
      await client.close()
      #expect(folder.lines(of: "notes").filter { $0 == "run" }.count == 1)
    }

    @Test("a start that was cancelled before it began starts nothing")
    func cancelledBefore() async throws {
      let client = StrongroomClient(.init(program: "/no/such/program", database: "app.db"))
      let start = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await client.start()
      }
      _ = await thrown(CancellationError.self) { try await start.value }
    }

    @Test("a failed start is tried again by the next call, and not before")
    func again() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          note("run")
          if notes().count("run") == 1: sys.exit(1)
          greet()
          for request in requests(): answer(request, {})
          """))
      async let first = startFailure { try await client.ping() }
      async let second = startFailure { try await client.ping() }
      #expect(await first?.reason == .exited)
      #expect(await second?.reason == .exited)
      _ = try await client.ping()
      await client.close()
    }
  }
}
