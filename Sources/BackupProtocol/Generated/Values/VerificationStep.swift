// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// One check.
public struct VerificationStep: Codable, Sendable, Hashable {
  /// What was checked.
  public var name: VerificationStep.Name
  /// Whether it passed.
  public var ok: Bool
  /// What was found, where there is more to say.
  public var detail: String?
  /// How long it took, in milliseconds.
  public var durationMs: Int

  /// Creates one from its parts.
  public init(name: VerificationStep.Name, ok: Bool, detail: String? = nil, durationMs: Int) {
    self.name = name
    self.ok = ok
    self.detail = detail
    self.durationMs = durationMs
  }
}

extension VerificationStep {
  /// What a step checks.
  public enum Name: String, Codable, Sendable, CaseIterable {
    /// The stored bytes have the recorded hash.
    case checksum
    /// The manifest is complete, and agrees with the catalog and with the contents.
    case manifest
    /// The backup can be unpacked, and the image has the recorded size and hash.
    case extract
    /// [`PRAGMA integrity_check`](https://sqlite.org/pragma.html#pragma_integrity_check).
    case integrityCheck
    /// [`PRAGMA quick_check`](https://sqlite.org/pragma.html#pragma_quick_check).
    case quickCheck
    /// [`PRAGMA foreign_key_check`](https://sqlite.org/pragma.html#pragma_foreign_key_check).
    case foreignKeyCheck
    /// Every table has the recorded number of rows.
    case rowCounts
  }
}
