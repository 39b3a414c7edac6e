/// How one service is set up: checked as a whole, with defaults filled in and every path absolute.
///
/// Made by ``load(file:database:environment:workingDirectory:otherVariables:)``. A part that is `nil` or
/// empty is not configured. The parts only carry values; whether the program can do what they ask
/// for is its own business to say.
package struct Configuration: Sendable, Hashable {
  /// The path of the host's database.
  package let database: String
  /// What people call the application, in messages to them. By default the database's file name.
  package let name: String
  /// What is taken for granted of the application.
  package let profile: HostProfile
  /// Where backups are kept, the first one foremost. Never empty; no two have the same name.
  package let storages: [StorageSettings]
  package let auth: AuthSettings
  package let smtp: SMTPSettings?
  package let reset: ResetSettings
  package let schedule: ScheduleSettings?
  package let retention: RetentionSettings?
  package let encryption: EncryptionSettings?
  package let notifications: NotificationSettings
  package let hooks: HookSettings
  package let limits: LimitSettings
  package let audit: AuditSettings
  /// The folders that exports may go to; none when empty.
  package let exportFolders: [String]
  /// The folders that imports may come from; none when empty.
  package let importFolders: [String]
  /// By the name that a foreign document gives its rows, the table that they belong to.
  package let importTables: [String: String]
  package let secrets: Secrets
  /// What works, and what the operator should look at.
  package let warnings: [ConfigurationWarning]
}

/// Something that works, and that the operator should look at.
package struct ConfigurationWarning: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Other users of the machine can read a file that holds a secret.
    case secretReadableByOthers
    /// Keys for tokens are configured, and tokens are not accepted.
    case unusedTokenKeys
    /// A shared secret for tokens that is shorter than RFC 7518 asks for.
    case shortTokenSecret
    /// A user name for mail without its password.
    case missingMailPassword
  }

  package let kind: Kind
  /// One plain sentence, with the remedy.
  package let message: String

  package var description: String { message }
}
