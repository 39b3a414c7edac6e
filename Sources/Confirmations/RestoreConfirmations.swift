package import BackupProtocol
import GRDB
package import StateFolder

/// What a restore is confirmed for: by whom, of which backup, and over which state.
package struct ConfirmationSubject: Equatable {
  let actor: String
  let backupID: String
  /// Of the live database's schema; nil where there was no database.
  let fingerprint: String?
  /// The last restore or reset.
  let lastChangeID: String?

  package init(
    actor: String, backupID: String, fingerprint: String?, lastChangeID: String?
  ) {
    self.actor = actor
    self.backupID = backupID
    self.fingerprint = fingerprint
    self.lastChangeID = lastChangeID
  }
}

/// The tokens that confirm restores, in the database of the catalog.
package struct RestoreConfirmations {
  private let database: ServiceDatabase

  package init(_ database: ServiceDatabase) { self.database = database }

  /// Keeps a token's hash. The token itself is nowhere but with the caller.
  package func add(
    token: String, for subject: ConfirmationSubject, expiresAt: Timestamp, now: Timestamp
  ) throws {
    try database.write { db in
      try db.execute(
        sql: "DELETE FROM confirmation WHERE expiresAt < ?",
        arguments: [now.millisecondsSince1970 - 86_400_000])
      try db.execute(
        sql: """
          INSERT INTO confirmation (hash, actor, backupId, fingerprint, lastRestoreId, expiresAt)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          SecretToken.hash(token), subject.actor, subject.backupID, subject.fingerprint,
          subject.lastChangeID, expiresAt.millisecondsSince1970,
        ])
    }
  }

  /// Finds whether a token allows the restore.
  ///
  /// - Parameter isSpent: whether it is spent by this.
  /// - Throws: `confirmationInvalid` with the reason.
  package func check(
    token: String, for subject: ConfirmationSubject, now: Timestamp, isSpent: Bool
  ) throws {
    try database.write { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT actor, backupId, fingerprint, lastRestoreId, expiresAt, usedAt
          FROM confirmation WHERE hash = ? AND actor = ?
          """, arguments: [SecretToken.hash(token), subject.actor])
      guard let row else {
        // Another actor's token is told like one that never was, to tell nothing about it.
        throw Self.invalid("unknown", "This person has no such confirmation token.")
      }
      guard row[1] as String == subject.backupID else {
        throw Self.invalid("otherBackup", "The confirmation token was given for another backup.")
      }
      guard (row[5] as Int64?) == nil else {
        throw Self.invalid("used", "The confirmation token was used before.")
      }
      guard now.millisecondsSince1970 < row[4] else {
        throw Self.invalid("expired", "The confirmation token has expired.")
      }
      guard row[2] as String? == subject.fingerprint, row[3] as String? == subject.lastChangeID
      else {
        throw Self.invalid(
          "databaseChanged",
          "The database was restored or reset, or its schema changed, since the preview.")
      }
      if isSpent {
        try db.execute(
          sql: "UPDATE confirmation SET usedAt = ? WHERE hash = ?",
          arguments: [now.millisecondsSince1970, SecretToken.hash(token)])
      }
    }
  }

  private static func invalid(_ reason: String, _ message: String) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .confirmationInvalid, hint: "Preview the restore again and use the new token.",
        reason: reason))
  }
}
