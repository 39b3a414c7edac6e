import BackupProtocol

extension ContractError {
  /// The failure of a value that is wrong, in the parameters of a call or in the configuration.
  static func invalid(
    value found: String, at path: String, expected: String, hint: String? = nil
  ) -> ContractError {
    let found = found.count > 40 ? found.prefix(40) + "…" : found
    return ContractError(
      "\(noun(for: path)) must be \(expected), got \(found.isEmpty ? "nothing" : found).",
      ErrorData(
        kind: .invalidParams, hint: hint, path: path, expected: expected, found: found))
  }

  /// A path with the word for what it leads to.
  static func noun(for path: String) -> String {
    path.hasPrefix("params.") ? "The parameter \(path)" : "The setting \(path)"
  }
}
