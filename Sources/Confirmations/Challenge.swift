package import BackupProtocol

/// What a code, and the token that it buys, is good for.
package struct ResetSubject: Equatable {
  package let actor: String
  /// The path of the database.
  package let database: String
  let fingerprint: String?
  /// The last restore or reset.
  let lastChangeID: String?

  package init(
    actor: String, database: String, fingerprint: String?, lastChangeID: String?
  ) {
    self.actor = actor
    self.database = database
    self.fingerprint = fingerprint
    self.lastChangeID = lastChangeID
  }
}

/// A pending confirmation by a mailed code.
package struct Challenge {
  let id: String
  let subject: ResetSubject
  /// Of the code, under the service's key.
  let authenticationCode: [UInt8]
  let createdAt: Timestamp
  package let expiresAt: Timestamp

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

  package init(
    id: String, subject: ResetSubject, authenticationCode: [UInt8], createdAt: Timestamp,
    expiresAt: Timestamp
  ) {
    self.id = id
    self.subject = subject
    self.authenticationCode = authenticationCode
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}

/// What became of an attempt to give a code, before it is compared.
package struct CountedAttempt {
  /// Further ones, should this one be wrong.
  package let attemptsLeft: Int
  /// Of the person's own challenge with the given id; nil where there is none.
  package let authenticationCode: [UInt8]?
}
