/// Who is asking: exactly one of the two forms.
public enum Auth: Sendable, Hashable {
  /// A person whom the host application has authenticated. Accepted only where the configuration
  /// trusts the host, which is the default.
  case actor(Actor)
  /// A signed JSON Web Token, [RFC 7519](https://www.rfc-editor.org/rfc/rfc7519).
  case token(String)
}

extension Auth: Codable {
  private enum CodingKeys: String, CodingKey {
    case actor, token
  }

  /// Reads `{"actor": …}` or `{"token": …}`, and refuses neither or both.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let actor = try container.decodeIfPresent(Actor.self, forKey: .actor)
    let token = try container.decodeIfPresent(String.self, forKey: .token)
    switch (actor, token) {
    case (let actor?, nil): self = .actor(actor)
    case (nil, let token?): self = .token(token)
    default:
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "an object with either an actor or a token"))
    }
  }

  /// Writes `{"actor": …}` or `{"token": …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .actor(let actor): try container.encode(actor, forKey: .actor)
    case .token(let token): try container.encode(token, forKey: .token)
    }
  }
}

extension Auth: CustomStringConvertible {
  /// Names the person, and never shows a token.
  public var description: String {
    switch self {
    case .actor(let actor): "actor \(actor.id)"
    case .token: "token"
    }
  }
}
