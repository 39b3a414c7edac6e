/// What a configuration says before defaults that depend on one another are filled in.
struct ConfigurationDocument: Decodable {
  var database: String
  let name: String?
  let profile: HostProfile
  var storages: [StorageSettings]?
  var auth: AuthSettings
  var smtp: SMTPSettings?
  let reset: ResetSettings
  let schedule: ScheduleSettings?
  let retention: RetentionSettings?
  var encryption: EncryptionSettings?
  let notifications: NotificationSettings
  let hooks: HookSettings
  let limits: LimitSettings
  let audit: AuditSettings
  var exportFolders: [String]?
  var importFolders: [String]?
  let importTables: [String: String]

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case database, name, profile, storages, auth, smtp, reset, schedule, retention, encryption
    case notifications, hooks, limits, audit, exportFolders, importFolders, importTables
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // For editors, which look the keys up there.
    _ = try container.object(.schema, as: String.self)
    database = try container.required(.database, .path)
    name = try container.value(.name, .displayName)
    profile = try container.object(.profile) ?? .lpgNexus
    storages = try container.object(.storages)
    auth = try container.object(.auth) ?? AuthSettings()
    smtp = try container.object(.smtp)
    reset = try container.object(.reset) ?? ResetSettings()
    schedule = try container.object(.schedule)
    retention = try container.object(.retention)
    encryption = try container.object(.encryption)
    notifications = try container.object(.notifications) ?? NotificationSettings()
    hooks = try container.object(.hooks) ?? HookSettings()
    limits = try container.object(.limits) ?? LimitSettings()
    audit = try container.object(.audit) ?? AuditSettings()
    exportFolders = try container.list(.exportFolders, of: .path)
    importFolders = try container.list(.importFolders, of: .path)
    importTables = try container.dictionary(.importTables, of: .line) ?? [:]
    guard storages?.isEmpty != true else {
      throw container.mismatch(.storages, expected: "one storage or more", "an empty array")
    }
    try refuseSameNames(in: container)
  }

  private func refuseSameNames(in container: KeyedDecodingContainer<CodingKeys>) throws {
    var names: Set<String> = []
    for (index, storage) in (storages ?? []).enumerated()
    where !names.insert(storage.name).inserted {
      throw container.mismatch(
        .storages, index: index, expected: "named differently from the others",
        "the name \"\(storage.name)\" again")
    }
  }
}
