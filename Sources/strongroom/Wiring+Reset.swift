import BackupProtocol
import BackupService
import Databases
import Mail
import ServiceConfiguration

extension Wiring {
  static func resetPolicy(
    _ configuration: ServiceConfiguration.Configuration
  ) throws -> ResetPolicy {
    let settings = configuration.reset
    let profile = configuration.profile
    var policy = ResetPolicy()
    if let tables = settings.keepTables {
      policy.rules.keepTables = tables
    } else {
      policy.rules.usualTables += profile.keptTables
    }
    if let rows = settings.keepRows {
      policy.rules.keepRows = rows
    } else {
      policy.rules.usualRows = profile.keptRows
    }
    policy.codeDigits = settings.codeDigits
    policy.codeMinutes = Int64(settings.codeMinutes)
    policy.recipients = try settings.recipients.map { try address($0, setting: "reset.recipients") }
    policy.recipientQuery = settings.recipientQuery
    policy.hook = RestartHook(arguments: configuration.hooks.afterReset)
    return policy
  }

  static func mail(_ configuration: ServiceConfiguration.Configuration) throws -> MailSetup? {
    guard let smtp = configuration.smtp else { return nil }
    return MailSetup(
      mailer: SMTPMailer(
        SMTPServer(
          url: smtp.url, username: smtp.username,
          password: configuration.secrets.smtpPassword?.bytes, caFile: smtp.caFile,
          allowInsecure: smtp.allowInsecure, connectSeconds: Double(smtp.connectSeconds),
          totalSeconds: Double(smtp.totalSeconds))),
      sender: try address(smtp.from, setting: "smtp.from"))
  }

  private static func address(_ text: String, setting: String) throws -> MailAddress {
    if let address = MailAddress(text) { return address }
    throw CommandFailure(
      ContractError(
        "\(setting) must be a mail address.",
        ErrorData(
          kind: .notConfigured,
          hint: "Write name@example.com, or \"A Name\" <name@example.com> with the name in quotes.",
          found: text, setting: setting)))
  }
}
