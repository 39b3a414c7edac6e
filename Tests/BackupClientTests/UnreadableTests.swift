import BackupClient
import BackupProtocol
import JSONCoding
import Testing

extension ClientTests {
  /// The calls that the service could not read.
  @Suite(.serialized)
  struct UnreadableTests {
    @Test("an answer without an id ends the only call it can be for")
    func onlyOneUnreadable() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              if request["method"] == "ping":
                  answer(request, {})
              else:
                  send(id=None, error={"code": -32700, "message": "Unreadable."})
          """))
      let error = await thrown(ClientError.self) { try await client.callJSON("getStatus") }
      guard case .protocolViolation(let problem, "getStatus")? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.contains("Unreadable."))
      _ = try await client.ping()
      await client.close()
      #expect(folder.lines(of: "notes").filter { $0 == "initialize" }.count == 1)
    }

    @Test("an answer without an id that may be for several calls ends none")
    func oneOfSeveralUnreadable() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          held = {}
          for request in requests():
              held[request["method"]] = request
              if request["method"] == "ping":
                  answer(request, {})
                  answer(held["getStatus"], {"held": True})
              elif len(held) == 2:
                  send(id=None, error={"code": -32700, "message": "Unreadable."})
          """))
      let held = ["getStatus", "getBackup"].map { name in Task { try await client.callJSON(name) } }
      while folder.lines(of: "notes").count < 3 { try await Task.sleep(for: .milliseconds(2)) }
      _ = try await client.ping()
      #expect(try await held[0].value == Array(#"{"held":true}"#.utf8))
      await client.close()
      #expect(
        await thrown(ClientError.self) { try await held[1].value } == .closed(method: "getBackup"))
    }
  }
}
