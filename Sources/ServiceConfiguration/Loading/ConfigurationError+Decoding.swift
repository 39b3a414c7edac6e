import JSONCoding

extension ConfigurationError {
  /// Says where the value came from, beside what is wrong with it.
  init(_ error: JSONDecodingError, file: String?, overrides: EnvironmentOverrides) {
    let path = String(error.path.drop { $0 == "." })
    let place =
      if let variable = overrides.variable(forPath: path) { "\(variable) (\(path))" } else {
        path.isEmpty ? "The configuration" : file.map { "\"\(path)\" in \($0)" } ?? "\"\(path)\""
      }
    switch error.reason {
    case .mismatch:
      self.init(
        .invalidValue, path: path, "\(place) must be \(error.expected), got \(error.found).")
    case .missing:
      self.init(
        .missingValue, path: path, "\(place) is missing. It must be \(error.expected).",
        hint: path == "database" ? "Give --database, or set it in the file." : nil)
    case .unknownKey:
      if let variable = SecretVariable.meant(byKeyAt: path) {
        self.init(
          .misplacedSecret, path: path,
          "\(place) is a secret, and secrets are not read from the configuration.",
          hint: "Set the variable \(variable.rawValue), or \(variable.fileVariable).")
      } else {
        let key = path.split(separator: ".").last.map(String.init) ?? path
        let suggestion = nearest(to: key, among: error.allowed).map { "Did you mean \"\($0)\"?" }
        self.init(
          .unknownKey, path: path, "Unknown key \(place).",
          hint: suggestion ?? "Known keys: \(error.allowed.joined(separator: ", ")).")
      }
    }
  }
}
