import BackupProtocol
import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

struct ExampleTests {
  static let validator = Result { try ContractValidator(openRPC: SchemaFiles.openRPC()) }
  static let paths = (try? SchemaFiles.examples()) ?? []

  @Test("an example has requests and replies as the OpenRPC document describes", arguments: paths)
  func valid(path: String) throws {
    let validator = try Self.validator.get()
    for step in try ExampleFile(SchemaFiles.read(path)).steps {
      let kind = step.reply?["error"]?["data"]?["kind"]
      // A request that shows how a wrong one is refused is wrong on purpose.
      if kind != "invalidParams" && kind != "methodNotFound" {
        let found = try validator.problems(ofRequest: step.request)
        #expect(found.isEmpty, "\(found)")
      }
      if let reply = step.reply {
        let found = try validator.problems(ofReply: reply, to: step.request)
        #expect(found.isEmpty, "\(found)")
        #expect(reply["id"] == step.request["id"])
      }
    }
  }

  @Test(
    "the steps of an example can be played: a reply binds each id before it is used",
    arguments: paths)
  func playable(path: String) throws {
    var matcher = ExampleMatcher()
    for step in try ExampleFile(SchemaFiles.read(path)).steps {
      _ = try matcher.filling(step.request)
      guard let reply = step.reply else { continue }
      let sample = try ExamplePlaceholder.sampling(reply)
      let found = try matcher.differences(of: sample, from: reply)
      #expect(found.isEmpty, "\(found)")
    }
  }

  @Test("every method has an example", arguments: Contract.methods.map { $0.name })
  func complete(method: String) {
    #expect(Self.paths.contains { $0.hasPrefix("examples/\(method)/") })
  }

  @Test("the errors that a client has to tell apart have an example")
  func errors() throws {
    var kinds: Set<String> = []
    for path in Self.paths {
      for step in try ExampleFile(SchemaFiles.read(path)).steps {
        if let kind = step.reply?["error"]?["data"]?["kind"]?.stringValue { kinds.insert(kind) }
      }
    }
    let expected: Set<String> = [
      "invalidParams", "notFound", "permissionDenied", "unauthenticated", "confirmationInvalid",
      "notConfigured", "methodNotFound",
    ]
    #expect(expected.subtracting(kinds).isEmpty)
  }

  @Test(
    "a file that is not an example is refused",
    arguments: [
      [:], ["description": "x", "steps": []], ["steps": [["request": [:]]]],
      ["description": "x", "steps": [["reply": [:]]]],
      ["description": "x", "steps": [["request": ["id": 1]]]],
      ["description": "x", "steps": [["request": [:], "reply": [:]]]],
    ] as [JSONValue])
  func refused(content: JSONValue) {
    #expect(throws: SchemaError.self) { try ExampleFile(content) }
  }

  @Test("a request with a param that is not described is noticed, and a reply with a wrong code")
  func noticed() throws {
    let validator = try Self.validator.get()
    let request: JSONValue = ["method": "getBackup", "params": ["id": "x", "colour": "red"]]
    #expect(try validator.problems(ofRequest: request).map(\.path) == ["params.colour"])
    let error: JSONValue = ["code": 1004, "message": "x", "data": ["kind": "notFound"]]
    #expect(
      try validator.problems(ofReply: ["error": error], to: request).map(\.path) == ["error.code"])
  }
}
