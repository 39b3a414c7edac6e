import BackupProtocol
import BackupService
import DatabaseEngines
import Mail
import ServiceConfiguration

extension Wiring {
  static func resetPolicy(_ configuration: ServiceConfiguration.Configuration) -> ResetPolicy {
    let settings = configuration.reset
    var policy = ResetPolicy()
    if let tables = settings.keepTables {
      policy.rules.keepTables = tables
      policy.rules.usualTables = EraseRules.migrationTables
    }
    if let rows = settings.keepRows {
      policy.rules.keepRows = rows
      policy.rules.usualRows = [:]
    }
    policy.codeDigits = settings.codeDigits
    policy.codeMinutes = Int64(settings.codeMinutes)
    policy.recipients = settings.recipients.compactMap { MailAddress($0) }
    policy.recipientQuery = settings.recipientQuery
    policy.hook = RestartHook(arguments: configuration.hooks.afterReset)
    return policy
  }

  static func mail(_ configuration: ServiceConfiguration.Configuration) throws -> MailSetup? {
    guard let smtp = configuration.smtp else { return nil }
    guard let sender = MailAddress(smtp.from) else {
      throw CommandFailure(
        ServiceError(
          "The sender of mails is not a mail address.",
          ErrorData(
            kind: .notConfigured, hint: "Write it as name@example.com or Name <name@example.com>.",
            setting: "smtp.from")))
    }
    return MailSetup(
      mailer: SMTPMailer(
        SMTPServer(
          url: smtp.url, username: smtp.username,
          password: configuration.secrets.smtpPassword?.bytes, caFile: smtp.caFile,
          allowInsecure: smtp.allowInsecure, connectSeconds: Double(smtp.connectSeconds),
          totalSeconds: Double(smtp.totalSeconds))),
      sender: sender)
  }
}
