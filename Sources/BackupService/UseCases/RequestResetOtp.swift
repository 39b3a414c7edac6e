package import BackupProtocol
import DatabaseEngines
import Mail

extension BackupOperations {
  /// Mails a code that begins a factory reset. If the mail cannot be handed over there is no code.
  package func requestResetOtp(
    by caller: Caller, control: OperationControl
  ) throws -> RequestResetOtp.Result {
    try recorded(RequestResetOtp.name, by: caller) { note in
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
      let attemptsLeft = try ledger.reserve(challenge)
      do {
        let plan = try engine.planErasure(
          parts.reset.rules, cancellation: control.cancellation)
        let message = ResetCodeMessage(
          product: parts.databaseName, code: code, requestedBy: person, requestedAt: time,
          expiresAt: challenge.expiresAt, tables: plan.preview, warnings: plan.warnings)
        try mail.send(message.content, to: recipients, id: id, at: time, control)
        try ledger.confirmSent(challenge)
        tellOthers(of: message, sentTo: recipients, id: id, mail, control)
      } catch {
        try? ledger.discard(challenge)
        throw error
      }
      return RequestResetOtp.Result(
        challengeId: id, sentTo: recipients.map(\.masked).joined(separator: ", "),
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
    let known = Set(recipients.map(\.address))
    let others = parts.reset.recipients.filter { !known.contains($0.address) }
    guard !others.isEmpty else { return }
    do {
      try mail.send(
        message.withoutCode.content, to: others, id: id + "-notice", at: now(), control)
    } catch {
      send(
        .warning(
          HealthWarning(
            kind: "mail",
            message: "Not all administrators could be told that a reset was asked for: "
              + ServiceError(error).message)))
    }
  }
}

extension MailSetup {
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
