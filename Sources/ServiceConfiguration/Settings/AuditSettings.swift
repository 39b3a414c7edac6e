/// How large the audit log grows.
package struct AuditSettings: Sendable, Hashable {
  /// The size of the log, in bytes, from which its older half is sealed into a file.
  package var segmentBytes = 67_108_864
  /// How many sealed files are kept.
  package var keepSegments = 100
  /// How many bytes the sealed files may take together; nil for any number.
  package var keepBytes: Int?

  package init() {}
}

extension AuditSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case segmentBytes, keepSegments, keepBytes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    segmentBytes =
      try container.value(.segmentBytes, .range(1_048_576...1_073_741_824)) ?? segmentBytes
    keepSegments = try container.value(.keepSegments, .range(1...1_000_000)) ?? keepSegments
    keepBytes = try container.value(.keepBytes, .range(1_048_576...1_099_511_627_776))
  }
}
