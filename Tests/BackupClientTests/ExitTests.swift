import BackupClient
import BackupProtocol
import BuiltPrograms
import Glibc
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct ExitTests {
    private static let dying = """
      greet()
      for request in requests():
          if request["method"] == "createBackup":
              print("about to die", file=sys.stderr, flush=True)
              os.kill(os.getpid(), signal.SIGKILL)
          if request["method"] == "getStatus":
              note("hold")
          else:
              answer(request, {})
      """

    @Test("an unexpected end fails all calls in flight, and the process is started again")
    func killed() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.dying))
      var events = client.events.makeAsyncIterator()
      let waiting = Task { try await client.getStatus() }
      try await folder.wait(for: "notes")
      while !folder.lines(of: "notes").contains("hold") { await Task.yield() }
      let first = await thrown(ClientError.self) { try await client.createBackup() }
      let exit = ProcessExit(cause: .killed(signal: 9), lastLines: ["about to die"])
      #expect(first == .processExited(exit, method: "createBackup"))
      let second = await thrown(ClientError.self) { try await waiting.value }
      #expect(second == .processExited(exit, method: "getStatus"))
      _ = try await client.ping()
      await client.close()
      guard case .started? = await events.next(), case .exited(exit)? = await events.next(),
        case .started? = await events.next(), case .exited(let last)? = await events.next()
      else {
        Issue.record("the events are not those of two processes")
        return
      }
      #expect(last.cause == .exited(status: 0))
      #expect(await events.next() == nil)
      let asked = folder.lines(of: "notes").filter { $0 == "createBackup" || $0 == "getStatus" }
      #expect(asked.sorted() == ["createBackup", "getStatus"], "nothing is asked twice")
    }

    @Test("without restart, the next call starts the process")
    func noRestart() async throws {
      let folder = try Folder()
      var options = try folder.fake(Self.dying)
      options.restart = false
      let client = StrongroomClient(options)
      _ = await thrown(ClientError.self) { try await client.createBackup() }
      #expect(client.server == nil)
      _ = try await client.ping()
      #expect(client.server != nil)
      await client.close()
    }

    @Test("calls that wait for a restart fail with it, if it fails")
    func failedRestart() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          if "initialize" in notes(): sys.exit(7)
          greet()
          receive()
          sys.exit(5)
          """))
      let first = await thrown(ClientError.self) { try await client.ping() }
      #expect(first == .processExited(ProcessExit(cause: .exited(status: 5)), method: "ping"))
      let failure = await startFailure { try await client.ping() }
      #expect(failure?.exit?.cause == .exited(status: 7))
    }

    @Test("a process that stands still costs a call its time, and is killed at the end")
    func stopped() async throws {
      let folder = try Folder()
      var options = try folder.fake(
        """
        greet()
        for request in requests():
            note("pid %d" % os.getpid())
            os.kill(os.getpid(), signal.SIGSTOP)
        """)
      options.timeout = .milliseconds(300)
      options.closeTimeout = .milliseconds(100)
      let client = StrongroomClient(options)
      try await client.start()
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .timedOut(method: "ping", after: .milliseconds(300)))
      var events = client.events.makeAsyncIterator()
      await client.close()
      guard case .exited(let exit)? = await events.next() else {
        Issue.record("the process did not end")
        return
      }
      #expect(exit.cause == .killed(signal: 9))
    }

    @Test("a write to a process that stands still blocks nobody")
    func full() async throws {
      let folder = try Folder()
      var options = try folder.fake("greet()\nos.kill(os.getpid(), signal.SIGSTOP)")
      options.timeout = .milliseconds(300)
      options.closeTimeout = .milliseconds(100)
      let client = StrongroomClient(options)
      try await client.start()
      let long = #"{"label":"\#(String(repeating: "x", count: 2_000_000))"}"#
      let error = await thrown(ClientError.self) {
        try await client.callJSON("ping", params: Array(long.utf8))
      }
      #expect(error == .timedOut(method: "ping", after: .milliseconds(300)))
      await client.close()
    }

    @Test(
      "a process that closes its stdout has ended for its client",
      arguments: [
        "os.close(1); time.sleep(1000)", "os.close(1); os.close(2); time.sleep(1000)",
        "os.close(0); os.close(1); os.close(2); time.sleep(1000)",
      ])
    func closedOutput(python: String) async throws {
      let folder = try Folder()
      var options = try folder.fake("greet()\nreceive()\n\(python)")
      options.closeTimeout = .milliseconds(100)
      let client = StrongroomClient(options)
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .processExited(ProcessExit(cause: .killed(signal: 9)), method: "ping"))
      await client.close()
    }

    @Test("a process that reads no more costs a call its time, and the application nothing")
    func closedInput() async throws {
      let folder = try Folder()
      var options = try folder.fake("greet()\nos.close(0)\nnote('closed')\ntime.sleep(1000)")
      options.timeout = .milliseconds(200)
      options.closeTimeout = .milliseconds(100)
      let client = StrongroomClient(options)
      try await client.start()
      while !folder.lines(of: "notes").contains("closed") { await Task.yield() }
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .timedOut(method: "ping", after: .milliseconds(200)))
      await client.close()
    }

    /// What the process says first, and then to a ping, as it goes over the pipe.
    private static let conversation = (
      greeting: #"{"jsonrpc":"2.0","id":1,"result":{"serverInfo":{"name":"strongroom","#
        + #""version":"1.1.0"},"capabilities":{"framing":[],"methods":[],"formats":[],"#
        + #""compressions":[],"events":[],"limits":{"messageBytes":1000,"requestsInProgress":9}}}}"#
        + "\n",
      answer: #"{"jsonrpc":"2.0","id":2,"result":{}}"# + "\n"
    )

    @Test("a process that dies at any byte ends a call with a typed error")
    func everyByte() async throws {
      let folder = try Folder()
      let (greeting, answer) = Self.conversation
      _ = try folder.write(greeting, to: "greeting")
      _ = try folder.write(answer, to: "answer")
      for count in stride(from: 0, through: greeting.utf8.count + answer.utf8.count, by: 3) {
        let first = min(count, greeting.utf8.count)
        let program = try folder.write(
          """
          #!/bin/sh
          read -r request && head -c \(first) '\(folder.path)/greeting' || exit
          [ \(first) -lt \(greeting.utf8.count) ] && exit
          read -r request && head -c \(count - first) '\(folder.path)/answer'
          """, to: "dying.sh")
        let client = StrongroomClient(.init(program: program, database: "app.db"))
        let result: Result<Ping.Result, any Error>
        do { result = .success(try await client.ping()) } catch { result = .failure(error) }
        switch result {
        case .success: #expect(count == greeting.utf8.count + answer.utf8.count)
        case .failure(ClientError.startFailed(let failure)):
          #expect(count < greeting.utf8.count && failure.reason == .exited, "\(failure)")
        case .failure(ClientError.processExited): #expect(count >= greeting.utf8.count)
        case .failure(let error): Issue.record(error, "after \(count) bytes")
        }
        await client.close()
      }
    }

    @Test("a process has ended when it has, whoever else holds its stdout and stderr")
    func grandchild() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          import subprocess
          greet()
          receive()
          note(str(subprocess.Popen(["sleep", "1000"]).pid))
          write(b'{"jsonrpc":"2.0","method":"moon/full","params":{}}\\n')
          os._exit(4)
          """))
      let events = client.events
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .processExited(ProcessExit(cause: .exited(status: 4)), method: "ping"))
      await client.close()
      var hasHeard = false
      for await event in events {
        if case .notification(let last) = event { hasHeard = last.name == "moon/full" }
      }
      #expect(hasHeard, "what it said last is read")
      if let id = folder.lines(of: "notes").last.flatMap({ pid_t($0) }) { kill(id, SIGKILL) }
    }

    @Test("calls that are cut off again and again each end, and the next ones work")
    func againAndAgain() async throws {
      let folder = try Folder()
      var options = try folder.options()
      let noting = "#!/bin/sh\necho $$ >\(folder.path)/id\nexec '\(Program.strongroom)' \"$@\"\n"
      options.program = try folder.write(noting, to: "noting.sh")
      options.restart = false
      let client = StrongroomClient(options)
      for round in 0..<10 {
        try await client.start()
        let id = try #require(folder.lines(of: "id").first.flatMap { pid_t($0) })
        await withTaskGroup { group in
          for _ in 0..<20 {
            group.addTask {
              do {
                for _ in 0..<50 { _ = try await client.getStatus(as: .admin) }
              } catch ClientError.processExited {
                // It was in flight.
              } catch {
                Issue.record(error)
              }
            }
          }
          group.addTask {
            for _ in 0..<(round * 20) { await Task.yield() }
            kill(id, SIGKILL)
          }
        }
      }
      _ = try await client.ping()
      await client.close()
    }

    @Test("a process that closes its stderr goes on")
    func closedErrors() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("os.close(2)\ngreet()\nfor request in requests(): answer(request, {})"))
      _ = try await client.ping()
      _ = try await client.ping()
      await client.close()
    }
  }
}
