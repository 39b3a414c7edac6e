extension ConfigurationLoader {
  /// Adds the secrets, fills in the defaults that depend on other keys, and checks keys against each
  /// other.
  func configuration(
    of document: ConfigurationDocument, secrets reader: inout SecretReader
  ) throws(ConfigurationError) -> Configuration {
    let storages = document.storages ?? []
    let secrets = Secrets(
      jwt: try reader.secret(.jwt), smtpPassword: try reader.secret(.smtpPassword),
      encryptionPassphrase: try reader.secret(.encryptionPassphrase),
      webhook: try reader.secret(.webhook),
      aws: try awsCredentials(for: storages, from: &reader))
    try requireTokenKey(document.auth, secrets)
    let folder = document.database.parentFolder
    return Configuration(
      database: document.database, name: document.name ?? document.database.lastPathComponent,
      profile: document.profile, storages: storages, auth: document.auth, smtp: document.smtp,
      reset: document.reset,
      schedule: document.schedule, retention: document.retention,
      encryption: document.encryption, notifications: document.notifications,
      hooks: document.hooks, limits: document.limits, audit: document.audit,
      exportFolders: document.exportFolders ?? [folder],
      importFolders: document.importFolders ?? [folder], importTables: document.importTables,
      secrets: secrets,
      warnings: reader.warnings + warnings(of: document, secrets))
  }

  /// Credentials of Amazon's are common in environments, so they are only looked at where needed.
  private func awsCredentials(
    for storages: [StorageSettings], from reader: inout SecretReader
  ) throws(ConfigurationError) -> AWSCredentials? {
    let needsThem = storages.contains { if case .s3 = $0 { true } else { false } }
    guard needsThem else { return nil }
    let id = try reader.secret(.awsAccessKeyId)
    let key = try reader.secret(.awsSecretAccessKey)
    let token = try reader.secret(.awsSessionToken)
    switch (id, key) {
    case (nil, nil): return nil
    case (.some(let id), .some(let key)):
      return AWSCredentials(accessKeyId: id, secretAccessKey: key, sessionToken: token)
    case (nil, .some), (.some, nil):
      let missing = id == nil ? SecretVariable.awsAccessKeyId : .awsSecretAccessKey
      throw ConfigurationError(
        .missingValue, path: missing.rawValue,
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must both be set: \(missing.rawValue) is not."
      )
    }
  }

  private func requireTokenKey(
    _ auth: AuthSettings, _ secrets: Secrets
  ) throws(ConfigurationError) {
    guard auth.mode == .jwt, auth.publicKeyFile == nil, auth.jwksFile == nil, secrets.jwt == nil
    else { return }
    throw ConfigurationError(
      .missingValue, path: "auth.publicKeyFile",
      "\"auth.mode\" is \"jwt\", and no key for tokens is configured.",
      hint: "Set STRONGROOM_JWT_SECRET, \"auth.publicKeyFile\" or \"auth.jwksFile\".")
  }

  private static let tokenSecretBytes = 32

  private func warnings(
    of document: ConfigurationDocument, _ secrets: Secrets
  ) -> [ConfigurationWarning] {
    var warnings: [ConfigurationWarning] = []
    if let path = document.encryption?.identityFile,
      ConfigurationFile(path: path).isReadableByOthers
    {
      warnings.append(.secretReadableByOthers("encryption.identityFile"))
    }
    let auth = document.auth
    if auth.mode == .trusted,
      auth.publicKeyFile != nil || auth.jwksFile != nil || secrets.jwt != nil
    {
      warnings.append(
        ConfigurationWarning(
          kind: .unusedTokenKeys,
          message: "Keys for tokens are configured, and \"auth.mode\" is not \"jwt\"."))
    }
    // A warning, as an error would stop hosts that work.
    if auth.mode == .jwt, let secret = secrets.jwt, secret.bytes.count < Self.tokenSecretBytes {
      warnings.append(
        ConfigurationWarning(
          kind: .shortTokenSecret,
          message: """
            STRONGROOM_JWT_SECRET has \(secret.bytes.count) bytes; HS256 needs at least \
            \(Self.tokenSecretBytes) (RFC 7518, section 3.2). Set a longer random secret, in the \
            application too.
            """))
    }
    if document.smtp?.username != nil, secrets.smtpPassword == nil {
      warnings.append(
        ConfigurationWarning(
          kind: .missingMailPassword,
          message: "\"smtp.username\" is set without its password, STRONGROOM_SMTP_PASSWORD."))
    }
    return warnings
  }
}
