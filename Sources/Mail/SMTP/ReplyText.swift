/// What others say, made fit for an error.
enum ReplyText {
  private static let longest = 500

  /// At most 500 bytes, without control characters and without what is to be concealed; nil where
  /// that is nothing.
  static func shown(_ text: [UInt8], _ concealment: Concealment) -> String? {
    let shown = String(
      decoding: concealment.apply(Array(cleaned(text).utf8)), as: UTF8.self)
    guard shown.utf8.count > longest else { return shown.isEmpty ? nil : shown }
    var cut = ""
    for character in shown {
      guard cut.utf8.count + character.utf8.count <= longest - 3 else { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// Without control characters, and what else could make a line of text look like something else.
  static func cleaned(_ text: [UInt8]) -> String {
    let kept = String(decoding: text, as: UTF8.self).unicodeScalars.filter {
      !$0.isControl && !$0.isBidirectionalControl
    }
    return String(String.UnicodeScalarView(kept))
  }
}
