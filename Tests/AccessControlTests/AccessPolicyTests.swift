import AccessControl
import Testing

@Suite("Access policy")
struct AccessPolicyTests {
  /// Typed out by hand from the contract. V: view, E: edit, R: reset. For accounts that are active.
  private static let table = """
    role            -    FULL_ACCESS EDIT VIEW_ONLY NO_ACCESS NOT_SHOW edit
    SUPER_ADMIN     VER  VER         VER  VER       VER       VER      VER
    ADMIN           VE   VE          VE   VE        VE        VE       VE
    BRANCH_MANAGER  VE   VE          VE   V         .         .        .
    STAFF           V    VE          VE   V         .         .        .
    VIEWER          V    VE          VE   V         .         .        .
    ROOT            .    .           .    .         .         .        .
    admin           .    .           .    .         .         .        .
    """

  private static let letters: [Permission: Character] = [.view: "V", .edit: "E", .reset: "R"]

  private static func rows() -> [[String]] {
    table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  private func actor(
    _ role: String, level: String? = nil, status: String? = nil, module: String = "backup"
  ) throws -> Actor {
    try Actor(
      id: "u", role: Role(rawValue: role), status: status,
      permissions: level.map { [module: AccessLevel(rawValue: $0)] } ?? [:])
  }

  @Test("every role, level, status and permission is judged as the table says")
  func everyCombination() throws {
    var judged = 0
    let levels = Self.rows()[0].dropFirst()
    for row in Self.rows().dropFirst() {
      for (level, expected) in zip(levels, row.dropFirst()) {
        for status in [nil, "ACTIVE", "SUSPENDED", "active", ""] {
          let actor = try actor(row[0], level: level == "-" ? nil : level, status: status)
          for permission in Permission.allCases {
            let letter = try #require(Self.letters[permission])
            let isActive = status == nil || status == "ACTIVE"
            #expect(
              AccessPolicy().allows(actor, permission) == (isActive && expected.contains(letter)),
              "\(row[0]), \(level), \(status ?? "no status"), \(permission)")
            judged += 1
          }
        }
      }
    }
    #expect(judged == 7 * 7 * 5 * 3)
  }

  @Test("a level on another module says nothing")
  func otherModule() throws {
    let staff = try actor("STAFF", level: "FULL_ACCESS", module: "customers")
    #expect(AccessPolicy().level(of: staff) == .viewOnly)
    #expect(AccessPolicy(module: "customers").level(of: staff) == .edit)
  }

  @Test("full access given to anyone but a super admin counts as edit")
  func cappedLevel() throws {
    for role in Role.known {
      let actor = try actor(role.rawValue, level: "FULL_ACCESS")
      #expect(AccessPolicy().level(of: actor) == (role == .superAdmin ? .fullAccess : .edit))
    }
  }

  @Test(
    "a refusal names the permission, the role and, where that is why, the status",
    arguments: [
      ("VIEWER", nil, ["\"edit\"", "\"VIEWER\""]),
      ("ROOT", nil, ["\"edit\"", "\"ROOT\"", "is unknown"]),
      ("branch_manager", nil, ["is unknown", "Did you mean \"BRANCH_MANAGER\"?"]),
      ("SUPER_ADMIN", "SUSPENDED", ["\"edit\"", "\"SUPER_ADMIN\"", "\"SUSPENDED\""]),
    ] as [(String, String?, [String])])
  func refusal(role: String, status: String?, named: [String]) throws {
    let actor = try actor(role, status: status)
    let error = #expect(throws: PermissionDenied.self) {
      try AccessPolicy().require(.edit, of: actor)
    }
    let denied = try #require(error)
    #expect(denied.permission == .edit)
    #expect(denied.role == actor.role)
    #expect(denied.status == status)
    for text in named { #expect(denied.message.contains(text), "\(denied)") }
    #expect(role == "branch_manager" || !denied.message.contains("Did you mean"))
  }

  @Test("what an actor may do isn't refused")
  func allowed() throws {
    try AccessPolicy().require(.reset, of: actor("SUPER_ADMIN"))
  }

  @Test("a refusal is one short line, whatever the role's text is")
  func printableRefusal() throws {
    let actor = try actor("A\nB\u{1B}[31m" + String(repeating: "x", count: 10_000))
    let message = PermissionDenied(.view, actor: actor).message
    #expect(message.count < 250)
    #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
  }

  @Test("the texts of roles and levels come back as they were")
  func texts() {
    for text in ["SUPER_ADMIN", "ADMIN", "BRANCH_MANAGER", "STAFF", "VIEWER", "", "Admin"] {
      #expect(Role(rawValue: text).rawValue == text)
    }
    for text in ["FULL_ACCESS", "EDIT", "VIEW_ONLY", "NO_ACCESS", "NOT_SHOW", "", "Edit"] {
      #expect(AccessLevel(rawValue: text).rawValue == text)
    }
    #expect(Role.known.allSatisfy { Role(rawValue: $0.rawValue) == $0 })
    #expect(AccessLevel.known.allSatisfy { AccessLevel(rawValue: $0.rawValue) == $0 })
  }
}
