import ServiceConfiguration
import Testing

@Suite("Errors of a configuration")
struct ConfigurationErrorTests {
  private let fixture: ConfigurationFixture

  init() throws {
    fixture = try ConfigurationFixture()
  }

  @Test(
    "an error names the path, what was expected, and what came",
    arguments: [
      ("{}", .missingValue, "database", "--database"),
      (#"{"database": 1}"#, .invalidValue, "database", "must be a string, got an integer"),
      (
        #"{"database": "a", "limits": {"busySeconds": 4000}}"#, .invalidValue,
        "limits.busySeconds", "must be an integer from 0 to 3600, got 4000"
      ),
      (
        #"{"database": "a", "limits": {"busySeconds": "30"}}"#, .invalidValue,
        "limits.busySeconds", "must be an integer, got a string"
      ),
      (
        #"{"database": "a", "limits": {"busyseconds": 30}}"#, .unknownKey,
        "limits.busyseconds", "Did you mean \"busySeconds\"?"
      ),
      (
        #"{"database": "a", "hooks": {"x": []}}"#, .unknownKey, "hooks.x",
        "Known keys: afterRestore"
      ),
      (
        #"{"database": "a", "auth": {"mode": "none"}}"#, .invalidValue, "auth.mode",
        "\"trusted\" or \"jwt\""
      ),
      (
        #"{"database": "a", "storages": [{"name": "a", "type": "folder"}]}"#, .missingValue,
        "storages[0].path", "It must be a path"
      ),
      (
        #"{"database": "a", "storages": [{"name": "a", "type": "folder", "path": "x", "u": 1}]}"#,
        .unknownKey, "storages[0].u", "Known keys: name, type, path"
      ),
      (
        """
        {"database": "a", "storages": [{"name": "a", "type": "folder", "path": "x"},
          {"name": "a", "type": "folder", "path": "y"}]}
        """, .invalidValue, "storages[1]", "the name \"a\" again"
      ),
      (
        #"{"database": "a", "reset": {"recipients": ["a@b", "c"]}}"#, .invalidValue,
        "reset.recipients[1]", "a mail address"
      ),
      (
        #"{"database": "a", "reset": {"keepRows": {"User": ""}}}"#, .invalidValue,
        "reset.keepRows.User", "got an empty string"
      ),
      (
        #"{"database": "a", "importTables": {"customers": ""}}"#, .invalidValue,
        "importTables.customers", "got an empty string"
      ),
      (
        #"{"database": "a", "importTables": ["Customer"]}"#, .invalidValue, "importTables",
        "an object"
      ),
      (
        #"{"database": "a", "hooks": {"afterReset": [""]}}"#, .invalidValue, "hooks.afterReset[0]",
        "the program to run"
      ),
      (
        #"{"database": "a", "schedule": {"frequency": "cron"}}"#, .invalidValue, "schedule.cron",
        "frequency is \"cron\""
      ),
      (
        #"{"database": "a", "auth": {"mode": "jwt"}}"#, .missingValue, "auth.publicKeyFile",
        "STRONGROOM_JWT_SECRET"
      ),
      ("{\"database\": \"a\",}", .invalidJSON, "--config", "at byte"),
      (#"{"database": "a", "database": "b"}"#, .invalidJSON, "--config", "same key twice"),
      ("", .invalidJSON, "--config", "ends too early"),
      ("[]", .invalidValue, "", "must be an object, got an array"),
    ] as [(String, ConfigurationError.Kind, String, String)])
  func named(text: String, kind: ConfigurationError.Kind, path: String, says: String) throws {
    let error = try #require(try fixture.error(loading: text))
    #expect(error.kind == kind)
    #expect(error.path == path)
    #expect(error.description.contains(says), "\(error)")
  }

  @Test(
    "a file that can't be read is named with its key",
    arguments: [
      (#""auth": {"publicKeyFile": "gone.pem"}"#, "auth.publicKeyFile", "does not exist"),
      (#""auth": {"jwksFile": "."}"#, "auth.jwksFile", "is a folder"),
      (
        #""smtp": {"url": "smtp://h", "from": "a@b", "caFile": "gone"}"#, "smtp.caFile",
        "does not exist"
      ),
      (#""encryption": {"identityFile": "gone"}"#, "encryption.identityFile", "does not exist"),
      (
        #""storages": [{"name": "a", "type": "s3", "bucket": "abc", "caFile": "gone"}]"#,
        "storages[0].caFile", "does not exist"
      ),
    ])
  func unreadable(members: String, path: String, problem: String) throws {
    let error = try #require(
      try fixture.error(loading: "{\"database\": \"a\", \(members)}"))
    #expect(error.kind == .unreadableFile)
    #expect(error.path == path)
    #expect(error.message.contains(problem), "\(error)")
  }

  @Test("a configuration file that isn't there, is a folder or is huge is refused")
  func unreadableConfiguration() throws {
    for file in ["gone.json", "etc"] {
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.load(file: file, workingDirectory: fixture.folder)
      }
      #expect(error?.kind == .unreadableFile)
      #expect(error?.path == "--config")
    }
    let huge = String(repeating: " ", count: 1_048_577)
    #expect(try fixture.error(loading: huge)?.message.contains("larger than") == true)
  }

  @Test(
    "a secret in the file is refused with the variable that it belongs in, and isn't shown",
    arguments: [
      (#""auth": {"secret": "hush"}"#, "STRONGROOM_JWT_SECRET"),
      (#""jwtSecret": "hush""#, "STRONGROOM_JWT_SECRET"),
      (
        #""smtp": {"url": "smtp://h", "from": "a@b", "password": "hush"}"#,
        "STRONGROOM_SMTP_PASSWORD"
      ),
      (#""encryption": {"passphrase": "hush"}"#, "STRONGROOM_ENCRYPTION_PASSPHRASE"),
      (
        #""notifications": {"webhook": {"url": "http://a", "secret": "hush"}}"#,
        "STRONGROOM_WEBHOOK_SECRET"
      ),
      (
        #""storages": [{"name": "a", "type": "s3", "bucket": "abc", "secretAccessKey": "hush"}]"#,
        "AWS_SECRET_ACCESS_KEY"
      ),
      (
        #""storages": [{"name": "a", "type": "s3", "bucket": "abc", "accessKeyId": "hush"}]"#,
        "AWS_ACCESS_KEY_ID"
      ),
      (
        #""storages": [{"name": "a", "type": "s3", "bucket": "abc", "sessionToken": "hush"}]"#,
        "AWS_SESSION_TOKEN"
      ),
    ])
  func misplacedSecret(members: String, variable: String) throws {
    let error = try #require(
      try fixture.error(loading: "{\"database\": \"a\", \(members)}"))
    #expect(error.kind == .misplacedSecret)
    #expect(error.hint == "Set the variable \(variable), or \(variable)_FILE.")
    #expect(!"\(error)".contains("hush"))
  }

  @Test(
    "a password in a URL is refused and isn't shown",
    arguments: [
      #""smtp": {"url": "smtp://me:hush@h", "from": "a@b"}"#,
      #""notifications": {"webhook": {"url": "https://me:hush@h"}}"#,
      #""storages": [{"name": "a", "type": "s3", "bucket": "abc", "endpoint": "https://me:hush@h"}]"#,
    ])
  func passwordInURL(members: String) throws {
    let error = try #require(
      try fixture.error(loading: "{\"database\": \"a\", \(members)}"))
    #expect(error.kind == .invalidValue)
    #expect(error.message.contains("without a user name or a password"))
    #expect(!"\(error)".contains("hush"))
  }
}
