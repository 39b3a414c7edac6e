import JSONCoding
import Testing

extension ProcessTests {
  struct FramingTests {
    @Test("a conversation works in either framing", arguments: Session.Framing.allCases)
    func conversation(framing: Session.Framing) throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve(framing: framing)
      let hello = try session.result(of: "initialize")
      #expect(hello["serverInfo"]?["name"] == "strongroom")
      #expect(try session.call("ping", auth: nil)["result"] == [:])
      let backup = try session.result(of: "createBackup", ["label": "Ünïcode ✓"])["backup"]
      #expect(backup?["label"] == "Ünïcode ✓")
      let page = try session.result(of: "listBackups")
      #expect(page["backups"]?[0]?["id"] == backup?["id"])
      #expect(try session.call("listBackup").errorKind == "methodNotFound")
      #expect(try session.end() == .exit(0))
    }

    @Test("stdout has nothing but the protocol, whatever is logged and whatever a hook prints")
    func purity() throws {
      let sandbox = try Sandbox()
      let session = try sandbox.serve(
        ["--log-level", "debug"],
        environment: [
          "STRONGROOM_HOOKS_AFTERRESTORE": #"["sh", "-c", "echo noise; echo noise >&2; exit 3"]"#
        ])
      try session.send(["jsonrpc": "2.0", "id": 7, "result": [:]])
      let backup = try session.result(of: "createBackup")["backup"]?["id"]
      let preview = try session.result(of: "previewRestore", ["id": backup ?? .null])
      _ = try session.result(
        of: "restoreBackup",
        ["id": backup ?? .null, "confirmationToken": preview["confirmationToken"] ?? .null])
      // Every line is parsed on its way.
      #expect(try session.end() == .exit(0))
      #expect(session.child.errors.contains("an answer arrived without a request"))
      let warning = session.notifications.first { $0["method"] == "health/warning" }
      #expect(warning?["params"]?["warning"]?["kind"] == "restartHook")
    }

    @Test("what is no message gets its error, and the next message is served")
    func malformed() throws {
      let session = try Sandbox().serve()
      let cases: [(String, Int)] = [
        ("{\"jsonrpc\":", -32700), ("[]", -32600), ("17", -32600),
        (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"listBackups","params":[1]}"#, -32602),
      ]
      for (text, code) in cases {
        try session.send(text: text)
        #expect(try session.nextReply()["error"]?["code"] == .integer(code), "\(text)")
      }
      try session.send(
        text: "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}\r")
      #expect(try session.nextReply()["id"]?.text == "123456789012345678901234567890")
      #expect(try session.end() == .exit(0))
    }

    @Test(
      "a message above the limit is skipped, and the next one served",
      arguments: Session.Framing.allCases)
    func tooLong(framing: Session.Framing) throws {
      let session = try Sandbox().serve(
        environment: ["STRONGROOM_LIMITS_MESSAGEBYTES": "2048"], framing: framing)
      for length in [2100, 3_000_000] {
        try session.request(
          "listBackups", ["query": .string(String(repeating: "x", count: length))])
        let refusal = try session.nextReply()
        #expect(refusal["id"] == .null)
        #expect(refusal["error"]?["code"] == -32600)
        #expect(refusal["error"]?["data"]?["limit"] == 2048)
      }
      #expect(try session.call("ping", auth: nil)["result"] == [:])
      #expect(try session.end() == .exit(0))
    }
  }
}
