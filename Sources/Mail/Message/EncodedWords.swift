import FoundationEssentials

/// Encoded words of [RFC 2047](https://www.rfc-editor.org/rfc/rfc2047): UTF-8 in Base64.
enum EncodedWords {
  /// So few that the first word stands behind any of the field names used within 78 columns.
  private static let bytesPerWord = 39

  /// Splits between characters, and within one only where it is too long for a word, then between
  /// scalars.
  static func encode(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func fits(_ part: some StringProtocol) -> Bool {
      word.utf8.count + part.utf8.count <= bytesPerWord
    }
    func finish() {
      if !word.isEmpty { words.append("=?UTF-8?B?\(Data(word.utf8).base64EncodedString())?=") }
      word = ""
    }
    for character in text {
      if !fits(String(character)) { finish() }
      for scalar in character.unicodeScalars {
        if !fits(String(scalar)) { finish() }
        word.unicodeScalars.append(scalar)
      }
    }
    finish()
    return words
  }
}
