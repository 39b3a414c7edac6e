/// How large the audit log grows.
package struct AuditPolicy: Sendable, Equatable {
  /// The size of the ledger, in bytes, from which the older half of its entries is sealed into a file.
  package var segmentBytes: Int64 = 64 << 20
  /// How many sealed segments are kept.
  package var keepSegments = 100
  /// How many bytes the sealed segments may take together; nil for any number.
  package var keepBytes: Int64?

  package init() {}
}
