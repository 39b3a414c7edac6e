import FoundationEssentials
import ServiceConfiguration
import Testing

@Suite("Loading a configuration")
struct LoadingTests {
  private let fixture: ConfigurationFixture

  init() throws {
    fixture = try ConfigurationFixture()
  }

  @Test("a database is enough, and the rest has its defaults")
  func defaults() throws {
    let configuration = try Configuration.load(
      database: "data/app.db", workingDirectory: "/srv/nexus")
    #expect(configuration.database == "/srv/nexus/data/app.db")
    #expect(configuration.name == "app.db")
    #expect(configuration.storages.map(\.name) == ["local"])
    guard case .folder(let folder) = configuration.storages[0] else {
      Issue.record("the default storage is a folder")
      return
    }
    #expect(folder.path == "/srv/nexus/data/app.db.backups")
    #expect(configuration.auth == AuthSettings())
    #expect(configuration.auth.mode == .trusted)
    #expect(configuration.smtp == nil)
    #expect(configuration.reset == ResetSettings())
    #expect(configuration.reset.codeDigits == 8)
    #expect(configuration.reset.codeMinutes == 10)
    #expect(configuration.schedule == nil)
    #expect(configuration.retention == nil)
    #expect(configuration.encryption == nil)
    #expect(configuration.notifications == NotificationSettings())
    #expect(configuration.hooks == HookSettings())
    #expect(configuration.limits.messageBytes == 8_388_608)
    #expect(configuration.limits.busySeconds == 30)
    #expect(configuration.audit == AuditSettings())
    #expect(configuration.exportFolders == ["/srv/nexus/data"])
    #expect(configuration.importFolders == ["/srv/nexus/data"])
    #expect(configuration.warnings.isEmpty)
  }

  @Test(
    "a file: URL of the database is understood, with what it says of connecting left out",
    arguments: [
      ("file:./dev.db", "/srv/nexus/dev.db"), ("file:dev.db", "/srv/nexus/dev.db"),
      ("file:./dev.db?connection_limit=1&socket_timeout=5", "/srv/nexus/dev.db"),
      ("file:///var/lib/app.db", "/var/lib/app.db"), ("file:/var/lib/app.db", "/var/lib/app.db"),
      ("file://localhost/a%20b/%C3%BC.db?mode=ro#x", "/a b/ü.db"),
      ("file:50%.db", "/srv/nexus/50%.db"), ("files/app.db", "/srv/nexus/files/app.db"),
    ])
  func databaseURL(text: String, path: String) throws {
    let argument = try Configuration.load(database: text, workingDirectory: "/srv/nexus")
    #expect(argument.database == path)
    #expect(argument.name == path.split(separator: "/").last.map(String.init))
    let variable = try Configuration.load(
      environment: ["STRONGROOM_DATABASE": text], workingDirectory: "/srv/nexus")
    #expect(variable.database == path)
  }

  @Test(
    "what names no file of this machine is refused, without a word of what it says",
    arguments: [
      "file:", "file::memory:", "file:?mode=memory", ":memory:", "file://server/app.db",
      "postgresql://user:secret@host/app", "file:%FF.db",
    ])
  func noFile(text: String) {
    for environment in [[:], ["STRONGROOM_DATABASE": text]] {
      let failure = #expect(throws: ConfigurationError.self) {
        try Configuration.load(
          database: environment.isEmpty ? text : nil, environment: environment,
          workingDirectory: "/srv/nexus")
      }
      #expect(failure?.message.contains("must be the path of an SQLite database file") == true)
      #expect(failure?.message.contains("secret") == false)
    }
  }

  @Test("a folder may be one that must exist")
  func mustExist() throws {
    for (text, expected) in [("", false), (#", "mustExist": true"#, true)] {
      let configuration = try fixture.load(
        """
        {"database": "app.db", "storages": [{"name": "a", "type": "folder", "path": "/m/b"\(text)}]}
        """)
      guard case .folder(let folder) = configuration.storages[0] else {
        Issue.record("no folder")
        return
      }
      #expect(folder.mustExist == expected)
    }
  }

  @Test("every key arrives")
  func everyKey() throws {
    let configuration = try fixture.load(fullExample)
    let folder = fixture.configurationFolder
    #expect(configuration.database == "\(folder)/data/app.db")
    #expect(configuration.name == "LPG Nexus")
    guard case .folder(let local) = configuration.storages[0],
      case .s3(let cloud) = configuration.storages[1]
    else {
      Issue.record("a folder and a bucket")
      return
    }
    #expect(local.path == "\(folder)/backups")
    #expect(cloud.endpoint == "https://s3.example.com")
    #expect(cloud.region == "eu-1")
    #expect(cloud.bucket == "nexus")
    #expect(cloud.prefix == "a/b")
    #expect(cloud.pathStyle)
    #expect(cloud.caFile == "\(folder)/ca.pem")
    #expect(configuration.auth.mode == .jwt)
    #expect(configuration.auth.issuer == "lpg-nexus")
    #expect(configuration.auth.audience == "backup")
    #expect(configuration.auth.publicKeyFile == "\(folder)/key.pem")
    #expect(configuration.auth.publicKeyPEM == "content of key.pem\n")
    #expect(configuration.auth.jwksFile == "\(folder)/set.json")
    #expect(configuration.auth.keySetJSON == "content of set.json\n")
    #expect(configuration.auth.claims.id == "userId")
    #expect(configuration.auth.claims.tenantId == "adminId")
    #expect(configuration.smtp?.url == "smtp://mail.example.com:587")
    #expect(configuration.smtp?.username == "nexus")
    #expect(configuration.smtp?.from == "LPG Nexus <no-reply@example.com>")
    #expect(configuration.smtp?.caFile == "\(folder)/ca.pem")
    #expect(configuration.smtp?.allowInsecure == false)
    #expect(configuration.reset.keepTables == ["SystemSettings"])
    #expect(configuration.reset.keepRows == ["User": "role = 'SUPER_ADMIN'"])
    #expect(configuration.reset.codeDigits == 6)
    #expect(configuration.reset.codeMinutes == 15)
    #expect(configuration.reset.recipients == ["ada@example.com"])
    #expect(configuration.reset.recipientQuery == "SELECT email FROM User")
    #expect(configuration.schedule?.frequency == .cron)
    #expect(configuration.schedule?.at == "02:30")
    #expect(configuration.schedule?.minute == 15)
    #expect(configuration.schedule?.dayOfWeek == 7)
    #expect(configuration.schedule?.dayOfMonth == 31)
    #expect(configuration.schedule?.cron == "*/5 0-6 * * MON,TUE")
    #expect(configuration.schedule?.timeZone == "Asia/Karachi")
    #expect(configuration.schedule?.format == .incremental)
    #expect(configuration.schedule?.jitterSeconds == 60)
    #expect(configuration.retention?.keepLast == 3)
    #expect(configuration.retention?.keepHourly == 24)
    #expect(configuration.retention?.keepDaily == 7)
    #expect(configuration.retention?.keepSafety == "P60D")
    #expect(configuration.retention?.keepWeekly == 5)
    #expect(configuration.retention?.keepMonthly == 12)
    #expect(configuration.retention?.keepYearly == 3)
    #expect(configuration.retention?.keepWithin == "P7D")
    #expect(configuration.retention?.maxBytes == 10_000_000_000)
    #expect(configuration.encryption?.recipients.count == 1)
    #expect(configuration.encryption?.identityFile == "\(folder)/identity.txt")
    #expect(configuration.notifications.failureMail == ["a@example.com"])
    #expect(configuration.notifications.successMail == ["b@example.com"])
    #expect(configuration.notifications.webhook == "https://hooks.example.com/x")
    #expect(configuration.notifications.heartbeat == "https://beat.example.com/y")
    #expect(configuration.hooks.afterRestore == ["systemctl", "restart", "app"])
    #expect(configuration.hooks.afterReset == ["true", ""])
    #expect(configuration.limits.messageBytes == 65536)
    #expect(configuration.limits.busySeconds == 5)
    #expect(configuration.audit.segmentBytes == 1_048_576)
    #expect(configuration.audit.keepSegments == 7 && configuration.audit.keepBytes == 9_000_000)
    #expect(configuration.exportFolders == ["\(folder)/out"])
    #expect(configuration.importFolders == ["\(folder)/in", "/srv/in"])
    #expect(configuration.auth.roles == ["owner": "SUPER_ADMIN"])
    #expect(configuration.importTables == ["customers": "Customer"])
    #expect(configuration.profile == .prisma)
  }

  @Test("the argument goes before the variable, and the variable before the file")
  func precedence() throws {
    let text = #"{"database": "file.db"}"#
    let variable = ["STRONGROOM_DATABASE": "variable.db"]
    let folder = fixture.folder
    #expect(try fixture.load(text).database == "\(folder)/etc/file.db")
    #expect(try fixture.load(text, environment: variable).database == "\(folder)/etc/variable.db")
    #expect(
      try fixture.load(text, database: "./argument.db", environment: variable).database
        == "\(folder)/argument.db")
  }

  @Test(
    "a path is taken from the configuration file's folder unless it is absolute",
    arguments: [
      ("app.db", "/etc/app.db"), ("./app.db", "/etc/app.db"), ("../app.db", "/etc/../app.db"),
      ("a/b.db", "/etc/a/b.db"),
    ])
  func relativePaths(written: String, expected: String) throws {
    let configuration = try fixture.load("{\"database\": \"\(written)\"}")
    #expect(configuration.database == fixture.folder + expected)
    #expect(try fixture.load("{\"database\": \"/x/app.db\"}").database == "/x/app.db")
  }

  @Test("the configuration file itself is taken from the working directory")
  func relativeFile() throws {
    try fixture.write(#"{"database": "app.db"}"#, to: "etc/strongroom.json")
    let configuration = try Configuration.load(
      file: "etc/strongroom.json", workingDirectory: fixture.folder)
    #expect(configuration.database == fixture.configurationFolder + "/app.db")
  }

  @Test("a database at the top has the top as its folder")
  func topFolder() throws {
    let configuration = try Configuration.load(database: "/app.db", workingDirectory: "/")
    #expect(configuration.database == "/app.db")
    #expect(configuration.exportFolders == ["/"])
    #expect(try Configuration.load(database: "app.db", workingDirectory: "/").database == "/app.db")
  }

  @Test(
    "a bucket stands in the path where there is an endpoint, and in the host name otherwise",
    arguments: [
      (#""endpoint": "https://a.example""#, true), (#""region": "x""#, false),
      (#""endpoint": "https://a.example", "pathStyle": false"#, false),
    ])
  func pathStyle(members: String, expected: Bool) throws {
    let configuration = try fixture.load(
      """
      {"database": "a", "storages": [{"name": "a", "type": "s3", "bucket": "abc", \(members)}]}
      """)
    guard case .s3(let bucket) = configuration.storages[0] else {
      Issue.record("a bucket")
      return
    }
    #expect(bucket.pathStyle == expected)
  }

  @Test(
    "a region that isn't configured is the environment's, or the usual one",
    arguments: [
      (["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"], "a"),
      (["AWS_REGION": "", "AWS_DEFAULT_REGION": "b"], "b"), ([:], "us-east-1"),
    ])
  func region(environment: [String: String], expected: String) throws {
    let configuration = try fixture.load(
      #"{"database": "a", "storages": [{"name": "a", "type": "s3", "bucket": "abc"}]}"#,
      environment: environment)
    guard case .s3(let bucket) = configuration.storages[0] else {
      Issue.record("a bucket")
      return
    }
    #expect(bucket.region == expected)
  }
}
