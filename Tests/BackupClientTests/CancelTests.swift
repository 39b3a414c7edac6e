import BackupProtocol
import JSONCoding
import Testing

@testable import BackupClient

extension ClientTests {
  @Suite(.serialized)
  struct CancelTests {
    /// Holds a call until it is cancelled, and then does what is said.
    private static func holding(_ then: String) -> String {
      """
      greet()
      held = None
      for request in requests():
          if request["method"] == "createBackup":
              held = request
              note("held")
          elif request["method"] == "$/cancelRequest":
              assert request["params"]["id"] == held["id"]
              \(then)
          else:
              answer(request, {})
      """
    }

    private static func heldCall(
      _ client: StrongroomClient, _ folder: Folder
    ) async throws -> Task<[UInt8], any Error> {
      let task = Task { try await client.callJSON("createBackup") }
      while !folder.lines(of: "notes").contains("held") {
        try await Task.sleep(for: .milliseconds(2))
      }
      return task
    }

    @Test("a call that was cancelled before it was sent is not sent")
    func before() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.holding("pass")))
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await client.createBackup()
      }
      _ = await thrown(CancellationError.self) { try await task.value }
      #expect(folder.lines(of: "notes").isEmpty, "nothing was even started")
      await client.close()
    }

    @Test("a call that was cancelled while the process starts is not sent")
    func whileStarting() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          note("run")
          while not os.path.exists(os.environ["FAKE_FOLDER"] + "/go"): time.sleep(0.005)
          greet()
          for request in requests(): answer(request, {})
          """))
      let task = Task { try await client.createBackup() }
      try await folder.wait(for: "notes")
      task.cancel()
      _ = await thrown(CancellationError.self) { try await task.value }
      _ = try folder.write("", to: "go")
      _ = try await client.ping()
      await client.close()
      #expect(!folder.lines(of: "notes").contains("createBackup"))
    }

    @Test("a call that the service gives up ends as cancelled")
    func during() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(Self.holding("fail(held, -32800, 'cancelled')")))
      let task = try await Self.heldCall(client, folder)
      task.cancel()
      _ = await thrown(CancellationError.self) { try await task.value }
      await client.close()
    }

    @Test("a call past its point of no return still gives its result")
    func tooLate() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.holding("answer(held, {'done': True})")))
      let task = try await Self.heldCall(client, folder)
      task.cancel()
      #expect(try await task.value == Array(#"{"done":true}"#.utf8))
      await client.close()
    }

    @Test("a call that fails meanwhile says how")
    func failing() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(Self.holding("fail(held, 1013, 'storageFull')")))
      let task = try await Self.heldCall(client, folder)
      task.cancel()
      #expect(await thrown(ServiceError.self) { try await task.value }?.known == .storageFull)
      await client.close()
    }

    @Test("without an answer a cancelled call ends after its grace, and a late answer is dropped")
    func noAnswer() async throws {
      let folder = try Folder()
      var options = try folder.fake(
        Self.holding("pass").replacing(
          "answer(request, {})", with: "answer(held, {}); answer(request, {})"))
      options.cancelGrace = .milliseconds(100)
      let client = StrongroomClient(options)
      let task = try await Self.heldCall(client, folder)
      task.cancel()
      _ = await thrown(CancellationError.self) { try await task.value }
      #expect(try await client.callJSON("ping") == Array("{}".utf8))
      await client.close()
    }

    @Test("a call whose time is over is cancelled, and a late answer is dropped")
    func timeOut() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(Self.holding("answer(held, {'late': True}); note('cancelled')")))
      try await client.start()
      let error = await thrown(ClientError.self) {
        try await client.callJSON("createBackup", options: .timeout(.milliseconds(300)))
      }
      #expect(error == .timedOut(method: "createBackup", after: .milliseconds(300)))
      #expect(try await client.callJSON("ping") == Array("{}".utf8))
      await client.close()
      #expect(folder.lines(of: "notes").contains("cancelled"))
    }

    @Test("an answer to the cancellation does not take the place of the time that is over")
    func timeOutAndAnswer() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(Self.holding("answer(held, {'late': True})")))
      try await client.start()
      for _ in 0..<500 {
        let error = await thrown(ClientError.self) {
          try await client.callJSON("createBackup", options: .timeout(.milliseconds(1)))
        }
        #expect(error == .timedOut(method: "createBackup", after: .milliseconds(1)))
      }
      await client.close()
    }

    @Test("a call that is cancelled while it is being sent is cancelled there, or not sent")
    func whileSending() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=1000000)
          held = set()
          for request in requests():
              if request["method"] == "createBackup":
                  held.add(request["id"])
              elif request["method"] == "$/cancelRequest":
                  held.remove(request["params"]["id"])
                  fail(request["params"], -32800, "cancelled")
              else:
                  answer(request, len(held))
          """))
      try await client.start()
      let session = try #require(client.core.session)
      let request = Request(
        method: "createBackup", params: [:], timeout: nil, cancelGrace: .seconds(60))
      for _ in 0..<20 {
        let calls = (0..<2000).map { _ in PendingCall(request) }
        // The one who is behind passes calls that have nothing left to do: so they stay close.
        async let sending: Void = { for call in calls { _ = call.send(over: session) } }()
        for call in calls { call.cancel() }
        await sending
        for call in calls { _ = await thrown(CancellationError.self) { try await call.value() } }
      }
      #expect(try await client.callJSON("held") == Array("0".utf8))
      await client.close()
    }

    @Test("a cancellation that comes after the result changes nothing")
    func after() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nfor request in requests(): answer(request, {})"))
      let call = client.begin(Ping.self, .init())
      _ = try await call.result
      call.cancel()
      _ = try await call.result
      _ = try await client.ping()
      await client.close()
      #expect(!folder.lines(of: "notes").contains("$/cancelRequest"))
    }

    @Test("a cancellation that races with the answer ends the call in one of the two ways")
    func racing() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              if request["method"] != "$/cancelRequest": answer(request, {})
          """))
      try await client.start()
      var outcomes = [0, 0]
      for round in 0..<300 {
        let call = client.begin(Ping.self, .init())
        for _ in 0..<round % 30 { await Task.yield() }
        call.cancel()
        do {
          _ = try await call.result
          outcomes[0] += 1
        } catch is CancellationError {
          outcomes[1] += 1
        }
      }
      #expect(outcomes.reduce(0, +) == 300)
      _ = try await client.ping()
      await client.close()
    }
  }
}
