import BackupProtocol

/// What the mail says that only proves that mail arrives.
struct TestMessage: Sendable {
  let product: String
  let sentAt: Timestamp

  init(product: String, sentAt: Timestamp) {
    self.product = product
    self.sentAt = sentAt
  }

  var content: MessageContent {
    MessageContent(
      subject: "\(product): mail works",
      [
        .paragraph("The mail settings of the backups of \(product) work."),
        .facts([("Sent at", sentAt.inWords)]),
      ])
  }
}
