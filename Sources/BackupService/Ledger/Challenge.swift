import BackupProtocol

/// What a code, and the token that it buys, is good for.
struct ResetSubject: Equatable {
  let actor: String
  /// The path of the database.
  let database: String
  let fingerprint: String?
  /// The last restore or reset.
  let lastChangeID: String?
}

/// A pending confirmation by a mailed code.
struct Challenge {
  let id: String
  let subject: ResetSubject
  /// Of the code, under the service's key.
  let authenticationCode: [UInt8]
  let createdAt: Timestamp
  let expiresAt: Timestamp

  enum State: String {
    /// The mail has not been handed over yet; its code is not accepted.
    case sending
    case sent
    /// The mail could not be handed over.
    case failed
    /// A newer code took its place, or too many wrong ones were tried.
    case void
    case used
  }
}

/// What became of an attempt to give a code, before it is compared.
struct CountedAttempt {
  /// Further ones, should this one be wrong.
  let attemptsLeft: Int
  /// Of the person's own challenge with the given id; nil where there is none.
  let authenticationCode: [UInt8]?
}
