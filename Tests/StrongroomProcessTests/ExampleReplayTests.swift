import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

extension ProcessTests {
  @Suite(.serialized)
  struct ExampleReplayTests {
    static let paths = (try? SchemaFiles.examples()) ?? []

    static let validator = Result { try ContractValidator(openRPC: SchemaFiles.openRPC()) }

    @Test("there are examples to play")
    func found() { #expect(Self.paths.count > 40) }

    @Test("the program answers an example as it says, and within the contract", arguments: paths)
    func replay(path: String) throws {
      let validator = try Self.validator.get()
      let example = try ExampleFile(SchemaFiles.read(path))
      let sandbox = try Sandbox()
      let session = try sandbox.serve()
      var matcher = ExampleMatcher()
      for (index, step) in example.steps.enumerated() {
        let request = try matcher.filling(step.request)
        try session.send(request)
        guard let expected = step.reply, let id = request["id"] else { continue }
        let reply = try session.reply(to: id)
        let found =
          try matcher.differences(of: reply, from: expected)
          + validator.problems(ofReply: reply, to: request)
        #expect(
          found.isEmpty, "step \(index + 1): \(found.map(\.description).joined(separator: "; "))")
      }
      #expect(try session.end() == .exit(0))
      for event in session.notifications where event["method"] != "$/progress" {
        let found = try validator.problems(ofRequest: event)
        #expect(found.isEmpty, "\(event["method"]?.text ?? ""): \(found)")
      }
    }
  }
}
