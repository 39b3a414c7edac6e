import AuditLog
package import BackupProtocol
import Concurrency
import Confirmations
import Databases
import StateFolder

extension BackupOperations {
  /// Takes a mailed code for the token of a factory reset.
  ///
  /// What takes time is done before the code is compared, so that a right code, a wrong one and one
  /// of an unknown challenge go the same way.
  package func verifyResetOtp(
    _ params: VerifyResetOtp.Params, by caller: Caller, control: OperationControl
  ) async throws -> VerifyResetOtp.Result {
    try await run(.verifyResetOtp, by: caller) { note in
      // Anything else is what somebody typed, maybe the code, and not for a log.
      if EntryID.isValid(params.challengeId) { note.add(.challenge(params.challengeId)) }
      _ = try resetPerson(caller)
      let ledger = try ledger()
      let database = parts.databasePath
      try ledger.confirmations.requireAttempts(
        actor: caller.identity, database: database, now: now())
      let subject = try resetSubject(of: caller, control)
      let plan = try engine.planErasure(parts.reset.rules, cancellation: control.cancellation)
      let key = try serviceKey()
      let attempt = try ledger.confirmations.countAttempt(
        challengeID: params.challengeId, actor: caller.identity, database: database, now: now())
      let isRight = key.isAuthentic(
        attempt.authenticationCode ?? Self.decoy, for: ResetSubject.purpose,
        subject.fields(
          code: OneTimeCode.normalized(params.code), challengeID: params.challengeId))
      guard isRight else {
        try ledger.confirmations.confirmWrong(
          actor: caller.identity, database: database, attemptsLeft: attempt.attemptsLeft)
        throw ResetConfirmations.wrongCode(attemptsLeft: attempt.attemptsLeft)
      }
      let token = SecretToken.make(random: parts.clock.random)
      let time = now()
      let expiresAt = time.adding(milliseconds: ResetLimits.tokenLifetime)
      try ledger.confirmations.redeem(
        challengeID: params.challengeId, subject: subject,
        tokenCode: try tokenCode(of: token, given: caller), expiresAt: expiresAt,
        now: time)
      return VerifyResetOtp.Result(
        resetToken: token, expiresAt: expiresAt, confirmationPhrase: resetPhrase,
        preview: plan.preview, warnings: plan.notes)
    }
  }

  /// No code has this one.
  private static let decoy = [UInt8](repeating: 0, count: 32)
}
