import AccessControl
import AuditLog
import BackupProtocol
import BackupService
import Files
import Foundation
import Logging
import ObjectStorage
import SQLiteEngine
import ServiceConfiguration

/// The live parts that a configuration asks for.
struct Wiring {
  let configuration: ServiceConfiguration.Configuration
  var parts: BackupOperations.Parts
  let warnings: [HealthWarning]

  init(_ configuration: ServiceConfiguration.Configuration, log: Logger) throws {
    self.configuration = configuration
    warnings = try Self.review(configuration)
    let database = Self.resolved(configuration.database)
    let storage = try Self.storage(configuration)
    let folder = storage.path
    parts = BackupOperations.Parts(
      engine: SQLiteDatabase(
        path: database, busySeconds: Double(configuration.limits.busySeconds)),
      databasePath: database, databaseName: configuration.name,
      store: FolderStore(
        path: folder, isMadeByOthers: true, owner: FolderOwner(ofDatabase: database)),
      storageName: storage.name,
      stateFolder: folder,
      version: Version.text, log: log)
    parts.folderMustExist = storage.mustExist
    parts.workshop = ForeignProcess()
    parts.foreignLimits = ForeignLimits(
      seconds: configuration.limits.importSeconds, bytes: configuration.limits.importBytes)
    parts.exportFolders = configuration.exportFolders
    parts.importFolders = configuration.importFolders
    parts.importTables = configuration.importTables
    parts.restartHook = RestartHook(arguments: configuration.hooks.afterRestore)
    parts.preparedBytes = Int64(configuration.limits.preparedBytes)
    parts.reset = try Self.resetPolicy(configuration)
    parts.mail = try Self.mail(configuration)
    parts.audit.segmentBytes = Int64(configuration.audit.segmentBytes)
    parts.audit.keepSegments = configuration.audit.keepSegments
    parts.audit.keepBytes = configuration.audit.keepBytes.map(Int64.init)
    (parts.schedule, parts.retention) = try Self.policies(configuration)
    parts.warnings = warnings
  }

  /// Logs go to stderr, as stdout belongs to results and the protocol.
  static func logger(level: Logger.Level) -> Logger {
    var logger = Logger(label: "strongroom") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    return logger
  }

  func authenticator() throws -> Authenticator {
    switch configuration.auth.mode {
    case .trusted: return .trusted
    case .jwt: return .tokens(tokenVerifier())
    }
  }

  private func tokenVerifier() -> TokenVerifier {
    let auth = configuration.auth
    var keys: [TokenKeySource] = []
    if let secret = configuration.secrets.jwt { keys.append(.sharedSecret(secret.bytes)) }
    if let pem = auth.publicKeyPEM { keys.append(.publicKey(pem: pem)) }
    if let set = auth.keySetJSON { keys.append(.keySet(json: set)) }
    var claims = ClaimNames()
    if let name = auth.claims.id { claims.id = [name] }
    if let name = auth.claims.role { claims.role = [name] }
    if let name = auth.claims.email { claims.email = [name] }
    if let name = auth.claims.name { claims.name = [name] }
    if let name = auth.claims.status { claims.status = [name] }
    claims.tenantId = [auth.claims.tenantId ?? configuration.profile.tenantClaim]
    if let name = auth.claims.permissions { claims.permissions = [name] }
    return TokenVerifier(
      keys: keys,
      rules: TokenRules(issuer: auth.issuer, audience: auth.audience, claims: claims))
  }

  private static func storage(
    _ configuration: ServiceConfiguration.Configuration
  ) throws -> (name: String, path: String, mustExist: Bool) {
    for storage in configuration.storages {
      if case .folder(let settings) = storage {
        // Beside the file itself: by whichever link it is named, it has one history and one lock.
        let isUsual = settings.path == configuration.database + ".backups"
        return (
          settings.name,
          isUsual ? resolved(configuration.database) + ".backups" : resolved(settings.path),
          settings.mustExist
        )
      }
    }
    throw CommandFailure(
      ContractError(
        "No backup folder is configured.",
        ErrorData(
          kind: .notConfigured, hint: "Add a storage of the type folder.", setting: "storages")))
  }

  /// Settings that this version does not act on: those that somebody's safety hangs on are refused,
  /// the others are told.
  private static func review(
    _ configuration: ServiceConfiguration.Configuration
  ) throws -> [HealthWarning] {
    if let encryption = configuration.encryption, !encryption.recipients.isEmpty {
      throw unsupported("encryption", "Backups cannot be encrypted by this version.")
    }
    if configuration.secrets.encryptionPassphrase != nil {
      throw unsupported(
        "STRONGROOM_ENCRYPTION_PASSPHRASE", "Backups cannot be encrypted by this version.")
    }
    if configuration.storages.count > 1 || configuration.storages.contains(where: \.isRemote) {
      throw unsupported("storages", "This version keeps backups in one folder only.")
    }
    let ignored: [(Bool, message: String)] = [
      (
        configuration.notifications != NotificationSettings(),
        "The setting notifications has no effect in this version."
      )
    ]
    return ignored.filter(\.0).map { _, message in
      HealthWarning(
        kind: "settingIgnored", message: message, hint: "Remove it, so that nobody relies on it.")
    } + configuration.warnings.map { HealthWarning(kind: "configuration", message: $0.message) }
  }

  private static func unsupported(_ setting: String, _ message: String) -> CommandFailure {
    CommandFailure(
      ContractError(
        message,
        ErrorData(
          kind: .notConfigured, hint: "Remove the setting \(setting).", setting: setting)))
  }

  /// The path without symbolic links, so that every process means the same file by it.
  ///
  /// - Parameter links: how many links without a file at their end are followed.
  private static func resolved(_ path: String, links: Int = 40) -> String {
    let url = URL(fileURLWithPath: path)
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard let folder = realpath(url.deletingLastPathComponent().path, nil) else { return url.path }
    defer { free(folder) }
    let file = String(cString: folder) + "/" + url.lastPathComponent
    // The file that a link names may be gone, and its backups are beside where it was.
    guard links > 0,
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: file)
    else { return file }
    return resolved(
      target.hasPrefix("/") ? target : String(cString: folder) + "/" + target, links: links - 1)
  }
}

extension StorageSettings {
  fileprivate var isRemote: Bool {
    if case .s3 = self { true } else { false }
  }
}
