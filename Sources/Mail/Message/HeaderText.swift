/// Free text for a header field. Whatever it holds, the field can't be left.
struct HeaderText {
  private let text: String

  /// Control characters and line breaks become spaces; those that turn the direction go.
  init(_ text: String) {
    var scalars = String.UnicodeScalarView()
    var isAfterControl = false
    for scalar in text.unicodeScalars where !scalar.isBidirectionalControl {
      if scalar.isControl, isAfterControl { continue }
      isAfterControl = scalar.isControl
      scalars.append(isAfterControl ? " " : scalar)
    }
    let kept = scalars.drop { $0 == " " }
    self.text = String(
      kept[..<(kept.lastIndex { $0 != " " }.map(kept.index(after:)) ?? kept.startIndex)])
  }

  var isEmpty: Bool { text.isEmpty }

  /// The text as the value of an unstructured field, in parts to be joined by spaces.
  var tokens: [String] {
    guard isPlain else { return EncodedWords.encode(text) }
    return text.isEmpty ? [] : text.split(separator: " ").map(String.init)
  }

  /// The text as a phrase: atoms, a quoted string, or encoded words.
  var phraseTokens: [String] {
    guard isPlain, text.utf8.count <= Self.longestWord else { return EncodedWords.encode(text) }
    let words = text.split(separator: " ")
    if words.allSatisfy({ $0.unicodeScalars.allSatisfy(\.isAtomText) }) {
      return words.map(String.init)
    }
    let escaped = text.reduce(into: "") { result, character in
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return ["\"\(escaped)\""]
  }

  private static let longestWord = 60

  /// Whether the text can stand as it is, and folding loses none of its spaces.
  private var isPlain: Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?") && !text.contains("  ")
      && text.split(separator: " ").allSatisfy { $0.utf8.count <= Self.longestWord }
  }
}
