import ServiceConfiguration
import Testing

@Suite("Variables that override the configuration")
struct VariableTests {
  private let fixture: ConfigurationFixture

  init() throws {
    fixture = try ConfigurationFixture()
  }

  @Test("a variable changes its key and leaves the others")
  func oneKey() throws {
    let configuration = try fixture.load(
      #"{"database": "a", "limits": {"busySeconds": 1, "messageBytes": 2048}}"#,
      environment: ["STRONGROOM_LIMITS_BUSYSECONDS": "7"])
    #expect(configuration.limits.busySeconds == 7)
    #expect(configuration.limits.messageBytes == 2048)
  }

  @Test("a text stays a text, whatever it looks like")
  func text() throws {
    for name in ["true", "12", "{}", "[1]", "null", "\"quoted\""] {
      let environment = ["STRONGROOM_NAME": name]
      #expect(try fixture.load(#"{"database": "a"}"#, environment: environment).name == name)
    }
  }

  @Test("a whole part and a key of it can both be set, the key last")
  func wholeAndPart() throws {
    let configuration = try fixture.load(
      #"{"database": "a", "reset": {"codeMinutes": 20}}"#,
      environment: [
        "STRONGROOM_RESET": #"{"keepTables": ["A"], "codeDigits": 6}"#,
        "STRONGROOM_RESET_CODEDIGITS": "9",
      ])
    #expect(configuration.reset.keepTables == ["A"])
    #expect(configuration.reset.codeDigits == 9)
    #expect(configuration.reset.codeMinutes == 10)
  }

  @Test("an empty variable counts as not set")
  func empty() throws {
    let configuration = try fixture.load(
      #"{"database": "a", "name": "b"}"#,
      environment: ["STRONGROOM_NAME": "", "STRONGROOM_JWT_SECRET": ""])
    #expect(configuration.name == "b")
    #expect(configuration.secrets.jwt == nil)
  }

  @Test("the tables of foreign documents can be set by a variable")
  func importTables() throws {
    let configuration = try fixture.load(
      #"{"database": "a"}"#,
      environment: ["STRONGROOM_IMPORTTABLES": #"{"customers": "Customer"}"#])
    #expect(configuration.importTables == ["customers": "Customer"])
    #expect(try fixture.load(#"{"database": "a"}"#).importTables == [:])
  }

  @Test("a path in a variable is taken from where the file's own are")
  func paths() throws {
    let environment = ["STRONGROOM_EXPORTFOLDERS": #"["out"]"#]
    let configuration = try fixture.load(#"{"database": "a"}"#, environment: environment)
    #expect(configuration.exportFolders == [fixture.configurationFolder + "/out"])
    let withoutFile = try Configuration.load(
      database: "a", environment: environment, workingDirectory: "/srv")
    #expect(withoutFile.exportFolders == ["/srv/out"])
  }

  @Test(
    "a wrong value is refused with the variable and the key",
    arguments: [
      ("STRONGROOM_LIMITS_BUSYSECONDS", "soon", "limits.busySeconds", "must be an integer"),
      ("STRONGROOM_LIMITS_BUSYSECONDS", "4000", "limits.busySeconds", "from 0 to 3600"),
      ("STRONGROOM_HOOKS_AFTERRESTORE", "restart", "hooks.afterRestore", "must be an array"),
      ("STRONGROOM_HOOKS_AFTERRESTORE", "[\"a\", 1]", "hooks.afterRestore[1]", "must be a string"),
      ("STRONGROOM_STORAGES", "[{]", "storages", "must be an array"),
      ("STRONGROOM_IMPORTTABLES", "customers=Customer", "importTables", "must be an object"),
      ("STRONGROOM_IMPORTTABLES", "{\"a\": 1}", "importTables.a", "must be a string"),
      ("STRONGROOM_AUTH_MODE", "none", "auth.mode", "\"trusted\" or \"jwt\""),
      ("STRONGROOM_AUTH_PUBLICKEYFILE", "gone", "STRONGROOM_AUTH_PUBLICKEYFILE", "does not exist"),
      ("STRONGROOM_RESET", "{\"codeDigit\": 8}", "reset.codeDigit", "codeDigits"),
    ])
  func wrongValue(name: String, value: String, path: String, says: String) throws {
    let error = try #require(
      try fixture.error(loading: #"{"database": "a"}"#, environment: [name: value]))
    #expect(error.path == path)
    #expect(error.message.contains(name), "\(error)")
    #expect(error.description.contains(says), "\(error)")
  }

  @Test("a value in the file is refused by its place in the file, whatever the variables say")
  func placeInFile() throws {
    let error = try #require(
      try fixture.error(
        loading: #"{"database": "a", "limits": {"messageBytes": 1}}"#,
        environment: ["STRONGROOM_LIMITS_BUSYSECONDS": "7"]))
    #expect(error.message.hasPrefix("\"limits.messageBytes\" in "))
  }

  @Test("a variable that begins like ours and means nothing is refused with the nearest")
  func unknownVariable() throws {
    for (name, hint) in [
      ("STRONGROOM_SMTP_ULR", "Did you mean STRONGROOM_SMTP_URL?"),
      ("STRONGROOM_SMTP_PASSWORDFILE", "Did you mean STRONGROOM_SMTP_PASSWORD_FILE?"),
      ("STRONGROOM_LIMITS_BUSY_SECONDS", "Did you mean STRONGROOM_LIMITS_BUSYSECONDS?"),
      ("STRONGROOM_SOMETHING_ELSE_ENTIRELY", nil),
    ] {
      let error = try #require(
        try fixture.error(loading: #"{"database": "a"}"#, environment: [name: "hush"]))
      #expect(error.kind == .unknownVariable)
      #expect(error.path == name)
      #expect(error.hint == hint)
      #expect(!"\(error)".contains("hush"))
    }
  }

  @Test("other programs' variables, and those of the program's other parts, are left alone")
  func otherVariables() throws {
    let environment = ["HOME": "/root", "STRONGROOMS": "1", "STRONGROOM_LOG": "debug"]
    let configuration = try Configuration.load(
      database: "a", environment: environment, workingDirectory: "/",
      otherVariables: ["STRONGROOM_LOG"])
    #expect(configuration.database == "/a")
  }
}
