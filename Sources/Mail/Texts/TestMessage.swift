package import BackupProtocol

/// What the mail says that only proves that mail arrives.
package struct TestMessage: Sendable {
  let product: String
  let sentAt: Timestamp

  package init(product: String, sentAt: Timestamp) {
    self.product = product
    self.sentAt = sentAt
  }

  package var content: MessageContent {
    MessageContent(
      subject: "\(product): mail works",
      [
        .paragraph("The mail settings of the backups of \(product) work."),
        .facts([("Sent at", sentAt.inWords)]),
      ])
  }
}
