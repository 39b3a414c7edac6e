/// How far the service goes.
package struct LimitSettings: Sendable, Hashable {
  /// The size of the longest message that is read, in bytes.
  package var messageBytes = 8_388_608
  /// How long to wait for a locked database, in seconds.
  package var busySeconds = 30

  /// Processor time that the handling of a foreign file may take, in seconds. One second is added for
  /// each MiB of the file.
  package var importSeconds = 30
  /// Memory that it may take, in bytes.
  package var importBytes = 268_435_456
  /// Disk space that the images of previews may take until their restore, in bytes. 0 keeps none.
  package var preparedBytes = 4_294_967_296

  package init() {}
}

extension LimitSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case messageBytes, busySeconds, importSeconds, importBytes, preparedBytes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    messageBytes =
      try container.value(.messageBytes, .range(1024...1_073_741_824)) ?? messageBytes
    busySeconds = try container.value(.busySeconds, .range(0...3600)) ?? busySeconds
    importSeconds = try container.value(.importSeconds, .range(1...86_400)) ?? importSeconds
    importBytes =
      try container.value(.importBytes, .range(67_108_864...68_719_476_736)) ?? importBytes
    preparedBytes =
      try container.value(.preparedBytes, .range(0...1_099_511_627_776)) ?? preparedBytes
  }
}
