/// Whom backups are encrypted for (the age v1 format).
package struct EncryptionSettings: Sendable, Hashable {
  /// X25519 recipients, `age1…`.
  package let recipients: [String]
  /// The file with the identity that decrypts.
  package internal(set) var identityFile: String?
}

extension EncryptionSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case recipients, identityFile
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    recipients = try container.list(.recipients, of: .ageRecipient) ?? []
    identityFile = try container.value(.identityFile, .path)
  }
}
