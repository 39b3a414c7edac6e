/// A message as a server has it.
package struct DeliveredMessage: Sendable {
  package struct Envelope: Sendable, Equatable {
    package let sender: String
    package let recipients: [String]
    /// What came with the sender, in capitals.
    package let options: [String]
    /// Who had logged in.
    package let login: [UInt8]?
    package let isEncrypted: Bool
  }

  package let bytes: [UInt8]
  /// Nil from a server that keeps none.
  package let envelope: Envelope?

  /// The message as Python's `email` reads it.
  package func parsed() throws -> ParsedMail { try ParsedMail(bytes) }
}
