/// JSON that nobody should take for a backup as it stands.
package struct HostileDocument: Sendable, CustomStringConvertible {
  package let name: String
  /// What makes it hostile.
  package let hazard: String
  /// What an import that is right makes of it.
  package let verdict: HostileDump.Verdict
  package let content: HostileContent

  package var description: String { name }

  init(
    _ name: String, _ hazard: String, _ verdict: HostileDump.Verdict = .refused,
    _ content: HostileContent
  ) {
    (self.name, self.hazard, self.verdict, self.content) = (name, hazard, verdict, content)
  }

  /// What can happen to any document on its way.
  ///
  /// - Parameter document: one object as JSON, of any format, that is fine.
  /// - Returns: the document, cut, stretched and dressed in other ways.
  package static func damaged(_ document: String) -> [HostileDocument] {
    let bytes = Array(document.utf8)
    let cuts = stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 40)).map {
      HostileDocument(
        "cut at byte \($0)", "was cut by a full disk", .refused,
        HostileContent(Array(bytes.prefix($0))))
    }
    let open = HostileContent(String(document.dropLast()))
    return cuts + [
      .init("more behind it", "is more than a document", .refused, text(document + "{}")),
      .init("garbage behind it", "is more than a document", .refused, text(document + "\nx")),
      .init("a NUL behind it", "is more than a document", .refused, text(document + "\u{0}")),
      .init("spaces around it", "are nothing", .harmless, text(" \r\n\t" + document + "\n\n")),
      .init(
        "a byte order mark", "is what some editors write", .harmless, text("\u{FEFF}" + document)),
      .init(
        "UTF-16", "is another encoding", .refused,
        HostileContent(TextEncoding.utf16le.bytes(document))),
      .init(
        "bytes that are not UTF-8", "are no JSON", .refused,
        open.followed(by: ",\"x\":\"").followed(by: [0xFF, 0xC0, 0x80]).followed(by: "\"}")),
      .init(
        "an encoded surrogate", "is no UTF-8", .refused,
        open.followed(by: ",\"x\":\"").followed(by: [0xED, 0xA0, 0x80]).followed(by: "\"}")),
      .init(
        "half of a pair of escapes", "is no text", .harmless,
        open.followed(by: ",\"x\":\"\\ud800\"}")),
      .init(
        "a raw line break in a string", "is not allowed", .refused,
        open.followed(by: ",\"x\":\"a\nb\"}")),
      .init(
        "arrays 100,000 deep", "overflow a stack", .refused,
        open.followed(by: ",\"x\":").followed(by: "[", times: 100_000)
          .followed(by: "]", times: 100_000).followed(by: "}")),
      .init(
        "objects ten million deep, without end", "overflow a stack", .refused,
        open.followed(by: ",\"x\":").followed(by: "{\"a\":", times: 10_000_000)),
      .init(
        "a string of 2 GB", "does not fit into memory", .refused,
        open.followed(by: ",\"x\":\"").followed(by: "x", times: 2_200_000_000)
          .followed(by: "\"}")),
      .init(
        "spaces of 1 GB", "are nothing, at length", .harmless,
        open.followed(by: " ", times: 1_000_000_000).followed(by: "}")),
      .init(
        "a number of a million digits", "takes long to read", .harmless,
        open.followed(by: ",\"x\":").followed(by: "9", times: 1_000_000).followed(by: "}")),
      .init(
        "an exponent of many digits", "is out of range", .harmless,
        open.followed(by: ",\"x\":1e").followed(by: "9", times: 400).followed(by: "}")),
      .init("NaN", "is no JSON", .refused, open.followed(by: ",\"x\":NaN}")),
      .init("Infinity", "is no JSON", .refused, open.followed(by: ",\"x\":-Infinity}")),
      .init("a leading zero", "is no JSON", .refused, open.followed(by: ",\"x\":01}")),
      .init("a hexadecimal number", "is no JSON", .refused, open.followed(by: ",\"x\":0x10}")),
      .init("a comma at the end", "is no JSON", .refused, open.followed(by: ",}")),
      .init("a comment", "is no JSON", .refused, open.followed(by: "/* x */}")),
      .init("single quotes", "are no JSON", .refused, open.followed(by: ",'x':1}")),
      .init(
        "__proto__", "changes objects in other languages", .harmless,
        open.followed(by: ",\"__proto__\":{\"version\":\"9\"},\"constructor\":null}")),
      .init("an array around it", "is no object", .refused, text("[" + document + "]")),
      .init("a string with it", "is no object", .refused, text("\"{}\"")),
      .init("null", "is no object", .refused, text("null")),
      .init("an empty object", "lacks everything", .refused, text("{}")),
      .init("an empty array", "lacks everything", .refused, text("[]")),
      .init("nothing", "lacks everything", .refused, text("")),
    ]
  }

  static func text(_ text: String) -> HostileContent { HostileContent(text) }
}
