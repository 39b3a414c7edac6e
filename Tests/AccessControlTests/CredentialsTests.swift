import AccessControl
import FoundationEssentials
import Testing

@Suite("Credentials")
struct CredentialsTests {
  private func decoded(_ json: String) throws -> Credentials {
    try JSONDecoder().decode(Credentials.self, from: Data(json.utf8))
  }

  @Test("an actor is decoded with all it has")
  func wholeActor() throws {
    let credentials = try decoded(
      """
      {"actor": {"id": "u1", "role": "STAFF", "email": "a@example.com", "name": "Ada",
        "status": "ACTIVE", "tenantId": "t", "permissions": {"backup": "EDIT", "x": "?"}}}
      """)
    let expected = try Actor(
      id: "u1", role: .staff, email: "a@example.com", name: "Ada", status: "ACTIVE", tenantId: "t",
      permissions: ["backup": .edit, "x": .unknown("?")])
    #expect(credentials == .actor(expected))
  }

  @Test("an id and a role are enough, and null is the same as nothing")
  func leastActor() throws {
    let expected = Credentials.actor(try Actor(id: "u1", role: .viewer))
    #expect(try decoded("{\"actor\": {\"id\": \"u1\", \"role\": \"VIEWER\"}}") == expected)
    #expect(
      try decoded(
        """
        {"actor": {"id": "u1", "role": "VIEWER", "email": null, "name": null, "status": null,
          "tenantId": null, "permissions": null}}
        """) == expected)
  }

  @Test("credentials come back from JSON as they went in")
  func roundTrip() throws {
    for credentials in [
      Credentials.token("a.b.c"),
      .actor(try Actor(id: "u", role: .unknown("ROOT"), permissions: ["backup": .notShow])),
      .actor(try Actor(id: "u", role: .admin)),
    ] {
      let data = try JSONEncoder().encode(credentials)
      #expect(try JSONDecoder().decode(Credentials.self, from: data) == credentials)
    }
  }

  @Test(
    "what is neither an actor nor a token is refused with the path",
    arguments: [
      ("{}", "", "either \"actor\" or \"token\""),
      (
        "{\"actor\": {\"id\": \"u\", \"role\": \"ADMIN\"}, \"token\": \"t\"}", "",
        "either \"actor\" or \"token\""
      ),
      ("{\"actor\": {\"id\": \"\", \"role\": \"ADMIN\"}}", "actor.id", "not empty"),
      ("{\"actor\": {\"id\": \" \", \"role\": \"ADMIN\"}}", "actor.id", "not empty"),
      ("{\"actor\": {\"role\": \"ADMIN\"}}", "actor", ""),
      ("{\"actor\": {\"id\": \"u\"}}", "actor", ""),
      ("{\"actor\": {\"id\": 1, \"role\": \"ADMIN\"}}", "actor.id", ""),
      ("{\"actor\": {\"id\": \"u\", \"role\": 1}}", "actor.role", ""),
      (
        "{\"actor\": {\"id\": \"u\", \"role\": \"ADMIN\", \"permissions\": {\"backup\": 1}}}",
        "actor.permissions.backup", ""
      ),
      ("{\"token\": 1}", "token", ""), ("{\"token\": null}", "token", ""),
      ("{\"actor\": null}", "actor", ""), ("[]", "", ""), ("\"t\"", "", ""),
    ])
  func refused(json: String, path: String, says: String) throws {
    let error = #expect(throws: DecodingError.self) { try decoded(json) }
    let context: DecodingError.Context =
      switch try #require(error) {
      case .dataCorrupted(let context), .keyNotFound(_, let context),
        .typeMismatch(_, let context), .valueNotFound(_, let context):
        context
      @unknown default: .init(codingPath: [], debugDescription: "")
      }
    #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
    #expect(says.isEmpty || context.debugDescription.contains(says))
  }

  @Test("a token shows in no description")
  func hidden() {
    let credentials = Credentials.token("aaa.bbb.ccc")
    var dumped = ""
    dump(credentials, to: &dumped)
    for shown in ["\(credentials)", String(reflecting: credentials), "\([credentials])", dumped] {
      #expect(!shown.contains("bbb"))
    }
  }

  @Test("an actor without an id can't be made", arguments: ["", " ", "\n\t"])
  func emptyId(id: String) {
    let error = #expect(throws: AuthenticationError.self) { try Actor(id: id, role: .admin) }
    #expect(error?.reason == .emptyIdentity)
  }

  @Test(
    "an actor whose texts are endless or have control characters can't be made",
    arguments: ["bo\u{0}x", "al\nx", String(repeating: "a", count: 257)])
  func oddText(text: String) {
    let id = #expect(throws: AuthenticationError.self) { try Actor(id: text, role: .admin) }
    #expect(id?.reason == .invalidClaim)
    let name = #expect(throws: AuthenticationError.self) {
      try Actor(id: "1", role: .admin, name: text)
    }
    #expect(name?.reason == .invalidClaim)
  }
}
