import BackupProtocol
import Mail

/// A mail that the server took.
package struct SentMail: Codable, Sendable, Equatable {
  package let from: String
  package let to: String
}

extension BackupOperations {
  /// Sends a mail that says nothing but that mail works. For whoever sets the service up; it is not a
  /// method, as it goes wherever it is told to.
  package func sendTestMail(to text: String, control: OperationControl) async throws -> SentMail {
    try await run(.sendTestMail) {
      let mail = try mailSetup()
      guard let address = MailAddress(text) else {
        throw ContractError.invalid("to", expected: "a mail address")
      }
      let time = now()
      try mail.send(
        TestMessage(product: parts.databaseName, sentAt: time).content, to: [address],
        id: newID(at: time), at: time, control)
      return SentMail(from: mail.sender.address, to: address.address)
    }
  }
}
