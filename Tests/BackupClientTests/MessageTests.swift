import BackupClient
import BackupProtocol
import JSONCoding
import Logging
import Synchronization
import Testing

extension ClientTests {
  @Suite(.serialized)
  struct MessageTests {
    @Test(
      "rubbish on stdout ends the process",
      arguments: [
        #"print("debug: here I am", flush=True)"#,
        #"print("{}", flush=True)"#,
        #"write(b'{"jsonrpc":"2.0","id":7}\n')"#,
        #"write(b'[1,2]\n')"#,
        #"write(b'\xff\xfe\n')"#,
      ])
    func rubbish(python: String) async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              if request["method"] == "getStatus":
                  \(python)
                  time.sleep(1000)
              answer(request, {})
          """))
      let error = await thrown(ClientError.self) { try await client.getStatus() }
      guard case .protocolViolation(_, "getStatus")? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      _ = try await client.ping()
      await client.close()
    }

    @Test("an error quotes too little of what is no message to give a secret away")
    func excerpt() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nreceive()\nwrite(b'the encryption key is: 0123456789\\n')"))
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(
        error
          == .protocolViolation("\"the encryption key i…\" is not JSON.", method: "ping"))
      await client.close()
    }

    @Test("rubbish between messages with headers ends the process")
    func rubbishHeader() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          "greet()\nreceive()\nwrite(b'no header\\r\\n\\r\\n')\ntime.sleep(1000)",
          framing: .contentLength))
      let error = await thrown(ClientError.self) { try await client.ping() }
      guard case .protocolViolation? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      await client.close()
    }

    @Test("a message that the end of the process cuts off is the end, not rubbish")
    func cutOff() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nreceive()\nwrite(b'{\"jsonrpc\":\"2')\nsys.exit(0)"))
      let error = await thrown(ClientError.self) { try await client.ping() }
      #expect(error == .processExited(ProcessExit(cause: .exited(status: 0)), method: "ping"))
      await client.close()
    }

    @Test("stderr is drained whatever is in it, and logged by lines that are cut")
    func errors() async throws {
      let folder = try Folder()
      var options = try folder.fake(
        """
        greet()
        for request in requests():
            sys.stderr.buffer.write(b"\\xff\\xfe\\r\\n" + b"long" * 500000 + b"\\n\\nlast")
            sys.stderr.buffer.flush()
            answer(request, {})
        """)
      let lines = LogLines()
      options.logger = Logger(label: "test") { _ in lines }
      let client = StrongroomClient(options)
      _ = try await client.ping()
      await client.close()
      let said = lines.all.filter { !$0.isEmpty }
      #expect(said.count == 3)
      #expect(said.contains("\u{FFFD}\u{FFFD}"))
      #expect(said.contains(String(repeating: "long", count: 2048)))
      #expect(said.last == "last")
    }

    @Test("an answer of 10 MB arrives whole", arguments: MessageFraming.allCases)
    func largeAnswer(framing: MessageFraming) async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests(): answer(request, {"text": "ä€😀" * 1200000})
          """, framing: framing))
      let result = try JSONValue(parsing: try await client.callJSON("ping"))
      let text = try #require(result["text"]?.stringValue)
      #expect(text.utf8.count == 10_800_000)
      #expect(text == String(repeating: "ä€😀", count: 1_200_000))
      await client.close()
    }

    @Test("an answer in pieces of one byte arrives whole", arguments: MessageFraming.allCases)
    func pieces(framing: MessageFraming) async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          whole = write
          def write(data):
              for byte in data: whole(bytes([byte]))
          for request in requests(): answer(request, {"text": "ä€😀"})
          """, framing: framing))
      #expect(try await client.callJSON("ping") == Array(#"{"text":"ä€😀"}"#.utf8))
      await client.close()
    }

    @Test("a request above the limit is not sent")
    func tooLarge() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet(limit=200)\nfor request in requests(): answer(request, {})"))
      let label = String(repeating: "x", count: 200)
      let error = await thrown(ClientError.self) {
        try await client.createBackup(.init(label: label))
      }
      guard case .messageTooLarge("createBackup", let bytes, 200)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(bytes > 200)
      _ = try await client.ping()
      await client.close()
      #expect(!folder.lines(of: "notes").contains("createBackup"))
    }

    @Test("an error of an unknown kind survives, and so does one that is malformed")
    func unknownKind() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              if request["method"] == "ping":
                  fail(request, 1099, "moonPhase", hint="Wait.", retryAfter=3, moon="full")
              elif request["method"] == "getStatus":
                  fail(request, 1004, "busy", hint="Wait.", retryAfter="soon")
              else:
                  send(id=request["id"], error="no")
          """))
      let unknown = await thrown(ServiceError.self) { try await client.ping() }
      #expect(unknown?.kind == "moonPhase")
      #expect(unknown?.known == nil)
      #expect(unknown?.code == 1099)
      #expect(unknown?.data.retryAfter == 3)
      #expect(unknown?.description == "No. Wait.")
      let malformed = await thrown(ServiceError.self) { try await client.getStatus() }
      #expect(malformed?.known == .busy)
      #expect(malformed?.hint == "Wait.")
      let none = await thrown(ServiceError.self) { try await client.listBackups() }
      #expect(none?.known == .internalError)
      #expect(none?.method == "listBackups")
      await client.close()
    }

    @Test("a result of another form is an error of its own")
    func unexpectedResult() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nfor request in requests(): answer(request, {'backup': 7})"))
      let error = await thrown(ClientError.self) { try await client.createBackup() }
      guard case .unexpectedResult(let problem, "createBackup")? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.contains("result.backup"))
      await client.close()
    }

    @Test("what is asked of the client is answered as JSON-RPC says")
    func asked() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet()
          for request in requests():
              send(id="mine", method="window/showMessage", params={})
              reply = json.loads(sys.stdin.buffer.readline())
              answer(request, reply)
          """))
      let reply = try JSONValue(parsing: try await client.callJSON("ping"))
      #expect(reply["id"] == "mine")
      #expect(reply["error"]?["code"] == -32601)
      await client.close()
    }

    @Test("params that are no object are refused here", arguments: ["[1]", "{", "7"])
    func invalidParams(text: String) async throws {
      let client = StrongroomClient(.init(program: "/no/such/program", database: "app.db"))
      let error = await thrown(ClientError.self) {
        try await client.callJSON("ping", params: Array(text.utf8))
      }
      guard case .invalidParams(_, "ping")? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }

    @Test("params that the service could not read are refused here, without a word of them")
    func unreadableParams() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet()\nfor request in requests(): answer(request, {})"))
      func nested(_ depth: Int) -> [UInt8] {
        let arrays = depth - 1
        return Array(
          (#"{"secret":"# + String(repeating: "[", count: arrays)
            + String(repeating: "]", count: arrays) + "}").utf8)
      }
      _ = try await client.callJSON("ping", params: nested(100))
      let surrogates = [#"{"secret":"\ud800"}"#, #"{"\udc00":1}"#]
      for params in [nested(101)] + surrogates.map({ Array($0.utf8) }) {
        let error = await thrown(ClientError.self) {
          try await client.callJSON("getStatus", params: params)
        }
        guard case .invalidParams(let problem, "getStatus")? = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(!problem.contains("secret"))
      }
      await client.close()
      #expect(!folder.lines(of: "notes").contains("getStatus"))
    }

    @Test("what the client does by itself cannot be called")
    func ownMethods() async throws {
      let client = StrongroomClient(.init(program: "/no/such/program", database: "app.db"))
      for name in [Initialize.name, Shutdown.name, Exit.name] {
        let error = await thrown(ClientError.self) { try await client.callJSON(name) }
        guard case .invalidParams(_, name)? = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
      }
      let initialize = await thrown(ClientError.self) {
        try await client.call(Initialize.self, .init())
      }
      guard case .invalidParams(_, Initialize.name)? = initialize else {
        Issue.record("\(String(describing: initialize))")
        return
      }
      let shutdown = await thrown(ClientError.self) {
        try await client.begin(Shutdown.self, .init()).result
      }
      guard case .invalidParams(_, Shutdown.name)? = shutdown else {
        Issue.record("\(String(describing: shutdown))")
        return
      }
    }
  }
}

/// Keeps what is logged.
final class LogLines: LogHandler {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func log(event: LogEvent) {
    lines.withLock { $0.append(event.message.description) }
  }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { nil }
    set {}
  }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
}
