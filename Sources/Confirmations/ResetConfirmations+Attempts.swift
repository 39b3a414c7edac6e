package import BackupProtocol
import FoundationEssentials
import GRDB
import StateFolder

extension ResetConfirmations {
  /// Counts an attempt to give a code, before the code is looked at, so that attempts at the same
  /// time, by whichever processes, are never more than are allowed.
  ///
  /// - Throws: `otpInvalid` with no attempts left, where there are none.
  package func countAttempt(
    challengeID: String, actor: String, database: String, now: Timestamp
  ) throws -> CountedAttempt {
    let now = now.millisecondsSince1970
    return try store.write { db in
      let count = try Self.wrongCodes(of: actor, database, now: now, db).count + 1
      guard count <= ResetLimits.wrongCodes else { throw Self.wrongCode(attemptsLeft: 0) }
      try db.execute(
        sql: """
          INSERT INTO wrongCode (actor, database, count, lastAt) VALUES (?, ?, ?, ?)
          ON CONFLICT (actor, database) DO UPDATE
            SET count = excluded.count, lastAt = excluded.lastAt
          """, arguments: [actor, database, count, now])
      // The challenge's own count never lapses, whatever becomes of the clock.
      let challenge = "id = ? AND actor = ? AND database = ?"
      let arguments: StatementArguments = [challengeID, actor, database]
      try db.execute(
        sql: "UPDATE challenge SET attempts = attempts + 1 WHERE " + challenge,
        arguments: arguments)
      let code = try Data.fetchOne(
        db,
        sql: "SELECT code FROM challenge WHERE attempts <= \(ResetLimits.wrongCodes) AND "
          + challenge, arguments: arguments)
      return CountedAttempt(
        attemptsLeft: ResetLimits.wrongCodes - count, authenticationCode: code.map { Array($0) })
    }
  }

  /// - Throws: `otpInvalid`, where a further code would not be looked at.
  package func requireAttempts(actor: String, database: String, now: Timestamp) throws {
    try store.read { db in
      let wrong = try Self.wrongCodes(
        of: actor, database, now: now.millisecondsSince1970, db)
      guard wrong.count < ResetLimits.wrongCodes else { throw Self.wrongCode(attemptsLeft: 0) }
    }
  }

  /// Lets the count of a wrong code stand, and ends the person's challenges with the last one.
  ///
  /// A transaction like that of a right code, so that the two take the same time.
  package func confirmWrong(actor: String, database: String, attemptsLeft: Int) throws {
    try store.write { db in
      try db.execute(
        sql: "UPDATE wrongCode SET count = count WHERE actor = ? AND database = ?",
        arguments: [actor, database])
      guard attemptsLeft == 0 else { return }
      try db.execute(
        sql:
          "UPDATE challenge SET state = 'void' WHERE actor = ? AND database = ? AND state = 'sent'",
        arguments: [actor, database])
    }
  }

  /// Spends a challenge whose code was right, for a token.
  ///
  /// - Throws: `otpExpired` where the code was right, and counts no more. It is not held against the
  ///   person.
  package func redeem(
    challengeID: String, subject: ResetSubject, tokenCode: String, expiresAt: Timestamp,
    now: Timestamp
  ) throws {
    let now = now.millisecondsSince1970
    let complaint = try store.write { db -> ContractError? in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT state, createdAt, expiresAt, fingerprint, lastChangeId FROM challenge WHERE id = ?
          """, arguments: [challengeID])
      guard let row else { return Self.expired("expired") }
      try db.execute(
        sql: "UPDATE challenge SET attempts = attempts - 1 WHERE id = ?", arguments: [challengeID])
      try db.execute(
        sql:
          "UPDATE wrongCode SET count = count - 1 WHERE actor = ? AND database = ? AND count > 0",
        arguments: [subject.actor, subject.database])
      switch Challenge.State(rawValue: row[0]) {
      case .sent: break
      case .used: return Self.expired("used")
      case .void, .sending, .failed, nil: return Self.expired("replaced")
      }
      // Made in what is now the future: the clock was set back.
      guard now < row[2], now > (row[1] as Int64) - ResetLimits.resend else {
        return Self.expired("expired")
      }
      guard row[3] as String? == subject.fingerprint, row[4] as String? == subject.lastChangeID
      else { return Self.expired("databaseChanged") }
      try db.execute(
        sql: "UPDATE challenge SET state = 'used' WHERE id = ?", arguments: [challengeID])
      try db.execute(
        sql: "DELETE FROM wrongCode WHERE actor = ? AND database = ?",
        arguments: [subject.actor, subject.database])
      try Self.add(tokenCode: tokenCode, for: subject, expiresAt: expiresAt, now: now, db)
      return nil
    }
    if let complaint { throw complaint }
  }

  static func wrongCodes(
    of actor: String, _ database: String, now: Int64, _ db: Database
  ) throws -> (count: Int, lastAt: Int64) {
    let row = try Row.fetchOne(
      db, sql: "SELECT count, lastAt FROM wrongCode WHERE actor = ? AND database = ?",
      arguments: [actor, database])
    guard let row, row[1] + ResetLimits.wrongCodesLapse > now else { return (0, now) }
    return (row[0], min(row[1], now))
  }

  package static func wrongCode(attemptsLeft: Int) -> ContractError {
    ContractError(
      attemptsLeft == 0
        ? "Too many codes were wrong. No more are accepted for now." : "The code is wrong.",
      ErrorData(
        kind: .otpInvalid,
        hint: attemptsLeft == 0
          ? "Request another code in an hour." : "Enter the code of the newest mail.",
        attemptsLeft: attemptsLeft))
  }

  private static func expired(_ reason: String) -> ContractError {
    let message =
      switch reason {
      case "used": "The code was used before."
      case "replaced": "A newer code replaced this one."
      case "databaseChanged":
        "The database was restored or reset, or its schema changed, since the code was requested."
      default: "The code has expired."
      }
    return ContractError(
      message,
      ErrorData(
        kind: .otpExpired,
        hint: reason == "replaced" ? "Use the code of the newest mail." : "Request another code.",
        reason: reason))
  }
}
