import FoundationEssentials
import JSONCoding
import ServiceConfiguration
import Testing

/// A folder with a configuration file and the files that configurations name.
final class ConfigurationFixture {
  let folder: String
  var file: String { folder + "/etc/strongroom.json" }
  /// Where a relative path of the configuration file leads.
  var configurationFolder: String { folder + "/etc" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/configuration-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: configurationFolder, withIntermediateDirectories: true)
    for name in ["key.pem", "set.json", "ca.pem", "identity.txt"] {
      try write("content of \(name)\n", to: "etc/\(name)", permissions: 0o600)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func write(_ text: String, to path: String, permissions: Int = 0o644) throws {
    let path = "\(folder)/\(path)"
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes(
      [.posixPermissions: UInt(permissions)], ofItemAtPath: path)
  }

  /// Loads a configuration file with this text.
  func load(
    _ text: String, database: String? = nil, environment: [String: String] = [:]
  ) throws -> Configuration {
    try write(text, to: "etc/strongroom.json")
    return try Configuration.load(
      file: file, database: database, environment: environment, workingDirectory: folder)
  }

  func load(_ value: JSONValue, environment: [String: String] = [:]) throws -> Configuration {
    try load(String(decoding: value.serialized, as: UTF8.self), environment: environment)
  }

  /// The error of loading a configuration file with this text, nil when it loads.
  func error(
    loading text: String, database: String? = nil, environment: [String: String] = [:]
  ) throws -> ConfigurationError? {
    do {
      _ = try load(text, database: database, environment: environment)
      return nil
    } catch let error as ConfigurationError {
      return error
    }
  }
}

/// A configuration with every key, as the contract shows it.
let fullExample = """
  {
    "$schema": "https://example.com/config.schema.json",
    "database": "data/app.db",
    "name": "LPG Nexus",
    "storages": [
      {"name": "local", "type": "folder", "path": "backups", "mustExist": true},
      {"name": "cloud", "type": "s3", "endpoint": "https://s3.example.com", "region": "eu-1",
        "bucket": "nexus", "prefix": "a/b", "pathStyle": true, "caFile": "ca.pem"}
    ],
    "auth": {
      "mode": "jwt", "issuer": "lpg-nexus", "audience": "backup", "publicKeyFile": "key.pem",
      "jwksFile": "set.json", "roles": {"owner": "SUPER_ADMIN"},
      "claims": {"id": "userId", "role": "role", "email": "email", "name": "name",
        "status": "status", "tenantId": "adminId", "permissions": "permissions"}
    },
    "smtp": {"url": "smtp://mail.example.com:587", "username": "nexus",
      "from": "LPG Nexus <no-reply@example.com>", "caFile": "ca.pem", "allowInsecure": false,
      "connectSeconds": 5, "totalSeconds": 20},
    "reset": {
      "keepTables": ["SystemSettings"], "keepRows": {"User": "role = 'SUPER_ADMIN'"},
      "codeDigits": 6, "codeMinutes": 15, "recipients": ["ada@example.com"],
      "recipientQuery": "SELECT email FROM User"
    },
    "schedule": {"frequency": "cron", "at": "02:30", "minute": 15, "dayOfWeek": 7,
      "dayOfMonth": 31, "cron": "*/5 0-6 * * MON,TUE", "timeZone": "Asia/Karachi",
      "format": "incremental", "jitterSeconds": 60},
    "retention": {"keepLast": 3, "keepHourly": 24, "keepDaily": 7, "keepWeekly": 5,
      "keepMonthly": 12, "keepYearly": 3, "keepWithin": "P7D", "keepSafety": "P60D",
      "maxBytes": 10000000000},
    "encryption": {
      "recipients": ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"],
      "identityFile": "identity.txt"
    },
    "notifications": {"mail": {"failure": ["a@example.com"], "success": ["b@example.com"]},
      "webhook": {"url": "https://hooks.example.com/x"},
      "heartbeat": {"url": "https://beat.example.com/y"}},
    "hooks": {"afterRestore": ["systemctl", "restart", "app"], "afterReset": ["true", ""]},
    "limits": {"messageBytes": 65536, "busySeconds": 5, "importSeconds": 7,
      "importBytes": 134217728, "preparedBytes": 1073741824},
    "audit": {"segmentBytes": 1048576, "keepSegments": 7, "keepBytes": 9000000},
    "exportFolders": ["out"],
    "importFolders": ["in", "/srv/in"],
    "importTables": {"customers": "Customer"},
    "profile": "prisma"
  }
  """
