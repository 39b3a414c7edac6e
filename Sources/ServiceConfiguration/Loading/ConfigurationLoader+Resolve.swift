extension ConfigurationLoader {
  /// Makes the document's paths absolute, and looks at the files that they name.
  func resolve(_ document: inout ConfigurationDocument) throws(ConfigurationError) {
    document.database = try DatabaseLocation.path(
      document.database, setting: setting("database")
    ).absolute(in: folder)
    document.exportFolders = document.exportFolders.map { $0.map { $0.absolute(in: folder) } }
    document.importFolders = document.importFolders.map { $0.map { $0.absolute(in: folder) } }
    try resolveStorages(&document)
    if let path = document.smtp?.caFile {
      document.smtp?.caFile = try readable(path, "smtp.caFile")
    }
    if let path = document.encryption?.identityFile {
      document.encryption?.identityFile = try readable(path, "encryption.identityFile")
    }
    if let path = document.auth.publicKeyFile {
      document.auth.publicKeyFile = path.absolute(in: folder)
      document.auth.publicKeyPEM = try text(path, "auth.publicKeyFile")
    }
    if let path = document.auth.jwksFile {
      document.auth.jwksFile = path.absolute(in: folder)
      document.auth.keySetJSON = try text(path, "auth.jwksFile")
    }
  }

  private func resolveStorages(
    _ document: inout ConfigurationDocument
  ) throws(ConfigurationError) {
    let database = document.database
    var storages =
      document.storages ?? [
        .folder(FolderStorageSettings(name: "local", path: "\(database).backups", mustExist: false))
      ]
    for (index, storage) in storages.enumerated() {
      switch storage {
      case .folder(var settings):
        settings.path = settings.path.absolute(in: folder)
        storages[index] = .folder(settings)
      case .s3(var settings):
        if settings.region.isEmpty { settings.region = usualRegion }
        if let path = settings.caFile {
          settings.caFile = try readable(path, "storages[\(index)].caFile")
        }
        storages[index] = .s3(settings)
      }
    }
    document.storages = storages
  }

  private var usualRegion: String {
    let variables = ["AWS_REGION", "AWS_DEFAULT_REGION"]
    return variables.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "us-east-1"
  }

  private func readable(_ path: String, _ key: String) throws(ConfigurationError) -> String {
    let path = path.absolute(in: folder)
    try ConfigurationFile(path: path).requireReadable(for: setting(key))
    return path
  }

  private func text(_ path: String, _ key: String) throws(ConfigurationError) -> String {
    let bytes = try ConfigurationFile(path: path.absolute(in: folder))
      .read(upTo: 1_048_576, for: setting(key))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func setting(_ key: String) -> String { overrides.variable(forPath: key) ?? key }
}
