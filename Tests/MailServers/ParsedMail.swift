import Foundation

/// A message as Python's `email` reads it, policy `default`.
package struct ParsedMail: Decodable, Sendable {
  package struct Mailbox: Decodable, Sendable, Equatable {
    package let name: String
    package let address: String

    package init(name: String, address: String) {
      self.name = name
      self.address = address
    }
  }

  package let from: [Mailbox]
  package let to: [Mailbox]
  package let subject: String
  package let fieldNames: [String]
  /// Seconds since 1970.
  package let date: Double?
  package let type: String
  package let partTypes: [String]
  package let text: String?
  package let html: String?
  package let autoSubmitted: String?
  package let id: String?
  /// What Python finds wrong.
  package let defects: [String]

  package init(_ bytes: [UInt8]) throws {
    let text = Data(bytes).base64EncodedString()
    let answer = try HelperProcess.parser.get().ask(text, for: Answer.self)
    guard let parts = answer.parts else {
      throw MailServerFailure("a message cannot be read: \(answer.error ?? "")")
    }
    self = parts
  }

  private struct Answer: Decodable {
    let parts: ParsedMail?
    let error: String?
  }
}
