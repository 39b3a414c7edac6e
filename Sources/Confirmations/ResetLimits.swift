/// How often a factory reset may be begun and guessed at. Times are milliseconds.
package enum ResetLimits {
  /// Wrong codes of a person, over all challenges, until no more are accepted.
  static let wrongCodes = 5
  /// How long after the last wrong code they are held against the person.
  static let wrongCodesLapse: Int64 = 3_600_000
  /// Between two codes for one person.
  package static let resend: Int64 = 60_000
  static let hour: Int64 = 3_600_000
  static let codesPerPerson = 5
  /// Codes for one person, those among them whose mail failed.
  static let triesPerPerson = 10
  /// Codes for all persons together, those among them whose mail failed.
  static let codesPerDatabase = 20
  package static let tokenLifetime: Int64 = 300_000
  /// Wrong phrases until a token is spent.
  static let wrongPhrases = 3
}
