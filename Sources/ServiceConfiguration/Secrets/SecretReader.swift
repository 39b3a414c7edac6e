/// Takes secrets from variables and from the files that variables name.
struct SecretReader {
  let environment: [String: String]
  let workingDirectory: String
  private(set) var warnings: [ConfigurationWarning] = []

  private static let largestFile = 65_536

  init(environment: [String: String], workingDirectory: String) {
    self.environment = environment
    self.workingDirectory = workingDirectory
  }

  /// The secret, nil when neither variable is set. Empty variables count as not set.
  ///
  /// One newline at the end of a file is not part of the secret.
  ///
  /// - Throws: ``ConfigurationError`` when both variables are set, and when the file can't be read, is
  ///   empty or larger than 64 KiB.
  mutating func secret(_ variable: SecretVariable) throws(ConfigurationError) -> Secret? {
    let text = environment[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    let file = environment[variable.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
    switch (text, file) {
    case (nil, nil): return nil
    case (.some(let text), nil): return Secret(text.utf8)
    case (nil, .some(let path)): return try secret(inFileAt: path, of: variable)
    case (.some, .some):
      throw ConfigurationError(
        .invalidSecret, path: variable.rawValue,
        "Both \(variable.rawValue) and \(variable.fileVariable) are set. Set only one of them.")
    }
  }

  private mutating func secret(
    inFileAt path: String, of variable: SecretVariable
  ) throws(ConfigurationError) -> Secret {
    let file = ConfigurationFile(path: path.absolute(in: workingDirectory))
    var bytes = try file.read(upTo: Self.largestFile, for: variable.fileVariable)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else {
      throw ConfigurationError(
        .invalidSecret, path: variable.fileVariable,
        "The file that \(variable.fileVariable) names is empty.")
    }
    if file.isReadableByOthers {
      warnings.append(.secretReadableByOthers(variable.fileVariable))
    }
    return Secret(bytes)
  }
}

extension ConfigurationWarning {
  static func secretReadableByOthers(_ setting: String) -> Self {
    Self(
      kind: .secretReadableByOthers,
      message:
        "Other users can read the file that \(setting) names. Run chmod 600 on it."
    )
  }
}
