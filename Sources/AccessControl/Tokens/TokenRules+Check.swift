extension TokenRules {
  /// Returns when the registered claims (RFC 7519 section 4.1) are in order.
  ///
  /// - Parameter now: Seconds since 1970.
  /// - Throws: ``AuthenticationError``.
  func check(_ claims: TokenClaims, now: Double) throws(AuthenticationError) {
    let leeway = Double(leeway)
    guard let expiry = try claims.date("exp") else {
      throw AuthenticationError(
        .missingClaim, "The token has no expiry (\"exp\").")
    }
    guard now < expiry + leeway else {
      throw AuthenticationError(.expired, "The token has expired.", hint: "Sign in again.")
    }
    for name in ["nbf", "iat"] {
      guard let start = try claims.date(name) else { continue }
      guard start <= now + leeway else {
        throw AuthenticationError(
          .notYetValid, "The token is not valid yet (\"\(name)\" is in the future).",
          hint: "Compare the clocks of the issuer and of this machine.")
      }
    }
    if let issuer {
      guard claims["iss"] == .string(issuer) else {
        throw AuthenticationError(.wrongIssuer, "The token is not from the configured issuer.")
      }
    }
    try checkAudience(claims["aud"])
  }

  private func checkAudience(_ value: ClaimValue?) throws(AuthenticationError) {
    let named: [ClaimValue] =
      switch value {
      case nil: []
      case .array(let values): values
      case .some(let value): [value]
      }
    switch (audience, value) {
    case (nil, nil): return
    case (nil, _):
      throw AuthenticationError(
        .wrongAudience, "The token is meant for an audience, and none is configured.",
        hint: "Set \"auth.audience\" to the name that the issuer gives this service.")
    case (.some(let audience), _):
      guard named.contains(.string(audience)) else {
        throw AuthenticationError(.wrongAudience, "The token is not meant for this audience.")
      }
    }
  }
}

extension ClaimNames {
  /// The actor that verified claims describe.
  ///
  /// - Throws: ``AuthenticationError`` when the id or the role is missing or empty, and when a claim has
  ///   another type than it must.
  func actor(from claims: TokenClaims) throws(AuthenticationError) -> Actor {
    let id = try required(id, claims.identifier(id))
    let role = try required(role, claims.text(role))
    return try Actor(
      id: id, role: Role(rawValue: role), email: claims.text(email), name: claims.text(name),
      status: claims.text(status), tenantId: claims.identifier(tenantId),
      permissions: claims.levels(permissions))
  }

  private func required(
    _ names: [String], _ value: String?
  ) throws(AuthenticationError) -> String {
    guard let value else {
      let list = names.map { "\"\($0)\"" }.joined(separator: " or ")
      throw AuthenticationError(.missingClaim, "The token has no claim \(list).")
    }
    return value
  }
}

extension TokenClaims {
  fileprivate func first(_ names: [String]) -> (name: String, value: ClaimValue)? {
    for name in names {
      if let value = self[name] { return (name, value) }
    }
    return nil
  }

  /// Seconds since 1970, a `NumericDate`.
  fileprivate func date(_ name: String) throws(AuthenticationError) -> Double? {
    switch self[name] {
    case nil: return nil
    case .integer(let seconds): return Double(seconds)
    case .number(let seconds): return seconds
    default: throw .wrongType(of: name, expected: "a number of seconds")
    }
  }

  fileprivate func text(_ names: [String]) throws(AuthenticationError) -> String? {
    guard let (name, value) = first(names) else { return nil }
    guard case .string(let text) = value else { throw .wrongType(of: name, expected: "a string") }
    return text
  }

  /// A string, or a whole number as its digits: hosts have ids of both kinds.
  fileprivate func identifier(_ names: [String]) throws(AuthenticationError) -> String? {
    guard let (name, value) = first(names) else { return nil }
    switch value {
    case .string(let text): return text
    case .integer(let number): return String(number)
    default: throw .wrongType(of: name, expected: "a string or a whole number")
    }
  }

  fileprivate func levels(_ names: [String]) throws(AuthenticationError) -> [String: AccessLevel] {
    guard let (name, value) = first(names) else { return [:] }
    guard case .object(let modules) = value else {
      throw .wrongType(of: name, expected: "an object of module names and levels")
    }
    var levels: [String: AccessLevel] = [:]
    for (module, level) in modules {
      guard case .string(let text) = level else {
        throw .wrongType(of: name, expected: "an object of module names and levels")
      }
      levels[module] = AccessLevel(rawValue: text)
    }
    return levels
  }
}

extension AuthenticationError {
  fileprivate static func wrongType(of claim: String, expected: String) -> Self {
    Self(.invalidClaim, "The claim \"\(claim)\" of the token must be \(expected).")
  }
}
