import Foundation
import Mail
import MailServers
import Testing

/// A message with something to it, and a golden file of the same name.
struct MessageSample: Sendable, CustomTestStringConvertible {
  let name: String
  var from = "Strongroom <no-reply@example.com>"
  var to = ["anna@example.com"]
  var subject = "Code for the factory reset"
  /// Where it is not the subject itself.
  var shownSubject: String?
  /// The names as they are shown, where they are others.
  var shownNames: [String: String] = [:]
  var text = "The code is 12345678.\n"
  var html = "<p>The code is <b>12345678</b>.</p>\n"
  /// Python before 3.13 shows the space between two encoded words of a name (RFC 2047, section 6.2).
  var hasSplitName = false
  var longestHeaderLine = 78
  var idDomain = "example.com"

  var testDescription: String { name }
  var isASCII: Bool { idDomain == "example.com" }

  static let goldenFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  func message() throws -> MailMessage {
    MailMessage(
      from: try #require(MailAddress(from)), to: try to.map { try #require(MailAddress($0)) },
      subject: subject, text: text, html: html, date: 1_785_320_645_678, id: name)
  }

  func shownMailbox(_ mailbox: MailAddress) -> ParsedMail.Mailbox {
    let name = mailbox.name ?? ""
    return ParsedMail.Mailbox(name: shownNames[name] ?? name, address: mailbox.address)
  }

  func comparable(_ mailbox: ParsedMail.Mailbox) -> ParsedMail.Mailbox {
    guard hasSplitName else { return mailbox }
    return ParsedMail.Mailbox(
      name: mailbox.name.filter { $0 != " " }, address: mailbox.address)
  }

  static let all: [Self] = [
    Self(name: "plain"),
    Self(name: "empty", subject: "", text: "", html: ""),
    Self(
      name: "scripts", from: "Служба поддержки <no-reply@example.com>",
      to: [
        "Zoë Müller-Łukaszewicz <zoe@example.com>", "山田太郎 <taro@example.com>",
        "محمد عبد الله <mohammed@example.com>", "דנה כהן <dana@example.com>",
        "Νίκος Παπαδόπουλος <nikos@example.com>", "สมชาย ใจดี <somchai@example.com>",
      ],
      subject: "Код для сброса · 初期化コード · رمز إعادة الضبط · κωδικός επαναφοράς",
      text: "Ваш код: 12345678\nコード: 12345678\nالرمز: 12345678\n",
      html: "<p>Ваш код: <b>12345678</b></p>"),
    Self(
      name: "emoji", from: "Team 👩‍👩‍👧‍👦🇩🇪 <no-reply@example.com>",
      subject: String(repeating: "👩‍👩‍👧‍👦🏳️‍🌈👍🏽", count: 6) + " e\u{301}",
      text: "👩‍👩‍👧‍👦 " + String(repeating: "🦊", count: 30) + "\n"),
    Self(
      name: "one-long-character",
      subject: "a" + String(repeating: "\u{301}\u{323}", count: 60) + "b"),
    Self(
      name: "long-lines",
      subject: (1...40).map { "word\($0)" }.joined(separator: " "),
      text: String(repeating: "x", count: 75) + "\n" + String(repeating: "y", count: 76) + "\n"
        + String(repeating: "z", count: 77) + "\n" + String(repeating: "=", count: 40) + "\n"
        + String(repeating: "long ", count: 400),
      html: "<p>" + String(repeating: "é", count: 500) + "</p>"),
    Self(
      name: "long-words", to: [String(repeating: "Name", count: 20) + " <anna@example.com>"],
      subject: "See https://example.com/" + String(repeating: "path/", count: 40) + " for more",
      hasSplitName: true),
    Self(
      name: "dots-and-ends",
      text: ".\n..\n.a\n \n\t\na \nb\t\n\nFrom me\nFrom:\n>From you\n.\r\n.\r\r\n\n.",
      html: ".<p>\r\n.\r\n</p> "),
    Self(
      name: "many-recipients",
      to: (1...12).map { "Person No. \($0) <person\($0)@department.example.com>" }),
    Self(
      name: "quoted-names", from: #""Doe, \"Anna\" \\ Co." <no-reply@example.com>"#,
      to: ["\"a@b.example\" <anna@example.com>", "(not) a comment <anna@example.com>"]),
    Self(
      name: "injected-subject",
      subject:
        " Code\r\nBcc: eve@example.com\n\n<p>\u{0}\u{2028}evil\u{202E}gpj.exe\u{2066}\u{85} ",
      shownSubject: "Code Bcc: eve@example.com <p> evilgpj.exe"),
    Self(
      name: "looks-encoded", from: "=?UTF-8?B?ZXZl?= <no-reply@example.com>",
      to: ["\"=?utf-8?q?=3Ceve=40example.com=3E?=\" <anna@example.com>"],
      subject: "=?UTF-8?Q?evil?=  two  spaces"),
    Self(
      name: "turned-names", from: "Anna \u{202E}live\u{202C} <no-reply@example.com>",
      to: ["\u{2066}\u{2069} <anna@example.com>"],
      shownNames: ["Anna \u{202E}live\u{202C}": "Anna live", "\u{2066}\u{2069}": ""]),
    Self(
      name: "control-characters", text: "a\u{0}b\u{1B}[31mc\u{7F}\u{85}d\u{2028}e\u{FEFF}\u{202E}f",
      html: "<p>\u{0}\u{8}</p>"),
    Self(
      name: "international-addresses", from: "Jürgen <jürgen@grün.example>",
      to: ["用户 <用户@例子.example>", "अजय@डाटा.example"], idDomain: "strongroom.invalid"),
    Self(
      name: "longest-address",
      to: [
        "Anna <" + String(repeating: "a", count: 64) + "@"
          + Array(repeating: String(repeating: "b", count: 61), count: 3).joined(separator: ".")
          + ">"
      ], longestHeaderLine: 260),
  ]
}
