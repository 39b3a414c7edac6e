import AuditLog
package import BackupProtocol
import Concurrency
import Confirmations
import Databases
import Mail
import StateFolder

extension BackupOperations {
  /// Mails a code that begins a factory reset. If the mail cannot be handed over there is no code.
  package func requestResetOtp(
    by caller: Caller, control: OperationControl
  ) async throws -> RequestResetOtp.Result {
    try await run(.requestResetOtp, by: caller) { note in
      let person = try resetPerson(caller)
      let mail = try mailSetup()
      let recipients = try resetRecipients(of: caller, control)
      let subject = try resetSubject(of: caller, control)
      let time = now()
      let id = newID(at: time)
      note.add(.challenge(id))
      let code = OneTimeCode.make(digits: parts.reset.codeDigits, random: parts.clock.random)
      let challenge = Challenge(
        id: id, subject: subject,
        authenticationCode: try serviceKey().authenticationCode(
          for: ResetSubject.purpose, subject.fields(code: code, challengeID: id)),
        createdAt: time, expiresAt: time.adding(minutes: parts.reset.codeMinutes))
      let ledger = try ledger()
      let attemptsLeft = try ledger.confirmations.reserve(challenge)
      let reached: [MailAddress]
      do {
        let plan = try engine.planErasure(
          parts.reset.rules, cancellation: control.cancellation)
        let message = ResetCodeMessage(
          product: parts.databaseName, code: code, requestedBy: person, requestedAt: time,
          expiresAt: challenge.expiresAt, tables: plan.preview, warnings: plan.notes,
          isFromTerminal: caller.isAtTerminal)
        reached = try send(message, to: recipients, id: id, at: time, mail, control)
        try ledger.confirmations.confirmSent(challenge)
        tellOthers(of: message, sentTo: recipients, id: id, mail, control)
      } catch {
        try? ledger.confirmations.discard(challenge)
        throw error
      }
      return RequestResetOtp.Result(
        challengeId: id, sentTo: reached.map(\.masked).joined(separator: ", "),
        expiresAt: challenge.expiresAt, resendAfter: Int(ResetLimits.resend / 1000),
        attemptsLeft: attemptsLeft)
    }
  }
}

extension BackupOperations {
  /// The administrators of the list who did not get the code learn that somebody has one.
  private func tellOthers(
    of message: ResetCodeMessage, sentTo recipients: [MailAddress], id: String, _ mail: MailSetup,
    _ control: OperationControl
  ) {
    let failures = mail.sendToEach(
      message.withoutCode.content, of: otherAdministrators(than: recipients), id: id + "-notice",
      at: now(), control)
    for (address, failure) in failures { warn(of: failure, to: address) }
  }

  /// To each alone, so that one bad address keeps nobody else from the code.
  ///
  /// - Returns: whom it reached.
  /// - Throws: the first failure, where it reached nobody.
  private func send(
    _ message: ResetCodeMessage, to recipients: [MailAddress], id: String, at time: Timestamp,
    _ mail: MailSetup, _ control: OperationControl
  ) throws -> [MailAddress] {
    let failures = mail.sendToEach(message.content, of: recipients, id: id, at: time, control)
    if failures.count == recipients.count, let (_, failure) = failures.first {
      throw failure.hiding(message.code)
    }
    for (address, failure) in failures { warn(of: failure, to: address) }
    return recipients.filter { recipient in !failures.contains { $0.0 == recipient } }
  }

  private func warn(of failure: ContractError, to address: MailAddress) {
    send(
      .warning(
        HealthWarning(
          kind: "mailUnavailable",
          message: "The mail to \(address.masked) failed: \(failure.message)",
          hint: failure.data.hint)))
  }
}

extension ContractError {
  /// Without a code that a server has quoted from the message.
  fileprivate func hiding(_ code: String?) -> ContractError {
    guard let code else { return self }
    var data = data
    data.serverReply = data.serverReply?.replacing(code, with: "•••")
    return ContractError(message, data)
  }
}

extension MailSetup {
  /// - Returns: those whom it did not reach, and why.
  func sendToEach(
    _ content: MessageContent, of recipients: [MailAddress], id: String, at time: Timestamp,
    _ control: OperationControl
  ) -> [(MailAddress, ContractError)] {
    recipients.enumerated().compactMap { index, recipient in
      do {
        try send(
          content, to: [recipient], id: index == 0 ? id : "\(id)-\(index)", at: time, control)
        return nil
      } catch {
        return (recipient, ContractError(error))
      }
    }
  }

  func send(
    _ content: MessageContent, to recipients: [MailAddress], id: String, at time: Timestamp,
    _ control: OperationControl
  ) throws {
    try mailer.send(
      MailMessage(
        from: sender, to: recipients, subject: content.subject, text: content.text,
        html: content.html, date: time.millisecondsSince1970, id: id)
    ) { control.cancellation.isCancelled }
  }
}
