extension DecodingNode {
  func mismatch(expected: String, found: String? = nil) -> JSONDecodingError {
    JSONDecodingError(
      .mismatch, path: path.text, expected: expected, found: found ?? value.kindDescription)
  }

  func missing(_ key: any CodingKey, expected: String) -> JSONDecodingError {
    JSONDecodingError(
      .missing, path: path.appending(key).text, expected: expected, found: "nothing")
  }

  /// An error that lists what an enumeration allows; `nil` for any other type.
  func choiceError(for type: any Any.Type) -> JSONDecodingError? {
    let allowed = allowedValues(of: type)
    guard !allowed.isEmpty else { return nil }
    let found =
      if case .string(let text) = value { "\"\(JSONDecodingError.excerpt(text))\"" } else {
        value.kindDescription
      }
    return JSONDecodingError(
      .mismatch, path: path.text, expected: JSONDecodingError.choice(of: allowed), found: found,
      allowed: allowed)
  }

  /// The standard library and hand-written initialisers throw `DecodingError`.
  func restated(_ error: DecodingError) -> JSONDecodingError {
    switch error {
    case .keyNotFound(let key, _): missing(key, expected: "a value")
    case .dataCorrupted(let context):
      mismatch(
        // What `RawRepresentable` says by itself names Swift types, which mean nothing to a peer.
        expected: context.debugDescription.hasPrefix("Cannot initialize")
          ? "an accepted value" : context.debugDescription)
    case .typeMismatch, .valueNotFound: mismatch(expected: "another value")
    @unknown default: mismatch(expected: "another value")
    }
  }
}

/// The raw values of an enumeration that can list its cases; empty for any other type.
func allowedValues(of type: any Any.Type) -> [String] {
  func list<E: CaseIterable & RawRepresentable>(_ type: E.Type) -> [String] {
    E.allCases.map { "\($0.rawValue)" }
  }
  guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return [] }
  return list(type)
}
