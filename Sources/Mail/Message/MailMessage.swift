/// A message to be sent: one text, in plain words and as HTML.
package struct MailMessage: Sendable {
  package let from: MailAddress
  package let to: [MailAddress]
  package let subject: String
  package let text: String
  package let html: String
  /// Milliseconds since 1970.
  package let date: Int64
  /// The left part of the Message-ID, which no other message may have.
  package let id: String

  package init(
    from: MailAddress, to: [MailAddress], subject: String, text: String, html: String, date: Int64,
    id: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.date = date
    self.id = id
  }

  /// The message as it goes over the wire, but for the dots that SMTP adds: RFC 5322, MIME, lines of
  /// at most 76 bytes, but for an address that is longer. ASCII throughout unless an address is not
  /// ([RFC 6532](https://www.rfc-editor.org/rfc/rfc6532)).
  ///
  /// The same message always gives the same bytes.
  package func rendered() -> [UInt8] {
    // "=_" occurs in no quoted-printable text, as RFC 2045, section 6.7, points out.
    let boundary = "=_strongroom"
    var header = HeaderWriter()
    header.field("Date", [MailDate.text(of: date)])
    header.field("From", from.tokens)
    header.field("To", recipientTokens)
    header.field("Subject", HeaderText(subject).tokens)
    header.field("Message-ID", [messageID])
    header.field("Auto-Submitted", ["auto-generated"])
    header.field("MIME-Version", ["1.0"])
    header.field("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""])
    var bytes = header.bytes + Self.newline
    for (type, content) in [("text/plain", text), ("text/html", html)] {
      var header = HeaderWriter()
      header.field("Content-Type", ["\(type);", "charset=\"utf-8\""])
      header.field("Content-Transfer-Encoding", ["quoted-printable"])
      bytes += Array("--\(boundary)\r\n".utf8) + header.bytes + Self.newline
      bytes += QuotedPrintable.encode(content) + Self.newline
    }
    return bytes + Array("--\(boundary)--\r\n".utf8)
  }

  private static let newline = Array("\r\n".utf8)

  private var recipientTokens: [String] {
    guard !to.isEmpty else { return ["undisclosed-recipients:;"] }
    return to.indices.flatMap { index in
      let tokens = to[index].tokens
      guard index < to.count - 1, let last = tokens.last else { return tokens }
      return tokens.dropLast() + [last + ","]
    }
  }

  /// RFC 6532 asks for ASCII here, whatever the sender's domain is.
  private var messageID: String {
    let left = String(id.unicodeScalars.filter { $0.isASCII && $0.isAtomText })
    return "<\(left.isEmpty ? "0" : left)@\(from.isASCII ? from.domain : "strongroom.invalid")>"
  }
}

extension MailAddress {
  /// The mailbox as it stands in a header field, in parts that a line break may come between.
  var tokens: [String] {
    guard let name, case let text = HeaderText(name), !text.isEmpty else { return [address] }
    return text.phraseTokens + ["<\(address)>"]
  }
}
