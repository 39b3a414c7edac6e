import JSONCoding

/// One setting that is in force, and where its value comes from.
package struct SettingInForce: Sendable, Hashable, Encodable {
  /// Its path in the configuration, such as `limits.busySeconds`.
  package let key: String
  /// Its value as JSON. Of a URL that may hold a secret, only the part up to the host.
  package let value: String
  /// `default`, `profile`, the path of the file, or the name of the argument or the variable.
  package let source: String
}

extension Configuration {
  /// The settings that ``load(file:database:environment:workingDirectory:otherVariables:)`` gives, each with
  /// the place that it comes from. Secrets are named, and their values are left out.
  ///
  /// - Throws: ``ConfigurationError`` for a configuration that cannot be loaded.
  package static func settings(
    file: String?, database: String?, environment: [String: String], workingDirectory: String
  ) throws(ConfigurationError) -> [SettingInForce] {
    try ConfigurationLoader(
      file: file, database: database, environment: environment,
      workingDirectory: workingDirectory,
      overrides: try EnvironmentOverrides(environment, otherVariables: [])
    ).settings()
  }
}

extension ConfigurationLoader {
  func settings() throws(ConfigurationError) -> [SettingInForce] {
    let configuration = try load()
    var found: [String: SettingInForce] = [:]
    func set(_ key: String, _ value: JSONValue, _ source: String) {
      // A whole that was set replaces its parts.
      for old in found.keys where old.hasPrefix(key + ".") { found[old] = nil }
      found[key] = SettingInForce(key: key, value: Self.shown(value, of: key), source: source)
    }
    for (key, value) in Self.leaves(of: try written(), at: "") where key != "$schema" {
      set(key, value, file ?? "")
    }
    for (key, text) in overrides.keys {
      for (path, value) in Self.leaves(
        of: key.value(of: text), at: key.path.joined(separator: "."))
      { set(path, value, key.variable) }
    }
    if let database { set("database", .string(database), "--database") }
    for (values, source) in [
      (configuration.defaults, "default"), (configuration.profileValues, "profile"),
    ] {
      for (key, value) in values
      where !found.keys.contains(where: { $0 == key || $0.hasPrefix(key + ".") }) {
        set(key, value, source)
      }
    }
    for variable in SecretVariable.allCases {
      for name in [variable.rawValue, variable.fileVariable] {
        guard let text = environment[name], !text.isEmpty else { continue }
        found[name] = SettingInForce(key: name, value: "(not shown)", source: "environment")
      }
    }
    return found.values.sorted { $0.key < $1.key }
  }

  /// Every value that is not an object, by its path.
  private static func leaves(of value: JSONValue, at path: String) -> [(String, JSONValue)] {
    guard let object = value.objectValue, !object.members.isEmpty || path.isEmpty else {
      return [(path, value)]
    }
    return object.members.flatMap { member in
      leaves(of: member.value, at: path.isEmpty ? member.key : path + "." + member.key)
    }
  }

  private static func shown(_ value: JSONValue, of key: String) -> String {
    let text = String(decoding: value.serialized, as: UTF8.self)
    guard ["notifications.webhook.url", "notifications.heartbeat.url"].contains(key),
      let url = value.stringValue
    else { return text }
    // "https:", "", the host: tokens are often a part of the path.
    return url.split(separator: "/", omittingEmptySubsequences: false).prefix(3)
      .joined(separator: "/") + "/…"
  }
}

extension Configuration {
  /// The values of the settings that are in force where nobody sets them.
  fileprivate var defaults: [(String, JSONValue)] {
    let folders = storages.compactMap { storage in
      if case .folder(let folder) = storage { folder.path } else { nil }
    }
    var defaults: [(String, JSONValue)] = [
      ("name", .string(name)), ("profile", .string(profile.rawValue)), ("storages", list(folders)),
      ("auth.mode", .string(auth.mode.rawValue)),
      ("limits.messageBytes", .integer(limits.messageBytes)),
      ("limits.busySeconds", .integer(limits.busySeconds)),
      ("limits.importSeconds", .integer(limits.importSeconds)),
      ("limits.importBytes", .integer(limits.importBytes)),
      ("limits.preparedBytes", .integer(limits.preparedBytes)),
      ("audit.segmentBytes", .integer(audit.segmentBytes)),
      ("audit.keepSegments", .integer(audit.keepSegments)),
      ("exportFolders", list(exportFolders)), ("importFolders", list(importFolders)),
      ("reset.codeDigits", .integer(reset.codeDigits)),
      ("reset.codeMinutes", .integer(reset.codeMinutes)),
      ("reset.recipients", list(reset.recipients)), ("importTables", object(importTables)),
      ("hooks.afterRestore", list(hooks.afterRestore)),
      ("hooks.afterReset", list(hooks.afterReset)),
    ]
    if let smtp {
      defaults += [
        ("smtp.allowInsecure", .bool(smtp.allowInsecure)),
        ("smtp.connectSeconds", .integer(smtp.connectSeconds)),
        ("smtp.totalSeconds", .integer(smtp.totalSeconds)),
      ]
    }
    return defaults
  }

  /// What the profile fills in where nobody sets it.
  fileprivate var profileValues: [(String, JSONValue)] {
    [
      ("reset.keepTables", list(profile.keptTables)),
      ("reset.keepRows", object(profile.keptRows)),
      ("auth.claims.tenantId", .string(profile.tenantClaim)),
    ]
  }

  private func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  private func object(_ texts: [String: String]) -> JSONValue {
    var object: JSONObject = [:]
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) { object[key] = .string(text) }
    return .object(object)
  }
}
