package import Databases
package import Mail

/// What a factory reset keeps, and how it is confirmed.
package struct ResetPolicy: Sendable {
  package var rules = EraseRules()
  /// From 6 to 10.
  package var codeDigits = 8
  package var codeMinutes: Int64 = 10
  /// Where codes go, and who is told of a reset; if empty, the person who asks.
  package var recipients: [MailAddress] = []
  /// A query of the host's database for the addresses of a person, who is its only argument. It
  /// decides who may reset, too: without an address there is no reset.
  package var recipientQuery: String?
  package var hook = RestartHook(arguments: [])

  package init() {}
}

/// How mail leaves the house.
package struct MailSetup: Sendable {
  package let mailer: any Mailer
  package let sender: MailAddress

  package init(mailer: any Mailer, sender: MailAddress) {
    self.mailer = mailer
    self.sender = sender
  }
}
