import FoundationEssentials
import JSONCoding
import Testing

@testable import ServiceConfiguration

/// `schemas/config.schema.json` and the Swift types say the same.
@Suite("The schema of the configuration")
struct SchemaAgreementTests {
  private let fixture: ConfigurationFixture
  private let checker: SchemaChecker
  private let full: JSONValue

  init() throws {
    fixture = try ConfigurationFixture()
    let root = #filePath.components(separatedBy: "/Tests/ServiceConfigurationTests/")[0]
    let schema = try Data(contentsOf: URL(filePath: root + "/schemas/config.schema.json"))
    checker = SchemaChecker(root: try JSONValue(parsing: Array(schema)))
    full = try JSONValue(parsing: fullExample)
  }

  @Test("the example has every key, and both accept it")
  func example() throws {
    #expect(checker.accepts(full))
    _ = try fixture.load(fullExample)
    for level in levels(of: checker.root, full, at: []) {
      let missing = level.keys.subtracting(level.value.objectValue?.keys ?? [])
      #expect(missing.isEmpty, "\(level.path)")
    }
  }

  @Test("both know the same keys at every level")
  func sameKeys() throws {
    let levels = levels(of: checker.root, full, at: [])
    #expect(levels.count == 17)
    for level in levels {
      var value = full
      value.set("?", to: true, at: level.path[...])
      #expect(!checker.accepts(value), "\(level.path)")
      do {
        _ = try JSONValueDecoder(unknownKeys: .refuse).decode(
          ConfigurationDocument.self, from: value)
        Issue.record("an unknown key was accepted at \(level.path)")
      } catch let error as JSONDecodingError {
        #expect(error.reason == .unknownKey)
        #expect(Set(error.allowed) == level.keys, "\(level.path)")
      }
    }
  }

  @Test("a default that the schema states is what an absent key means")
  func defaults() throws {
    var stated = 0
    let levels = levels(of: checker.root, full, at: [])
    for level in levels {
      for (key, value) in defaults(at: level.schema) {
        var without = full
        without.set(key, to: nil, at: level.path[...])
        var with = without
        with.set(key, to: value, at: level.path[...])
        #expect(try fixture.load(with) == fixture.load(without), "\(level.path) \(key)")
        stated += 1
      }
    }
    #expect(stated == 23)
  }

  @Test("a default that the schema states is among the settings in force")
  func settingsInForce() throws {
    try fixture.write(
      """
      {"database": "app.db", "smtp": {"url": "smtp://mail.example.com", "from": "a@example.com"}}
      """, to: "etc/strongroom.json")
    let settings = try Configuration.settings(
      file: fixture.file, database: nil, environment: [:], workingDirectory: fixture.folder)
    var stated = 0
    // Of a part that is not there, nothing is in force.
    for level in levels(of: checker.root, full, at: [])
    where !["storages", "encryption", "notifications"].contains(level.path.first) {
      for (key, value) in defaults(at: level.schema) {
        let path = (level.path + [key]).joined(separator: ".")
        let setting = settings.first { $0.key == path }
        #expect(setting?.value == String(decoding: value.serialized, as: UTF8.self), "\(path)")
        #expect(setting?.source == "default", "\(path)")
        stated += 1
      }
    }
    #expect(stated == 18)
    func setting(_ key: String) -> SettingInForce? { settings.first { $0.key == key } }
    #expect(setting("reset.keepTables")?.value == #"["SystemSettings"]"#)
    #expect(setting("reset.keepRows")?.source == "profile")
  }

  @Test("a part of what the profile fills in takes the place of all of it")
  func settingsOverProfile() throws {
    try fixture.write(
      #"{"database": "app.db", "reset": {"keepRows": {"Staff": "id = 1"}}}"#,
      to: "etc/strongroom.json")
    let settings = try Configuration.settings(
      file: fixture.file, database: nil, environment: ["STRONGROOM_LIMITS_IMPORTSECONDS": "9"],
      workingDirectory: fixture.folder)
    let rows = settings.filter { $0.key.hasPrefix("reset.keepRows") }
    #expect(rows.map(\.key) == ["reset.keepRows.Staff"] && rows.first?.source == fixture.file)
    let seconds = settings.first { $0.key == "limits.importSeconds" }
    #expect(seconds?.value == "9" && seconds?.source == "STRONGROOM_LIMITS_IMPORTSECONDS")
  }

  @Test("every key can be set by its variable instead")
  func variables() throws {
    let expected = try fixture.load(full)
    let paths = keyPaths(of: full, at: []).filter { $0 != ["$schema"] }
    #expect(paths.count > 60)
    for path in paths {
      guard let key = path.last, let value = full.value(at: path[...]) else { continue }
      var without = full
      without.set(key, to: nil, at: path.dropLast())
      let text = value.stringValue ?? String(decoding: value.serialized, as: UTF8.self)
      let name = "STRONGROOM_" + path.map { $0.uppercased() }.joined(separator: "_")
      #expect(try fixture.load(without, environment: [name: text]) == expected, "\(name)")
    }
  }

  @Test("both judge a configuration alike", arguments: VerdictExample.all)
  func sameVerdict(example: VerdictExample) throws {
    let members = example.members.isEmpty ? "" : ", \(example.members)"
    let text = "{\"database\": \"app.db\"\(members)}"
    #expect(checker.accepts(try JSONValue(parsing: text)) == example.isAccepted, "the schema")
    let environment = ["STRONGROOM_JWT_SECRET": "a secret"]
    let error = try fixture.error(loading: text, environment: environment)
    #expect((error == nil) == example.isAccepted, "\(error.map { "\($0)" } ?? "no error")")
  }

  @Test("what isn't an object at all is refused by both", arguments: ["[]", "null", "1", "\"a\""])
  func notAnObject(text: String) throws {
    #expect(!checker.accepts(try JSONValue(parsing: text)))
    #expect(try fixture.error(loading: text)?.kind == .invalidValue)
  }

  // MARK: - Walking the schema

  private struct Level {
    /// Keys, and for elements of an array their index as a text.
    let path: [String]
    let schema: JSONValue
    let value: JSONValue
    var keys: Set<String> { Set(schema["properties"]?.objectValue?.keys ?? []) }
  }

  /// The objects of the schema, with those of the example that they are about.
  private func levels(of schema: JSONValue, _ value: JSONValue, at path: [String]) -> [Level] {
    let schema = checker.resolved(schema)
    if let properties = schema["properties"]?.objectValue {
      return [Level(path: path, schema: schema, value: value)]
        + properties.members.flatMap { member in
          levels(of: member.value, value[member.key] ?? .null, at: path + [member.key])
        }
    }
    if let choices = schema["items"]?["oneOf"]?.arrayValue {
      return zip(choices, value.arrayValue ?? []).enumerated().flatMap { index, pair in
        levels(of: pair.0, pair.1, at: path + [String(index)])
      }
    }
    return []
  }

  private func defaults(at schema: JSONValue) -> [(String, JSONValue)] {
    (schema["properties"]?.objectValue?.members ?? []).compactMap { member in
      member.value["default"].map { (member.key, $0) }
    }
  }

  /// The paths of all keys outside of arrays, and of what has keys that are names.
  private func keyPaths(of value: JSONValue, at path: [String]) -> [[String]] {
    (value.objectValue?.members ?? []).flatMap { member in
      let own = path + [member.key]
      let hasNames = ["keepRows", "importTables", "roles"].contains(member.key)
      return [own] + (hasNames ? [] : keyPaths(of: member.value, at: own))
    }
  }
}

extension JSONValue {
  fileprivate func value(at path: ArraySlice<String>) -> JSONValue? {
    guard let step = path.first else { return self }
    let inner = self[step] ?? Int(step).flatMap { self[$0] }
    return inner?.value(at: path.dropFirst())
  }

  /// Sets or removes a key of the object at the path.
  fileprivate mutating func set(_ key: String, to value: JSONValue?, at path: ArraySlice<String>) {
    switch (self, path.first) {
    case (.object(var object), nil):
      object[key] = value
      self = .object(object)
    case (.object(var object), .some(let step)):
      object[step]?.set(key, to: value, at: path.dropFirst())
      self = .object(object)
    case (.array(var elements), .some(let step)):
      if let index = Int(step) { elements[index].set(key, to: value, at: path.dropFirst()) }
      self = .array(elements)
    default: break
    }
  }
}
