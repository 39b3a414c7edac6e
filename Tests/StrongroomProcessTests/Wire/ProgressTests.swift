import JSONCoding
import Testing

extension ProcessTests {
  struct ProgressTests {
    @Test("progress comes at most ten times a second, never falls, and ends before the reply")
    func rules() throws {
      let sandbox = try Sandbox(.large)
      let session = try sandbox.serve()
      let start = ContinuousClock.now
      let create = try session.request("createBackup", token: "create")
      let backup = try session.reply(to: create)["result"]?["backup"]?["id"] ?? .null
      try check(session, "create", since: start)

      let preview = try session.result(of: "previewRestore", ["id": backup])
      let restoreStart = ContinuousClock.now
      let restore = try session.request(
        "restoreBackup",
        ["id": backup, "confirmationToken": preview["confirmationToken"] ?? .null],
        token: "restore")
      #expect(try session.reply(to: restore)["result"] != nil)
      try check(session, "restore", since: restoreStart)
      #expect(try session.end() == .exit(0))
    }

    /// The reply has been read just now, and whatever came before it.
    private func check(
      _ session: Session, _ token: String, since start: ContinuousClock.Instant
    ) throws {
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let values = session.notifications.compactMap { $0.progress(of: token) }
      #expect(!values.isEmpty)
      #expect(Double(values.count) <= 10 * (seconds + 1))
      let completed = values.compactMap { $0["completed"]?.intValue }
      #expect(completed.count == values.count)
      #expect(completed == completed.sorted())
      #expect(completed.last == values.last?["total"]?.intValue)
      #expect(Set(values.map { $0["total"] }).count == 1)
      #expect(Set(values.map { $0["unit"] }).count == 1)
      for value in values {
        #expect((value["total"]?.intValue ?? 0) >= (value["completed"]?.intValue ?? 1))
        #expect(value["phase"]?.stringValue?.isEmpty == false)
      }
      _ = try session.call("ping", auth: nil)
      #expect(session.notifications.compactMap { $0.progress(of: token) }.count == values.count)
    }

    @Test("nobody who did not ask gets progress, and a token can be an integer")
    func token() throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve()
      _ = try session.result(of: "createBackup")
      #expect(!session.notifications.contains { $0["method"] == "$/progress" })
      _ = try session.result(of: "createBackup", ["progressToken": 12])
      let tokens = session.notifications.filter { $0["method"] == "$/progress" }
        .map { $0["params"]?["token"] }
      #expect(!tokens.isEmpty && tokens.allSatisfy { $0 == 12 })
    }
  }
}
