import BackupProtocol
import FoundationEssentials
import GRDB
import StateFolder

extension ResetConfirmations {
  static func createChallenges(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE challenge (
          id TEXT PRIMARY KEY NOT NULL, actor TEXT NOT NULL, database TEXT NOT NULL,
          fingerprint TEXT, lastChangeId TEXT, code BLOB NOT NULL, createdAt INTEGER NOT NULL,
          expiresAt INTEGER NOT NULL, state TEXT NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;
        CREATE INDEX challenge_database ON challenge (database, createdAt);
        CREATE TABLE wrongCode (
          actor TEXT NOT NULL, database TEXT NOT NULL, count INTEGER NOT NULL, lastAt INTEGER NOT NULL,
          PRIMARY KEY (actor, database)
        ) WITHOUT ROWID;
        CREATE TABLE resetToken (
          code TEXT PRIMARY KEY NOT NULL, actor TEXT NOT NULL, database TEXT NOT NULL,
          fingerprint TEXT, lastChangeId TEXT, createdAt INTEGER NOT NULL,
          expiresAt INTEGER NOT NULL, wrongPhrases INTEGER NOT NULL DEFAULT 0, usedAt INTEGER
        ) WITHOUT ROWID;
        """)
  }

  /// Takes a place among the codes that may be sent, before the mail is.
  ///
  /// - Returns: how many wrong codes are left.
  /// - Throws: `rateLimited`.
  package func reserve(_ challenge: Challenge) throws -> Int {
    let now = challenge.createdAt.millisecondsSince1970
    let subject = challenge.subject
    try pullBackWrongCodes(of: subject, now: now)
    return try store.write { db in
      let wrong = try Self.wrongCodes(of: subject.actor, subject.database, now: now, db)
      guard wrong.count < ResetLimits.wrongCodes else {
        throw Self.limited(
          "tooManyWrongCodes", "Too many wrong codes were entered.",
          until: wrong.lastAt + ResetLimits.wrongCodesLapse, now: now)
      }
      try Self.checkRate(subject, now: now, db)
      try db.execute(
        sql: "DELETE FROM challenge WHERE createdAt < ?", arguments: [now - 24 * ResetLimits.hour])
      try db.execute(
        sql: """
          INSERT INTO challenge
            (id, actor, database, fingerprint, lastChangeId, code, createdAt, expiresAt, state)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          challenge.id, subject.actor, subject.database, subject.fingerprint, subject.lastChangeID,
          Data(challenge.authenticationCode), now,
          challenge.expiresAt.millisecondsSince1970, Challenge.State.sending.rawValue,
        ])
      return ResetLimits.wrongCodes - wrong.count
    }
  }

  /// Makes a code count whose mail was handed over, in the place of older ones.
  package func confirmSent(_ challenge: Challenge) throws {
    let subject = challenge.subject
    let time = challenge.createdAt.millisecondsSince1970
    try store.write { db in
      try db.execute(
        sql: """
          UPDATE challenge SET state = 'void'
          WHERE actor = ? AND database = ? AND state = 'sent' AND createdAt <= ?
          """, arguments: [subject.actor, subject.database, time])
      // Where a newer code was quicker, this one is the older.
      try db.execute(
        sql: """
          UPDATE challenge SET state = iif(EXISTS (
            SELECT 1 FROM challenge WHERE actor = ? AND database = ? AND state = 'sent'
          ), 'void', 'sent') WHERE id = ? AND state = 'sending'
          """, arguments: [subject.actor, subject.database, challenge.id])
    }
  }

  /// A code that reached nobody does not exist, and is not held against the person.
  package func discard(_ challenge: Challenge) throws {
    try store.write { db in
      try db.execute(
        sql: "UPDATE challenge SET state = 'failed' WHERE id = ?", arguments: [challenge.id])
    }
  }

  /// What was counted by a clock that was ahead lapses from now on, and not when the clock gets there.
  private func pullBackWrongCodes(of subject: ResetSubject, now: Int64) throws {
    try store.write { db in
      try db.execute(
        sql: "UPDATE wrongCode SET lastAt = ?3 WHERE actor = ?1 AND database = ?2 AND lastAt > ?3",
        arguments: [subject.actor, subject.database, now])
    }
  }

  /// A clock that was ahead for a while must not lock anybody out for longer than that.
  private static func checkRate(_ subject: ResetSubject, now: Int64, _ db: Database) throws {
    let recent = try Row.fetchAll(
      db,
      sql: """
        SELECT createdAt, actor, state FROM challenge
        WHERE database = ? AND createdAt > ? AND createdAt < ? ORDER BY createdAt DESC
        """, arguments: [subject.database, now - ResetLimits.hour, now + ResetLimits.hour])
    let tried = recent.filter { $0[1] as String == subject.actor }
    let own = tried.filter { $0[2] as String != Challenge.State.failed.rawValue }
      .map { $0[0] as Int64 }
    if let last = own.first, last + ResetLimits.resend > now {
      throw limited(
        "tooSoon", "A code was sent less than a minute ago.", until: last + ResetLimits.resend,
        now: now)
    }
    for (times, most) in [
      (own, ResetLimits.codesPerPerson),
      (tried.map { $0[0] as Int64 }, ResetLimits.triesPerPerson),
      (recent.map { $0[0] as Int64 }, ResetLimits.codesPerDatabase),
    ] where times.count >= most {
      throw limited(
        "tooManyCodes", "Too many codes were sent within an hour.",
        until: times[most - 1] + ResetLimits.hour, now: now)
    }
  }

  static func limited(
    _ reason: String, _ message: String, until: Int64, now: Int64
  ) -> ContractError {
    let seconds = max(1, (until - now + 999) / 1000)
    return ContractError(
      message,
      ErrorData(
        kind: .rateLimited, hint: "Try again in \(seconds) seconds.", reason: reason,
        retryAfter: Int(seconds)))
  }
}
