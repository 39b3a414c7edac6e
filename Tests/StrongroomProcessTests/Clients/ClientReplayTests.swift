import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

/// Beside the other tests of processes, not one after another with them, as it takes its time.
@Suite(.serialized)
struct ClientReplayTests {
  private static let examples = (try? SchemaFiles.examples()) ?? []

  /// What clients send by themselves, and an example cannot ask them for.
  private static let ownNotifications: Set<String> = ["$/cancelRequest", "exit"]

  @Test(
    "a client gives the replies of an example, made again from its typed values",
    arguments: ReplayClient.allCases.filter { $0.isMissing == nil }, examples)
  func replay(client: ReplayClient, path: String) throws {
    let example = try ExampleFile(SchemaFiles.read(path))
    let session = try client.start(on: Sandbox(), framing: Self.framing(of: path))
    var matcher = ExampleMatcher()
    for (index, step) in example.steps.enumerated() {
      let request = try matcher.filling(step.request)
      guard let expected = step.reply else {
        #expect(Self.ownNotifications.contains(request["method"]?.stringValue ?? ""))
        continue
      }
      try session.send(["method": request["method"] ?? "", "params": request["params"] ?? [:]])
      guard var reply = try session.next()?.objectValue else {
        throw ProcessFailure("no answer to step \(index + 1): \(session.child.errors)")
      }
      reply["jsonrpc"] = "2.0"
      reply["id"] = request["id"]
      let found = try matcher.differences(of: .object(reply), from: expected)
      #expect(
        found.isEmpty, "step \(index + 1): \(found.map(\.description).joined(separator: "; "))")
    }
    #expect(try session.end() == .exit(0), "\(session.child.errors)")
  }

  @Test("every client is played", arguments: ReplayClient.allCases)
  func complete(client: ReplayClient) throws {
    guard let reason = client.isMissing else { return }
    try Test.cancel("\(reason)")
  }

  /// One half in each framing.
  private static func framing(of path: String) -> String {
    (examples.firstIndex(of: path) ?? 0).isMultiple(of: 2)
      ? "newline" : "contentLength"
  }
}
