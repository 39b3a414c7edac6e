import BackupProtocol
import GRDB

extension Ledger {
  /// Keeps a token's hash. The token itself is nowhere but with the person.
  static func add(
    token: String, for subject: ResetSubject, expiresAt: Timestamp, now: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: "DELETE FROM resetToken WHERE expiresAt < ?", arguments: [now - 24 * ResetLimits.hour])
    // A person has one token at a time.
    try db.execute(
      sql: "UPDATE resetToken SET usedAt = ? WHERE actor = ? AND database = ? AND usedAt IS NULL",
      arguments: [now, subject.actor, subject.database])
    try db.execute(
      sql: """
        INSERT INTO resetToken
          (hash, actor, database, fingerprint, lastChangeId, createdAt, expiresAt)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        SecretToken.hash(token), subject.actor, subject.database, subject.fingerprint,
        subject.lastChangeID,
        now, expiresAt.millisecondsSince1970,
      ])
  }

  /// Counts an attempt to type the phrase, before it is looked at.
  ///
  /// - Returns: how many wrong ones are left, should this one be wrong.
  /// - Throws: `confirmationInvalid` with the reason.
  func countPhrase(token: String, for subject: ResetSubject, now: Timestamp) throws -> Int {
    try write { db in
      let wrong = try Self.check(token: token, for: subject, now: now, db) + 1
      try db.execute(
        sql: "UPDATE resetToken SET wrongPhrases = ? WHERE hash = ?",
        arguments: [wrong, SecretToken.hash(token)])
      return ResetLimits.wrongPhrases - wrong
    }
  }

  /// The phrase was right.
  func takeBackPhrase(token: String) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE resetToken SET wrongPhrases = wrongPhrases - 1 WHERE hash = ?",
        arguments: [SecretToken.hash(token)])
    }
  }

  /// Spends a token, and says in the same transaction what it is spent for.
  ///
  /// Its time is not looked at: it was good when the reset began, and a large database takes long.
  ///
  /// - Throws: `confirmationInvalid` with the reason.
  func spend(
    token: String, for subject: ResetSubject, now: Timestamp, recording record: ResetRecord
  ) throws {
    try write { db in
      _ = try Self.check(token: token, for: subject, now: nil, db)
      try db.execute(
        sql: "UPDATE resetToken SET usedAt = ? WHERE hash = ?",
        arguments: [now.millisecondsSince1970, SecretToken.hash(token)])
      try Self.save(record, db)
    }
  }

  /// What a token was spent for has not happened: all of the data is there.
  func takeBack(token: String) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE resetToken SET usedAt = NULL WHERE hash = ?",
        arguments: [SecretToken.hash(token)])
    }
  }

  /// - Parameter now: nil where its time does not count.
  /// - Returns: how many wrong phrases were typed for it.
  private static func check(
    token: String, for subject: ResetSubject, now: Timestamp?, _ db: Database
  ) throws -> Int {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT fingerprint, lastChangeId, expiresAt, wrongPhrases, usedAt, createdAt
        FROM resetToken
        WHERE hash = ? AND actor = ? AND database = ?
        """, arguments: [SecretToken.hash(token), subject.actor, subject.database])
    guard let row else {
      throw invalid("unknown", "The reset token is not known for this person.")
    }
    guard (row[4] as Int64?) == nil else {
      throw invalid("used", "The reset token was used before.")
    }
    guard row[3] < ResetLimits.wrongPhrases else {
      throw invalid("tooManyAttempts", "The phrase was typed wrong too often.")
    }
    if let now = now?.millisecondsSince1970 {
      // Made in what is now the future: the clock was set back.
      guard now < row[2], now > (row[5] as Int64) - ResetLimits.resend else {
        throw invalid("expired", "The reset token has expired.")
      }
    }
    guard row[0] as String? == subject.fingerprint, row[1] as String? == subject.lastChangeID else {
      throw invalid(
        "databaseChanged",
        "The database was restored or reset, or its schema changed, since the code was entered.")
    }
    return row[3]
  }

  private static func invalid(_ reason: String, _ message: String) -> ServiceError {
    ServiceError(
      message,
      ErrorData(
        kind: .confirmationInvalid, hint: "Begin again with requestResetOtp.", reason: reason))
  }
}
