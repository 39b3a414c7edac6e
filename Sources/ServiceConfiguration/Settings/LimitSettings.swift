/// How far the service goes.
package struct LimitSettings: Sendable, Hashable {
  /// The size of the longest message that is read, in bytes.
  package var messageBytes = 8_388_608
  /// How long to wait for a locked database, in seconds.
  package var busySeconds = 30

  package init() {}
}

extension LimitSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case messageBytes, busySeconds
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    messageBytes =
      try container.value(.messageBytes, .range(1024...1_073_741_824)) ?? messageBytes
    busySeconds = try container.value(.busySeconds, .range(0...3600)) ?? busySeconds
  }
}
