import Foundation
import Mail
import MailServers
import Testing

@Suite struct RenderingTests {
  @Test("a message is rendered as in its golden file", arguments: MessageSample.all)
  func golden(sample: MessageSample) throws {
    let url = MessageSample.goldenFolder.appendingPathComponent("\(sample.name).eml")
    let rendered = try sample.message().rendered()
    // To make them anew; to be read before they are committed.
    if ProcessInfo.processInfo.environment["STRONGROOM_TEST_RECORD"] == "1" {
      try Data(rendered).write(to: url)
    }
    #expect(try Array(Data(contentsOf: url)) == rendered)
  }

  @Test("Python reads the very same parts back", arguments: MessageSample.all)
  func readByPython(sample: MessageSample) throws {
    let message = try sample.message()
    let parsed = try ParsedMail(message.rendered())
    #expect(parsed.subject == sample.shownSubject ?? sample.subject)
    #expect(parsed.from == [sample.shownMailbox(message.from)])
    #expect(
      parsed.to.map(sample.comparable)
        == message.to.map(sample.shownMailbox).map(sample.comparable))
    #expect(parsed.text == lineEnds(sample.text))
    #expect(parsed.html == lineEnds(sample.html))
    #expect(parsed.date == 1_785_320_645)
    #expect(parsed.id == "<\(sample.name)@\(sample.idDomain)>")
    #expect(parsed.autoSubmitted == "auto-generated")
    #expect(parsed.type == "multipart/alternative")
    #expect(parsed.partTypes == ["multipart/alternative", "text/plain", "text/html"])
    #expect(
      parsed.fieldNames == [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type",
      ])
    // Python knows RFC 6532 and calls it a defect all the same.
    #expect(parsed.defects.filter { $0 != "NonASCIILocalPartDefect" } == [])
  }

  @Test("lines end in CRLF, are of ASCII and short", arguments: MessageSample.all)
  func lines(sample: MessageSample) throws {
    let rendered = try sample.message().rendered()
    let lines = rendered.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(lines.last == [])
    var isHeader = true
    for line in lines.dropLast() {
      #expect(line.last == 0x0D)
      let content = line.dropLast()
      isHeader = isHeader && !content.isEmpty
      #expect(content.count <= (isHeader ? sample.longestHeaderLine : 76))
      #expect(!content.contains(0x0D))
      #expect(content.first != UInt8(ascii: "."))
      #expect(!content.starts(with: "From ".utf8))
      if !isHeader || sample.isASCII { #expect(content.allSatisfy { $0 < 0x80 && $0 != 0 }) }
    }
  }

  @Test("no part can end before its time")
  func boundary() throws {
    var message = try MessageSample.all[0].message()
    let boundary = "--=_strongroom--\r\n"
    message = MailMessage(
      from: message.from, to: message.to, subject: boundary, text: "\(boundary)text",
      html: "\r\n\(boundary)\(boundary)", date: 0, id: "x")
    let parsed = try ParsedMail(message.rendered())
    #expect(parsed.text == "\(boundary)text")
    #expect(parsed.html == "\r\n\(boundary)\(boundary)")
    #expect(parsed.partTypes == ["multipart/alternative", "text/plain", "text/html"])
  }

  @Test(
    "a date is written as its time zone has it",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_399_999, "Mon, 28 Feb 2000 23:59:59 +0000"),
      (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
      (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 +0000"),
      (1_798_761_599_000, "Thu, 31 Dec 2026 23:59:59 +0000"),
      (Int64.min, "Thu, 01 Jan 1970 00:00:00 +0000"),
      (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
    ] as [(Int64, String)])
  func dates(milliseconds: Int64, text: String) throws {
    let sample = try MessageSample.all[0].message()
    let message = MailMessage(
      from: sample.from, to: sample.to, subject: "", text: "", html: "", date: milliseconds, id: "x"
    )
    #expect(message.rendered().starts(with: "Date: \(text)\r\n".utf8))
  }

  @Test("an id can't leave its field")
  func id() throws {
    let sample = try MessageSample.all[0].message()
    let message = MailMessage(
      from: sample.from, to: sample.to, subject: "", text: "", html: "", date: 0,
      id: "a>\r\nBcc: <b@c.example")
    let parsed = try ParsedMail(message.rendered())
    #expect(parsed.id == "<aBccbcexample@example.com>")
    #expect(!parsed.fieldNames.contains("Bcc"))
  }

  @Test("a message to nobody says so")
  func nobody() throws {
    let sample = try MessageSample.all[0].message()
    let message = MailMessage(
      from: sample.from, to: [], subject: "", text: "", html: "", date: 0, id: "x")
    #expect(try ParsedMail(message.rendered()).to == [])
  }

  private func lineEnds(_ text: String) -> String {
    var result = ""
    for character in text {
      result +=
        character == "\n" || character == "\r" || character == "\r\n"
        ? "\r\n" : String(character)
    }
    return result
  }
}
