extension JSONValue: Codable {
  /// With this module's own coder the value comes as it is; another decoder is asked for each
  /// type in turn, and number texts are then that decoder's.
  package init(from decoder: any Decoder) throws {
    if let node = decoder as? DecodingNode {
      self = node.value
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let number = (try? container.decode(Double.self)).flatMap({ JSONNumber($0) }) {
      self = .number(number)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(JSONObject(try container.decode([String: JSONValue].self).map { ($0, $1) }))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    if let node = encoder as? EncodingNode {
      node.content = .value(self)
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let object):
      try container.encode(
        Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, $0.value) }))
    case .number(let number):
      if let value = number.integer(as: Int64.self) {
        try container.encode(value)
      } else {
        try container.encode(number.double)
      }
    }
  }
}

extension JSONObject: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    guard case .object(let object) = value else {
      if let node = decoder as? DecodingNode { throw node.mismatch(expected: "an object") }
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "an object"))
    }
    self = object
  }

  package func encode(to encoder: any Encoder) throws {
    try JSONValue.object(self).encode(to: encoder)
  }
}
