/// The `auth` parameter: who asks, as sent.
///
/// `{"actor": {…}}` or `{"token": "…"}`, exactly one of them. A token never shows in a description.
package enum Credentials: Sendable, Hashable {
  /// The spawning backend vouches for this actor.
  case actor(Actor)
  /// A JSON Web Token.
  case token(String)
}

extension Credentials: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case actor, token
  }

  /// - Throws: `DecodingError` when neither or both are given, and those of ``Actor``.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch (container.contains(.actor), container.contains(.token)) {
    case (true, false):
      self = .actor(try container.decode(Actor.self, forKey: .actor))
    case (false, true):
      self = .token(try container.decode(String.self, forKey: .token))
    case (false, false), (true, true):
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "an object with either \"actor\" or \"token\""))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .actor(let actor): try container.encode(actor, forKey: .actor)
    case .token(let token): try container.encode(token, forKey: .token)
    }
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    switch self {
    case .actor(let actor): "actor \(actor.id)"
    case .token: "token (hidden)"
    }
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["credentials": description]) }
}
