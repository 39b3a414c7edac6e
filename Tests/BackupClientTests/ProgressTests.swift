import BackupClient
import BackupProtocol
import Dispatch
import Synchronization
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct ProgressTests {
    private static let counting = """
      greet()
      for request in requests():
          if "progressToken" in request["params"]:
              for completed in range(101): progress(request, completed)
              send(method="$/progress", params={"token": 99, "value": {}})
              send(method="$/progress", params={"value": "nothing"})
              progress(request, 7, unit="bananas")
          fail(request, 1013, "storageFull")
      """

    @Test("a listener hears values in order, the last one always, before the call ends")
    func listener() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.counting))
      let heard = Mutex<[Int]>([])
      let error = await thrown(ServiceError.self) {
        try await client.createBackup(
          options: .onProgress { value in heard.withLock { $0.append(value.completed) } })
      }
      #expect(error?.known == .storageFull)
      let values = heard.withLock { $0 }
      #expect(values.last == 100)
      #expect(values == values.sorted())
      await client.close()
    }

    @Test("a slow listener hears the newest in place of those it had no time for")
    func slow() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.counting))
      let heard = Mutex<[Int]>([])
      let gate = DispatchSemaphore(value: 0)
      let call = Task {
        try await client.createBackup(
          options: .onProgress { value in
            if heard.withLock({
              $0.append(value.completed); return $0.count == 1
            }) {
              gate.wait()
            }
          })
      }
      // The answer of this one comes after all of that one's.
      while heard.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(2)) }
      _ = try? await client.getStatus()
      gate.signal()
      _ = await thrown(ServiceError.self) { try await call.value }
      let values = heard.withLock { $0 }
      #expect(values.count == 2)
      #expect(values.last == 100)
      await client.close()
    }

    @Test("the progress of a begun call ends with it, and its result says how")
    func begun() async throws {
      let folder = try Folder()
      let client = StrongroomClient(try folder.fake(Self.counting))
      let call = client.begin(CreateBackup.self, .init())
      var last: Progress.Value?
      for await value in call.progress { last = value }
      #expect(last?.completed == 100)
      #expect(last?.phase == "snapshot")
      #expect(await thrown(ServiceError.self) { try await call.result }?.known == .storageFull)
      await client.close()
    }

    @Test("a method without progress is not asked for any")
    func without() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nfor request in requests(): answer(request, request['params'])"))
      let options = CallOptions.onProgress { _ in }
      #expect(try await client.callJSON("ping", options: options) == Array("{}".utf8))
      #expect(try await client.callJSON("createBackup") == Array("{}".utf8))
      let asked = try await client.callJSON("createBackup", options: options)
      #expect(String(decoding: asked, as: UTF8.self).contains("progressToken"))
      await client.close()
    }
  }
}
