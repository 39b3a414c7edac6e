import JSONCoding
import TestSupport
import Testing

@Suite("Parameters of every method")
struct ParameterTests {
  private enum Kind {
    case text, nullableText, flag, count, time
    case choice([String])

    static func number(_ text: String) -> JSONValue { (try? JSONValue(parsing: text)) ?? .null }

    /// Values that are not of this kind.
    var wrong: [JSONValue] {
      switch self {
      case .text: [1, true, [], [:]]
      case .nullableText: [1, true, [], [:]]
      case .flag: ["true", 1, 0, [], [:]]
      case .count: ["1", true, [], [:], Self.number("1.5"), Self.number("1e30")]
      case .time: [1, "yesterday", "", "2026-02-30T00:00:00.000Z", true, [:]]
      case .choice: [1, true, "", "nonsense", "Archive", [], [:]]
      }
    }
  }

  private static let paging: [(String, Kind)] = [
    ("limit", .count), ("cursor", .text), ("order", .choice(["newest", "oldest"])),
    ("database", .text), ("since", .time), ("until", .time), ("query", .text),
  ]
  private static let statuses = ["running", "completed", "failed", "interrupted", "cancelled"]
  private static let formats = ["archive", "sql", "json", "incremental"]

  /// Written down by hand from the contract: each method, its optional and its required parameters.
  private static let table: [(method: String, optional: [(String, Kind)], required: [String])] = [
    (
      "createBackup",
      [
        ("format", .choice(formats)), ("label", .text), ("encrypt", .flag), ("verify", .flag),
        ("compression", .choice(["zstd", "gzip"])), ("database", .text), ("idempotencyKey", .text),
      ], []
    ),
    (
      "listBackups",
      paging + [
        ("status", .choice(statuses)),
        ("type", .choice(["manual", "automatic", "safety", "import"])),
        ("format", .choice(formats)),
      ], []
    ),
    ("getBackup", [], ["id"]),
    ("verifyBackup", [("depth", .choice(["checksum", "restore"]))], ["id"]),
    ("deleteBackup", [], ["id"]),
    ("updateBackup", [("label", .nullableText), ("pinned", .flag)], ["id"]),
    (
      "exportBackup", [("format", .choice(["archive", "sql", "json", "sqlite"]))],
      ["id", "destination"]
    ),
    ("importBackup", [("label", .text), ("member", .text)], ["path"]),
    ("previewRestore", [("at", .time)], ["id"]),
    (
      "restoreBackup", [("allowSchemaChange", .flag), ("at", .time), ("idempotencyKey", .text)],
      ["id", "confirmationToken"]
    ),
    (
      "rollbackRestore", [("allowSchemaChange", .flag), ("idempotencyKey", .text)],
      ["restoreId", "confirmationToken"]
    ),
    ("listRestores", paging + [("status", .choice(statuses)), ("backupId", .text)], []),
    ("getStatus", [], []), ("getSchedule", [], []), ("getRetention", [], []),
  ]

  private func expectInvalid(
    _ reply: JSONValue, at path: String, allowed: [String]? = nil, _ what: String
  ) {
    let data = reply["error"]?["data"]
    #expect(reply["error"]?["code"] == -32602, "\(what): \(reply)")
    #expect(data?["kind"] == "invalidParams", "\(what)")
    #expect(data?["path"] == .string(path), "\(what): \(reply)")
    #expect(data?["expected"]?.stringValue?.isEmpty == false, "\(what)")
    #expect(data?["found"]?.stringValue?.isEmpty == false, "\(what)")
    if let allowed {
      #expect(data?["allowed"] == .array(allowed.map { .string($0) }), "\(what): \(reply)")
    }
  }

  @Test("a wrong type or value in any of them names the path, what was expected and what came")
  func wrongValues() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for (method, optional, required) in Self.table {
      var good: JSONObject = [:]
      for name in required { good[name] = "x" }
      let all = optional + required.map { ($0, Kind.text) }
      for (name, kind) in all {
        for value in kind.wrong + (required.contains(name) ? [.null] : []) {
          var params = good.by("ADMIN")
          params[name] = value
          var allowed: [String]?
          if case .choice(let values) = kind, value.stringValue != nil { allowed = values }
          expectInvalid(
            try await peer.call(method, params), at: "params.\(name)", allowed: allowed,
            "\(method) \(name) = \(value)")
        }
      }
    }
    try await peer.close()
  }

  @Test("an unknown one is refused, one that is required is missed")
  func keys() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for (method, optional, required) in Self.table {
      var good: JSONObject = [:]
      for name in required { good[name] = "x" }
      for name in ["nonsense", "ID", "Label", "", "auth2", "params"] {
        var params = good.by("ADMIN")
        params[name] = 1
        let reply = try await peer.call(method, params)
        let path = name.isEmpty ? nil : "params.\(name)"
        #expect(reply["error"]?["code"] == -32602, "\(method) \(name): \(reply)")
        if let path { expectInvalid(reply, at: path, "\(method) \(name)") }
      }
      for name in required {
        var params = good.by("ADMIN")
        params[name] = nil
        expectInvalid(
          try await peer.call(method, params), at: "params.\(name)", "\(method) \(name)")
      }
      _ = optional
    }
    try await peer.close()
  }

  @Test("null in an optional one is as if it were not there")
  func nulls() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for (method, optional, required) in Self.table where method != "createBackup" {
      for (name, _) in optional {
        var params: JSONObject = [:]
        for name in required { params[name] = "x" }
        params = params.by("ADMIN")
        params[name] = .null
        let reply = try await peer.call(method, params)
        #expect(
          reply["result"] != nil || reply.errorKind == "notFound", "\(method) \(name): \(reply)")
      }
    }
    try await peer.close()
  }

  @Test("methods of the connection take none", arguments: ["ping", "rpc.discover", "shutdown"])
  func connectionMethods(method: String) async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    let reply = try await peer.call(method, ["nonsense": 1])
    expectInvalid(reply, at: "params.nonsense", method)
    let known = try await peer.call(method, (["progressToken": 1] as JSONObject).by("VIEWER"))
    #expect(known["error"] == nil && known["result"] != nil)
    try await peer.close()
  }
}
