/// What any call may carry in its params beside those of its method.
public struct CallContext: Codable, Sendable, Hashable {
  /// Who is asking. Without it, the identity given to `initialize` counts.
  public var auth: Auth?
  /// Asks for `$/progress` notifications, which carry this value.
  public var progressToken: StringOrInteger?

  /// Creates one from its parts.
  public init(auth: Auth? = nil, progressToken: StringOrInteger? = nil) {
    self.auth = auth
    self.progressToken = progressToken
  }
}

/// The params of a call as they are on the wire: those of the method and the context, in one object.
public struct CallParams<Params: Codable & Sendable>: Codable, Sendable {
  /// The params of the method.
  public var params: Params
  /// What any call may carry.
  public var context: CallContext

  /// Joins the two.
  public init(_ params: Params, context: CallContext = CallContext()) {
    self.params = params
    self.context = context
  }

  /// Reads both from the same object.
  public init(from decoder: any Decoder) throws {
    params = try Params(from: decoder)
    context = try CallContext(from: decoder)
  }

  /// Writes both into the same object.
  public func encode(to encoder: any Encoder) throws {
    try params.encode(to: encoder)
    try context.encode(to: encoder)
  }
}

extension CallParams: Equatable where Params: Equatable {}
extension CallParams: Hashable where Params: Hashable {}
