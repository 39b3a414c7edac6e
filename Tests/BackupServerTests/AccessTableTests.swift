import BackupServer
import JSONCoding
import TestSupport
import Testing

/// Who may call what, written down by hand from the contract, apart from the code.
@Suite("Who may call what")
struct AccessTableTests {
  private static let viewing = [
    "listBackups", "getBackup", "listRestores", "getStatus", "listActivity", "getSchedule",
    "getRetention", "previewRetention",
  ]
  private static let editing = [
    "createBackup", "verifyBackup", "deleteBackup", "updateBackup", "exportBackup",
    "importBackup", "previewRestore", "restoreBackup", "rollbackRestore", "setSchedule",
    "setRetention", "applyRetention",
  ]
  private static let resetting = ["requestResetOtp", "verifyResetOtp", "factoryReset"]
  private static let open = ["initialize", "ping", "rpc.discover", "shutdown"]

  /// Role, level (nil where none was given), may view, may edit.
  private static let rules: [(String, String?, Bool, Bool)] = [
    ("SUPER_ADMIN", nil, true, true), ("SUPER_ADMIN", "FULL_ACCESS", true, true),
    ("SUPER_ADMIN", "EDIT", true, true), ("SUPER_ADMIN", "VIEW_ONLY", true, true),
    ("SUPER_ADMIN", "NO_ACCESS", true, true), ("SUPER_ADMIN", "NOT_SHOW", true, true),
    ("SUPER_ADMIN", "OWNER", true, true),
    ("ADMIN", nil, true, true), ("ADMIN", "FULL_ACCESS", true, true),
    ("ADMIN", "EDIT", true, true), ("ADMIN", "VIEW_ONLY", true, true),
    ("ADMIN", "NO_ACCESS", true, true), ("ADMIN", "NOT_SHOW", true, true),
    ("ADMIN", "OWNER", true, true),
    ("BRANCH_MANAGER", nil, true, true), ("BRANCH_MANAGER", "FULL_ACCESS", true, true),
    ("BRANCH_MANAGER", "EDIT", true, true), ("BRANCH_MANAGER", "VIEW_ONLY", true, false),
    ("BRANCH_MANAGER", "NO_ACCESS", false, false), ("BRANCH_MANAGER", "NOT_SHOW", false, false),
    ("BRANCH_MANAGER", "OWNER", false, false),
    ("STAFF", nil, true, false), ("STAFF", "FULL_ACCESS", true, true),
    ("STAFF", "EDIT", true, true), ("STAFF", "VIEW_ONLY", true, false),
    ("STAFF", "NO_ACCESS", false, false), ("STAFF", "NOT_SHOW", false, false),
    ("STAFF", "OWNER", false, false),
    ("VIEWER", nil, true, false), ("VIEWER", "FULL_ACCESS", true, true),
    ("VIEWER", "EDIT", true, true), ("VIEWER", "VIEW_ONLY", true, false),
    ("VIEWER", "NO_ACCESS", false, false), ("VIEWER", "NOT_SHOW", false, false),
    ("VIEWER", "OWNER", false, false),
    ("OWNER", nil, false, false), ("OWNER", "FULL_ACCESS", false, false),
    ("super_admin", nil, false, false), ("", "EDIT", false, false),
  ]

  /// Nothing that the calls ask for is there, so that a call that may be made answers `notFound`,
  /// `confirmationInvalid` or a result, and never with a refusal.
  private static let params: [String: JSONObject] = [
    "createBackup": ["database": "no such database"], "getBackup": ["id": "x"],
    "verifyBackup": ["id": "x"], "deleteBackup": ["id": "x"], "updateBackup": ["id": "x"],
    "exportBackup": ["id": "x", "destination": "x"], "importBackup": ["path": "x"],
    "previewRestore": ["id": "x"], "restoreBackup": ["id": "x", "confirmationToken": "t"],
    "rollbackRestore": ["restoreId": "x", "confirmationToken": "t"],
    "setSchedule": ["schedule": ["frequency": "off"]], "setRetention": ["policy": [:]],
    "verifyResetOtp": ["challengeId": "x", "code": "0"],
    "factoryReset": ["resetToken": "t", "confirmation": "x"],
  ]

  /// What a call may end with that was let in.
  private static let granted = [
    "notFound", "notConfigured", "otpInvalid", "confirmationInvalid", "rateLimited",
  ]

  @Test("every method asks every role, level and status for its permission")
  func everyMethod() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    #expect(
      Set(ServerParts.methodNames) == Set(Self.viewing + Self.editing + Self.resetting + Self.open),
      "a method is missing in this table")
    for method in Self.viewing + Self.editing + Self.resetting {
      for (role, level, mayView, mayEdit) in Self.rules {
        for status in [nil, "ACTIVE", "INACTIVE", "SUSPENDED", "", "active"] {
          let params = (Self.params[method] ?? [:]).by(role, level: level, status: status)
          let reply = try await peer.call(method, params)
          let isActive = status == nil || status == "ACTIVE"
          let (permission, may) =
            Self.viewing.contains(method)
            ? ("view", mayView)
            : Self.editing.contains(method) ? ("edit", mayEdit) : ("reset", role == "SUPER_ADMIN")
          let who = "\(method) by \(role) \(level ?? "-") \(status ?? "-")"
          if isActive && may {
            #expect(
              reply["result"] != nil || Self.granted.contains(reply.errorKind ?? ""),
              "\(who): \(reply)")
          } else {
            #expect(reply["error"]?["code"] == 1002, "\(who): \(reply)")
            let data = reply["error"]?["data"]
            #expect(data?["kind"] == "permissionDenied", "\(who)")
            #expect(data?["permission"] == .string(permission), "\(who)")
            #expect(data?["role"] == .string(role), "\(who)")
          }
        }
      }
    }
    try await peer.close()
  }

  @Test("without an identity nothing of the service answers")
  func unauthenticated() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for method in Self.viewing + Self.editing + Self.resetting {
      for params in [[:], Self.params[method] ?? [:], ["nonsense": 1]] as [JSONObject] {
        let reply = try await peer.call(method, params)
        #expect(reply["error"]?["code"] == 1001, "\(method): \(reply)")
        #expect(reply["error"]?["data"]?["reason"] == "missing", "\(method)")
        #expect(reply["error"]?["data"]?["hint"]?.stringValue != nil, "\(method)")
      }
    }
    #expect(try await peer.call("ping")["result"] == [:])
    try await peer.close()
  }

  @Test("permission is looked at before the params, which tell a stranger nothing")
  func permissionFirst() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    for method in Self.editing + Self.resetting {
      let reply = try await peer.call(method, (["nonsense": 1] as JSONObject).by("VIEWER"))
      #expect(reply["error"]?["code"] == 1002, "\(method)")
    }
    try await peer.close()
  }
}
