/// A variable that a secret is taken from; with `_FILE` after its name, the path of a file with it.
enum SecretVariable: String, CaseIterable {
  case jwt = "STRONGROOM_JWT_SECRET"
  case smtpPassword = "STRONGROOM_SMTP_PASSWORD"
  case encryptionPassphrase = "STRONGROOM_ENCRYPTION_PASSPHRASE"
  case webhook = "STRONGROOM_WEBHOOK_SECRET"
  case awsAccessKeyId = "AWS_ACCESS_KEY_ID"
  case awsSecretAccessKey = "AWS_SECRET_ACCESS_KEY"
  case awsSessionToken = "AWS_SESSION_TOKEN"

  var fileVariable: String { rawValue + "_FILE" }

  /// The variable for a secret that somebody wrote into the configuration file, nil for a key that
  /// doesn't look like one.
  static func meant(byKeyAt path: String) -> SecretVariable? {
    let words = path.lowercased()
    let key = words.split(separator: ".").last ?? ""
    if key.contains("accesskeyid") { return .awsAccessKeyId }
    if key.contains("sessiontoken") { return .awsSessionToken }
    let signs = ["secret", "password", "passphrase", "passwd", "accesskey", "privatekey"]
    guard key == "pass" || signs.contains(where: key.contains) else { return nil }
    for (part, variable) in [
      ("storages", awsSecretAccessKey), ("aws", awsSecretAccessKey), ("s3", awsSecretAccessKey),
      ("smtp", smtpPassword), ("mail", smtpPassword), ("webhook", webhook),
      ("encryption", encryptionPassphrase), ("passphrase", encryptionPassphrase),
    ] where words.contains(part) {
      return variable
    }
    return .jwt
  }
}
