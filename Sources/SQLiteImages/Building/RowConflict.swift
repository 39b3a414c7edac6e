/// What becomes of a row that meets another one of the same key
/// (https://www.sqlite.org/lang_conflict.html).
package enum RowConflict: Sendable {
  /// The import ends.
  case fails
  /// The row that was there first stays.
  case isIgnored
  case replaces

  package var verb: String {
    switch self {
    case .fails: "INSERT"
    case .isIgnored: "INSERT OR IGNORE"
    case .replaces: "REPLACE"
    }
  }
}
