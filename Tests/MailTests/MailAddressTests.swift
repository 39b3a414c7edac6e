import Mail
import Testing

@Suite struct MailAddressTests {
  @Test(
    "a mailbox is read as people write it",
    arguments: [
      ("a@b.example", nil, "a@b.example"),
      ("<a@b.example>", nil, "a@b.example"),
      ("  a@b.example ", nil, "a@b.example"),
      ("Anna <a@b.example>", "Anna", "a@b.example"),
      ("LPG Nexus (Support) v1.2 <a@b.example>", "LPG Nexus (Support) v1.2", "a@b.example"),
      ("Anna<a@b.example>", "Anna", "a@b.example"),
      ("\"Doe, Anna\" <a@b.example>", "Doe, Anna", "a@b.example"),
      (#""A \"B\" \\ C" <a@b.example>"#, #"A "B" \ C"#, "a@b.example"),
      ("\"\" <a@b.example>", nil, "a@b.example"),
      ("Zoë 🦊 <zoë@bücher.example>", "Zoë 🦊", "zoë@bücher.example"),
      ("a.b+c_d='e'@localhost", nil, "a.b+c_d='e'@localhost"),
    ])
  func isRead(text: String, name: String?, address: String) throws {
    let mailbox = try #require(MailAddress(text))
    #expect(mailbox.name == name)
    #expect(mailbox.address == address)
  }

  @Test(
    "what is no mailbox, or more than one, is refused",
    arguments: [
      "", " ", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", ".a@b", "a.@b", "a..b@c", "a@b..c",
      "a@.b", "a@b.", "a@-b", "a@b-", "a@[127.0.0.1]", "\"a b\"@c", "a@b, c@d", "a@b; c@d",
      "A, B <a@b>", "A <a@b>, B <c@d>", "A a@b>", "A <<a@b>>", "A <a@b", "<a@b>>",
      "\"A <a@b>", "\"A\" B <a@b>", "\"A\\\" <a@b>", "A \"B\" <a@b>", "x@y <a@b>",
      "a@b\r\nBcc: c@d", "A\r\nBcc: c@d <a@b>", "A\n <a@b>", "A\u{0} <a@b>", "a\u{0}@b",
      "A\u{7F} <a@b>", "A\u{85} <a@b>", "A\u{2028}B <a@b>", "a\u{2028}@b", "a\u{202E}@b",
      "a\u{200B}@b", "a\u{A0}@b", "\"A\\\r\n\" <a@b>", "a@b\u{2029}",
      String(repeating: "x", count: 65) + "@b", "a@" + String(repeating: "x", count: 64),
      "a@" + Array(repeating: "abcdefghi", count: 26).joined(separator: "."),
    ])
  func isRefused(text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test("a name of its own is checked too", arguments: ["A\r\nBcc: c@d", "A\u{0}", "\u{2029}"])
  func nameIsChecked(name: String) {
    #expect(MailAddress(name: name, address: "a@b.example") == nil)
  }

  @Test("a name of nothing is no name")
  func emptyName() throws {
    #expect(try #require(MailAddress(name: "  ", address: "a@b.example")).name == nil)
  }

  @Test(
    "a masked address shows its first letter and its domain",
    arguments: [
      ("sophie@example.com", "s•••@example.com"), ("s@example.com", "s•••@example.com"),
      ("Sophie <sophie@example.com>", "s•••@example.com"),
      ("żółw@bücher.example", "ż•••@bücher.example"),
    ])
  func isMasked(text: String, masked: String) throws {
    #expect(try #require(MailAddress(text)).masked == masked)
  }
}
