/// Lets anyone tell, also after a crash, whether a deletion was committed.
///
/// It goes by the schema cookie (https://www.sqlite.org/pragma.html#pragma_schema_version), which the
/// deletion moves ``step`` ahead in its own transaction. A change of the schema moves it by one, so
/// that migrations before and after do not matter, up to a million of them. Other connections prepare
/// their statements again, as after any change of the schema.
///
/// One thing cannot be told: where another deletion was committed after this one had failed, this one
/// is taken for done. Settle a mark before the next deletion begins.
package struct EraseMark: Sendable, Equatable, Codable {
  /// The cookie before the deletion, of 31 bits.
  package let schemaVersion: Int

  package init(schemaVersion: Int) { self.schemaVersion = schemaVersion & Self.mask }

  static let step = 1 << 20
  private static let mask = (1 << 31) - 1

  /// What the deletion sets the cookie to.
  package var versionAfter: Int { (schemaVersion + Self.step) & Self.mask }

  /// Whether a cookie that is `version` now has the step behind it; nil for one so far from both that
  /// it comes from elsewhere, as when the file was made anew.
  package func isBehind(_ version: Int) -> Bool? {
    let distance = (version - schemaVersion) & Self.mask
    return distance < Self.step ? false : distance < 2 * Self.step ? true : nil
  }
}
