package import BackupProtocol
import GRDB
import StateFolder

extension ResetConfirmations {
  /// Keeps a token by its authentication code under the service's key. The token itself is nowhere but
  /// with the person, and who writes to the ledger without the key can make none.
  static func add(
    tokenCode: String, for subject: ResetSubject, expiresAt: Timestamp, now: Int64, _ db: Database
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
          (code, actor, database, fingerprint, lastChangeId, createdAt, expiresAt)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        tokenCode, subject.actor, subject.database, subject.fingerprint,
        subject.lastChangeID,
        now, expiresAt.millisecondsSince1970,
      ])
  }

  /// Counts an attempt to type the phrase, before it is looked at.
  ///
  /// - Returns: how many wrong ones are left, should this one be wrong.
  /// - Throws: `confirmationInvalid` with the reason.
  package func countPhrase(tokenCode: String, for subject: ResetSubject, now: Timestamp) throws
    -> Int
  {
    try store.write { db in
      let wrong = try Self.check(tokenCode: tokenCode, for: subject, now: now, db) + 1
      try db.execute(
        sql: "UPDATE resetToken SET wrongPhrases = ? WHERE code = ?",
        arguments: [wrong, tokenCode])
      return ResetLimits.wrongPhrases - wrong
    }
  }

  /// The phrase was right.
  package func takeBackPhrase(tokenCode: String) throws {
    try store.write { db in
      try db.execute(
        sql: "UPDATE resetToken SET wrongPhrases = wrongPhrases - 1 WHERE code = ?",
        arguments: [tokenCode])
    }
  }

  /// Spends a token, and says in the same transaction what it is spent for.
  ///
  /// Its time is not looked at: it was good when the reset began, and a large database takes long.
  ///
  /// - Throws: `confirmationInvalid` with the reason.
  package func spend(
    tokenCode: String, for subject: ResetSubject, now: Timestamp, recording record: ResetRecord
  ) throws {
    try store.write { db in
      _ = try Self.check(tokenCode: tokenCode, for: subject, now: nil, db)
      try db.execute(
        sql: "UPDATE resetToken SET usedAt = ? WHERE code = ?",
        arguments: [now.millisecondsSince1970, tokenCode])
      try ResetRecords.save(record, db)
    }
  }

  /// What a token was spent for has not happened: all of the data is there.
  package func takeBack(tokenCode: String) throws {
    try store.write { db in
      try db.execute(
        sql: "UPDATE resetToken SET usedAt = NULL WHERE code = ?",
        arguments: [tokenCode])
    }
  }

  /// - Parameter now: nil where its time does not count.
  /// - Returns: how many wrong phrases were typed for it.
  private static func check(
    tokenCode: String, for subject: ResetSubject, now: Timestamp?, _ db: Database
  ) throws -> Int {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT fingerprint, lastChangeId, expiresAt, wrongPhrases, usedAt, createdAt
        FROM resetToken
        WHERE code = ? AND actor = ? AND database = ?
        """, arguments: [tokenCode, subject.actor, subject.database])
    guard let row else {
      throw invalid("unknown", "This person has no such reset token.")
    }
    guard (row[4] as Int64?) == nil else {
      throw invalid("used", "The reset token was used before.")
    }
    guard row[3] < ResetLimits.wrongPhrases else {
      throw invalid("tooManyAttempts", "The phrase was wrong too many times.")
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

  private static func invalid(_ reason: String, _ message: String) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .confirmationInvalid, hint: "Begin again with requestResetOtp.", reason: reason))
  }
}
