import FoundationEssentials
import ServiceConfiguration
import Testing

@Suite("Secrets")
struct SecretTests {
  private let fixture: ConfigurationFixture
  private static let bucket = """
    {"database": "a", "storages": [{"name": "a", "type": "s3", "bucket": "abc"}]}
    """

  init() throws {
    fixture = try ConfigurationFixture()
  }

  private func secrets(_ environment: [String: String]) throws -> Secrets {
    try fixture.load(Self.bucket, environment: environment).secrets
  }

  @Test("each secret comes from its variable")
  func variables() throws {
    let secrets = try secrets([
      "STRONGROOM_JWT_SECRET": "one", "STRONGROOM_SMTP_PASSWORD": "two",
      "STRONGROOM_ENCRYPTION_PASSPHRASE": "three", "STRONGROOM_WEBHOOK_SECRET": "four",
      "AWS_ACCESS_KEY_ID": "five", "AWS_SECRET_ACCESS_KEY": "six", "AWS_SESSION_TOKEN": "seven",
    ])
    #expect(secrets.jwt?.text == "one")
    #expect(secrets.smtpPassword?.text == "two")
    #expect(secrets.encryptionPassphrase?.text == "three")
    #expect(secrets.webhook?.text == "four")
    #expect(secrets.aws?.accessKeyId.text == "five")
    #expect(secrets.aws?.secretAccessKey.text == "six")
    #expect(secrets.aws?.sessionToken?.text == "seven")
  }

  @Test(
    "each secret comes from the file that its variable names",
    arguments: [
      "STRONGROOM_JWT_SECRET", "STRONGROOM_SMTP_PASSWORD", "STRONGROOM_ENCRYPTION_PASSPHRASE",
      "STRONGROOM_WEBHOOK_SECRET", "AWS_SECRET_ACCESS_KEY",
    ])
  func files(name: String) throws {
    try fixture.write("from a file\n", to: "secret", permissions: 0o600)
    let configuration = try fixture.load(
      Self.bucket,
      environment: [
        name + "_FILE": "secret",
        name.hasPrefix("AWS") ? "AWS_ACCESS_KEY_ID" : "UNUSED": "id",
      ])
    let secrets = configuration.secrets
    let all = [
      secrets.jwt, secrets.smtpPassword, secrets.encryptionPassphrase, secrets.webhook,
      secrets.aws?.secretAccessKey,
    ]
    #expect(all.compactMap { $0?.text } == ["from a file"])
    #expect(!configuration.warnings.contains { $0.kind == .secretReadableByOthers })
  }

  @Test(
    "one newline at the end of a file isn't part of the secret",
    arguments: [
      ("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a b ", " a b "),
      ("\na", "\na"),
    ])
  func newline(content: String, expected: String) throws {
    try fixture.write(content, to: "secret", permissions: 0o600)
    #expect(try secrets(["STRONGROOM_JWT_SECRET_FILE": "secret"]).jwt?.text == expected)
  }

  @Test("bytes that are no text are a secret as well")
  func bytes() throws {
    let path = fixture.folder + "/secret"
    try Data([0xFF, 0x00, 0x0A, 0x0A]).write(to: URL(filePath: path))
    let secret = try secrets(["STRONGROOM_JWT_SECRET_FILE": path]).jwt
    #expect(secret?.bytes == [0xFF, 0x00, 0x0A])
    #expect(secret?.text == nil)
  }

  @Test(
    "a file that others can read gives a warning that says which",
    arguments: [(0o600, false), (0o400, false), (0o640, true), (0o604, true), (0o644, true)])
  func permissions(mode: Int, warns: Bool) throws {
    try fixture.write("hush", to: "secret", permissions: mode)
    let configuration = try fixture.load(
      Self.bucket, environment: ["STRONGROOM_SMTP_PASSWORD_FILE": "secret"])
    let warning = configuration.warnings.first { $0.kind == .secretReadableByOthers }
    #expect((warning != nil) == warns)
    #expect(warning?.message.contains("STRONGROOM_SMTP_PASSWORD_FILE") != false)
  }

  @Test("an identity file that others can read gives a warning")
  func identityFile() throws {
    let text = #"{"database": "a", "encryption": {"identityFile": "identity.txt"}}"#
    #expect(try fixture.load(text).warnings.isEmpty)
    try fixture.write("AGE-SECRET-KEY-1", to: "etc/identity.txt", permissions: 0o644)
    #expect(try fixture.load(text).warnings.map(\.kind) == [.secretReadableByOthers])
  }

  @Test(
    "a secret that can't be taken is refused with the variable's name",
    arguments: [
      (["STRONGROOM_JWT_SECRET_FILE": "gone"], "STRONGROOM_JWT_SECRET_FILE"),
      (["STRONGROOM_JWT_SECRET_FILE": "etc"], "STRONGROOM_JWT_SECRET_FILE"),
      (["STRONGROOM_JWT_SECRET_FILE": "empty"], "STRONGROOM_JWT_SECRET_FILE"),
      (["STRONGROOM_JWT_SECRET_FILE": "newline"], "STRONGROOM_JWT_SECRET_FILE"),
      (["STRONGROOM_JWT_SECRET_FILE": "huge"], "STRONGROOM_JWT_SECRET_FILE"),
      (
        ["STRONGROOM_JWT_SECRET_FILE": "huge", "STRONGROOM_JWT_SECRET": "hush"],
        "STRONGROOM_JWT_SECRET"
      ),
      (["AWS_ACCESS_KEY_ID": "hush"], "AWS_SECRET_ACCESS_KEY"),
      (["AWS_SECRET_ACCESS_KEY": "hush"], "AWS_ACCESS_KEY_ID"),
    ])
  func refused(environment: [String: String], path: String) throws {
    try fixture.write("", to: "empty", permissions: 0o600)
    try fixture.write("\n", to: "newline", permissions: 0o600)
    try fixture.write(String(repeating: "x", count: 65_537), to: "huge", permissions: 0o600)
    let error = try #require(try fixture.error(loading: Self.bucket, environment: environment))
    #expect(error.path == path)
    #expect(!"\(error)".contains("hush"))
  }

  @Test("Amazon's credentials are left alone where no storage needs them")
  func unneededCredentials() throws {
    let configuration = try fixture.load(
      #"{"database": "a"}"#, environment: ["AWS_ACCESS_KEY_ID": "half of them"])
    #expect(configuration.secrets.aws == nil)
  }

  @Test("a secret shows in no description, alone or within a configuration")
  func hidden() throws {
    let secrets = try secrets(["STRONGROOM_JWT_SECRET": "hush", "STRONGROOM_SMTP_PASSWORD": "hush"])
    let secret = try #require(secrets.jwt)
    var dumped = ""
    dump(secrets, to: &dumped)
    dump(secret, to: &dumped)
    for shown in [
      "\(secret)", String(reflecting: secret), "\(secrets)", String(reflecting: [secret]), dumped,
    ] {
      #expect(!shown.contains("hush"))
      #expect(!shown.contains("104"), "the bytes as numbers")
    }
  }

  @Test("one of several kinds of keys is enough for tokens")
  func tokenKeys() throws {
    for (members, environment) in [
      (#""publicKeyFile": "key.pem""#, [:]), (#""jwksFile": "set.json""#, [:]),
      (#""issuer": "a""#, ["STRONGROOM_JWT_SECRET": String(repeating: "h", count: 32)]),
    ] as [(String, [String: String])] {
      let configuration = try fixture.load(
        "{\"database\": \"a\", \"auth\": {\"mode\": \"jwt\", \(members)}}", environment: environment
      )
      #expect(configuration.warnings.isEmpty)
    }
  }

  @Test("a secret for tokens that is shorter than HS256 needs gives a warning with the remedy")
  func shortTokenSecret() throws {
    let warnings = { (secret: String) in
      try fixture.load(
        #"{"database": "a", "auth": {"mode": "jwt"}}"#,
        environment: ["STRONGROOM_JWT_SECRET": secret]
      ).warnings
    }
    for length in [5, 31] {
      let found = try warnings(String(repeating: "h", count: length))
      #expect(found.map(\.kind) == [.shortTokenSecret])
      #expect(found[0].message.contains("\(length) bytes; HS256 needs at least 32"))
    }
    #expect(try warnings(String(repeating: "h", count: 32)).isEmpty)
  }

  @Test("settings that have no effect give a warning")
  func warnings() throws {
    let unused = try fixture.load(
      #"{"database": "a"}"#, environment: ["STRONGROOM_JWT_SECRET": "hush"])
    #expect(unused.warnings.map(\.kind) == [.unusedTokenKeys])
    let mail = try fixture.load(
      #"{"database": "a", "smtp": {"url": "smtp://h", "from": "a@b", "username": "u"}}"#)
    #expect(mail.warnings.map(\.kind) == [.missingMailPassword])
  }
}
