import JSONCoding
import JSONRPC
import Testing

@Suite("Messages", .timeLimit(.minutes(20)))
struct MessageTests {
  private static let good = #"{"jsonrpc":"2.0","id":"good","method":"ping"}"#
  private static let goodAnswer = #"{"jsonrpc":"2.0","id":"good","result":{}}"#

  @Test(
    "a bad message gets its error, and the next one is served",
    arguments: [
      ("{", "null", -32700, "parseError"),
      ("nonsense", "null", -32700, "parseError"),
      (#"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#, "null", -32700, "parseError"),
      (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, "null", -32700, "parseError"),
      (String(repeating: "[", count: 1000), "null", -32700, "parseError"),
      ("1", "null", -32600, "invalidRequest"),
      ("\"ping\"", "null", -32600, "invalidRequest"),
      ("[]", "null", -32600, "invalidRequest"),
      ("{}", "null", -32600, "invalidRequest"),
      (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, "1", -32600, "invalidRequest"),
      (#"{"id":1,"method":"ping"}"#, "1", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":1}"#, "1", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":1.50,"method":7}"#, "1.50", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, "1", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, "null", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, "null", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, "null", -32600, "invalidRequest"),
      (#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#, "1", -32601, "methodNotFound"),
      (#"{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]}"#, "1", -32602, "invalidParams"),
      (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, "1", -32602, "invalidParams"),
      (#"{"jsonrpc":"2.0","id":1,"method":"typed"}"#, "1", -32602, "invalidParams"),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"typed","params":{"count":1,"x":2}}"#, "1", -32602,
        "invalidParams"
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"later","params":{"progressToken":{}}}"#, "1", -32602,
        "invalidParams"
      ),
    ])
  func bad(_ message: String, _ id: String, _ code: Int, _ kind: String) async throws {
    let lines = await answers(to: "\(message)\n\(Self.good)\n")
    #expect(lines.count == 2)
    #expect(lines.contains(Self.goodAnswer))
    let line = try #require(lines.first { $0 != Self.goodAnswer })
    let answer = try JSONValue(parsing: line)
    #expect(answer["id"].map { String(decoding: $0.serialized, as: UTF8.self) } == id)
    #expect(answer["error"]?["code"] == .integer(code))
    #expect(answer["error"]?["data"]?["kind"] == .string(kind))
    #expect(answer["result"] == nil)
  }

  @Test("bytes that are not UTF-8 are a parse error")
  func invalidUTF8() async throws {
    let peer = TestPeer(.sample)
    peer.send(Array(#"{"jsonrpc":"2.0","id":""#.utf8) + [0xFF] + Array("\"}\n\(Self.good)\n".utf8))
    let lines = await peer.finish()
    #expect(try JSONValue(parsing: lines[0])["error"]?["code"] == -32700)
    #expect(lines[1] == Self.goodAnswer)
  }

  @Test(
    "a message above the limit is answered with the limit, and the next one is served",
    arguments: [
      "\(String(repeating: "x", count: 5000))\n\(good)\n",
      "Content-Length: 5000\r\n\r\n\(String(repeating: "x", count: 5000))"
        + "Content-Length: \(good.utf8.count)\r\n\r\n\(good)",
    ])
  func tooLarge(_ input: String) async throws {
    var limits = ConnectionLimits()
    limits.messageBytes = 1000
    let output = await answers(to: input, limits: limits).joined(separator: "\n")
    #expect(output.contains(#""id":null,"error":{"code":-32600"#))
    #expect(output.contains(#""data":{"kind":"invalidRequest","limit":1000}"#))
    #expect(output.hasSuffix(Self.goodAnswer))
  }

  @Test("headers are answered with headers, and a broken one with an error")
  func headers() async {
    let lines = await answers(
      to: "content-length: \(Self.good.utf8.count)\n\n\(Self.good)Content-Length: none\r\n\r\n")
    #expect(lines.first == "Content-Length: \(Self.goodAnswer.utf8.count)\r")
    #expect(lines.joined(separator: "\n").contains(Self.goodAnswer + "Content-Length: "))
    #expect(lines.last?.contains("-32600") == true)
  }

  @Test("a last line without a line break is served")
  func lastLine() async {
    #expect(await answers(to: Self.good) == [Self.goodAnswer])
    #expect(await answers(to: "") == [])
  }

  @Test(
    "an id comes back as it went in, bit by bit",
    arguments: [
      "1", "0", "-7", "1.0", "1.50", "1e2", "123456789012345678901234567890", #""""#,
      #""a\"\\b é 😀""#,
    ])
  func ids(_ id: String) async {
    for method in ["ping", "later"] {
      #expect(
        await answers(to: "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"\(method)\"}\n")
          == ["{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":{}}"])
    }
  }

  @Test("notifications and answers get no reply, whether they make sense or not")
  func silent() async {
    let input = """
      {"jsonrpc":"2.0","method":"ping"}
      {"jsonrpc":"2.0","method":"nothing","params":[1]}
      {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}
      {"jsonrpc":"2.0","method":"$/cancelRequest"}
      {"jsonrpc":"2.0","id":5,"result":1}
      {"jsonrpc":"2.0","id":5,"error":{"code":1,"message":"x"}}

      """
    #expect(await answers(to: input) == [])
  }

  @Test("an unknown method that is nearly a known one gets a hint")
  func hint() async throws {
    let lines = await answers(to: #"{"jsonrpc":"2.0","id":1,"method":"Latr"}"#)
    let error = try JSONValue(parsing: lines[0])["error"]
    #expect(error?["data"]?["hint"] == #"Did you mean "later"?"#)
  }

  @Test("an error of no meaning to the peer says nothing of its cause, a mapped one does")
  func errors() async throws {
    let lines = await answers(to: #"{"jsonrpc":"2.0","id":1,"method":"fail"}"#)
    #expect(try JSONValue(parsing: lines[0])["error"]?["code"] == -32603)
    #expect(!lines[0].contains("hunter2"))
    let mapped = await answers(to: #"{"jsonrpc":"2.0","id":1,"method":"mapped"}"#)
    #expect(try JSONValue(parsing: mapped[0])["error"]?["data"] == ["kind": "busy"])
  }

  @Test(
    "random bytes never stop the server: the good line after them is answered", arguments: 0..<5)
  func fuzz(seed: UInt64) async {
    var random = SeededRandom(seed: seed)
    let peer = TestPeer(.sample)
    peer.send("x")
    for _ in 0..<100 {
      let alphabet = Array(#"{}[]",:0"jsonrpc""2.0""id""method""ping""#.utf8) + [0xFF, 0x0A, 0x0D]
      peer.send(
        (0..<Int.random(in: 0...200, using: &random)).compactMap { _ in
          alphabet.randomElement(using: &random)
        })
      peer.send("\n" + Self.good)
    }
    #expect(await peer.finish().count { $0 == Self.goodAnswer } == 100)
  }
}
