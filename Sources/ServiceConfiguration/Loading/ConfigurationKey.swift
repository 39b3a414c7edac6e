import JSONCoding

/// A key of the configuration that a variable can set.
///
/// The variable's name is `STRONGROOM_` and the path in capitals, joined by underscores. A key in camel
/// case is one word: `limits.busySeconds` is `STRONGROOM_LIMITS_BUSYSECONDS`.
struct ConfigurationKey: Sendable, Hashable {
  enum Kind: Sendable {
    /// The variable's text as it is.
    case text
    /// A number, or `true` or `false`.
    case scalar
    /// An array or an object, as JSON.
    case json
  }

  let path: [String]
  let kind: Kind

  static let variablePrefix = "STRONGROOM_"

  var variable: String {
    Self.variablePrefix + path.map { $0.uppercased() }.joined(separator: "_")
  }

  /// What the text of the variable stands for. A text that isn't of the kind is left for decoding to
  /// refuse, which knows what was expected.
  func value(of text: String) -> JSONValue {
    switch kind {
    case .text: .string(text)
    case .scalar, .json: (try? JSONValue(parsing: text)) ?? .string(text)
    }
  }
}

extension ConfigurationKey {
  /// Every key of the document, a whole before its parts.
  static let all: [ConfigurationKey] =
    [
      .init(path: ["database"], kind: .text),
      .init(path: ["name"], kind: .text),
      .init(path: ["profile"], kind: .text),
      .init(path: ["storages"], kind: .json),
      .init(path: ["exportFolders"], kind: .json),
      .init(path: ["importFolders"], kind: .json),
      .init(path: ["importTables"], kind: .json),
    ]
    + part(
      "auth", text: ["mode", "issuer", "audience", "publicKeyFile", "jwksFile"], json: ["roles"])
    + part(
      "auth", "claims",
      text: ["id", "role", "email", "name", "status", "tenantId", "permissions"])
    + part(
      "smtp", text: ["url", "username", "from", "caFile"],
      scalar: ["allowInsecure", "connectSeconds", "totalSeconds"])
    + part(
      "reset", text: ["recipientQuery"], scalar: ["codeDigits", "codeMinutes"],
      json: ["keepTables", "keepRows", "recipients"])
    + part(
      "schedule", text: ["frequency", "at", "cron", "timeZone", "format"],
      scalar: ["minute", "dayOfWeek", "dayOfMonth", "jitterSeconds"])
    + part(
      "retention", text: ["keepWithin", "keepSafety"],
      scalar: [
        "keepLast", "keepHourly", "keepDaily", "keepWeekly", "keepMonthly", "keepYearly",
        "maxBytes",
      ])
    + part("encryption", text: ["identityFile"], json: ["recipients"])
    + part("notifications")
    + part("notifications", "mail", json: ["failure", "success"])
    + part("notifications", "webhook", text: ["url"])
    + part("notifications", "heartbeat", text: ["url"])
    + part("hooks", json: ["afterRestore", "afterReset"])
    + part(
      "limits",
      scalar: ["messageBytes", "busySeconds", "importSeconds", "importBytes", "preparedBytes"])
    + part("audit", scalar: ["segmentBytes", "keepSegments", "keepBytes"])

  private static func part(
    _ path: String..., text: [String] = [], scalar: [String] = [], json: [String] = []
  ) -> [ConfigurationKey] {
    [ConfigurationKey(path: path, kind: .json)]
      + text.map { ConfigurationKey(path: path + [$0], kind: .text) }
      + scalar.map { ConfigurationKey(path: path + [$0], kind: .scalar) }
      + json.map { ConfigurationKey(path: path + [$0], kind: .json) }
  }
}
