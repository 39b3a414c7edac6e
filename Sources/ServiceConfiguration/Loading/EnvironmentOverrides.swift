import JSONCoding

/// The keys that variables set, in the order in which they apply.
struct EnvironmentOverrides {
  let keys: [(key: ConfigurationKey, text: String)]

  /// Picks the overrides out of the environment. A variable that is empty counts as not set.
  ///
  /// - Parameter otherVariables: Names beginning like ours that mean something to others.
  /// - Throws: ``ConfigurationError`` for a name that begins like ours and means nothing.
  init(
    _ environment: [String: String], otherVariables: Set<String>
  ) throws(ConfigurationError) {
    keys = ConfigurationKey.all.compactMap { key in
      environment[key.variable].flatMap { $0.isEmpty ? nil : (key, $0) }
    }
    let known = Set(ConfigurationKey.all.map(\.variable))
      .union(SecretVariable.allCases.flatMap { [$0.rawValue, $0.fileVariable] })
      .union(otherVariables)
    for name in environment.keys.sorted() where !known.contains(name) {
      guard name.hasPrefix(ConfigurationKey.variablePrefix) else { continue }
      let nearest = nearest(to: name, among: known)
      throw ConfigurationError(
        .unknownVariable, path: name, "Unknown variable \(name).",
        hint: nearest.map { "Did you mean \($0)?" })
    }
  }

  /// Sets the keys in the document.
  func apply(to document: JSONValue) -> JSONValue {
    guard !keys.isEmpty else { return document }
    guard case .object(var object) = document else { return document }
    for (key, text) in keys {
      set(key.value(of: text), at: key.path[...], in: &object)
    }
    return .object(object)
  }

  /// The variable that set the key at the path or something around it.
  func variable(forPath path: String) -> String? {
    keys.last { entry in
      let own = entry.key.path.joined(separator: ".")
      return path == own || path.hasPrefix(own + ".") || path.hasPrefix(own + "[")
    }?.key.variable
  }

  private func set(_ value: JSONValue, at path: ArraySlice<String>, in object: inout JSONObject) {
    guard let key = path.first else { return }
    if path.count == 1 {
      object[key] = value
    } else {
      // What isn't an object here is replaced: the file's mistake doesn't outlive the override.
      var inner = object[key]?.objectValue ?? JSONObject()
      set(value, at: path.dropFirst(), in: &inner)
      object[key] = .object(inner)
    }
  }
}
