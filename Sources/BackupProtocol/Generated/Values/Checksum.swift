// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// A hash of bytes.
public struct Checksum: Codable, Sendable, Hashable {
  /// The hash function.
  public var algorithm: Checksum.Algorithm
  /// The hash in lower-case hexadecimal.
  public var value: String

  /// Creates one from its parts.
  public init(algorithm: Checksum.Algorithm, value: String) {
    self.algorithm = algorithm
    self.value = value
  }
}

extension Checksum {
  /// A hash function.
  public enum Algorithm: String, Codable, Sendable, CaseIterable {
    /// SHA-256, FIPS 180-4.
    case sha256
  }
}
