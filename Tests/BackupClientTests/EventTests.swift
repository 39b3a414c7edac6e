import BackupClient
import BackupProtocol
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct EventTests {
    @Test("events reach every listener in order, also those that nobody knows")
    func events() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              send(method="system/restartRequired", params={"reason": "restore", "more": 1})
              send(method="moon/full", params={"phase": 1})
              send(method="system/restartRequired", params={"reason": "moon"})
              answer(request, {})
          """))
      let listeners = [client.events, client.events]
      _ = try await client.ping()
      await client.close()
      for listener in listeners {
        var events: [StrongroomClient.Event] = []
        for await event in listener { events.append(event) }
        #expect(events.count == 5)
        guard events.count == 5, case .started(let server) = events[0],
          case .notification(let unknown) = events[2], case .exited = events[4]
        else { continue }
        #expect(server.serverInfo.version == "1.1.0")
        #expect(events[1].decode(RestartRequired.self) == .init(reason: .restore))
        #expect(events[1].decode(BackupCompleted.self) == nil)
        #expect(unknown.name == "moon/full")
        #expect(unknown.json == Array(#"{"phase":1}"#.utf8))
        #expect(events[3].decode(RestartRequired.self) == nil)
        guard case .notification(let malformed) = events[3] else { continue }
        #expect(throws: ClientError.self) { try malformed.decode(RestartRequired.self) }
      }
    }
  }
}
