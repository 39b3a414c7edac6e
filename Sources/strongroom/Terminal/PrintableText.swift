extension String {
  /// The text with every character escaped that a terminal acts on, or that shows text in another order
  /// than it is in: C0 and C1 controls, DEL, bidirectional controls and line separators. Names, labels and
  /// file names come from elsewhere.
  ///
  /// - Parameter keepsLines: whether newlines and tabs stay as they are.
  func printable(keepsLines: Bool = false) -> String {
    guard unicodeScalars.contains(where: { $0.actsOnTerminals }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if !scalar.actsOnTerminals || keepsLines && (scalar == "\n" || scalar == "\t") {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    }
    return text
  }

  /// The text of a JSON document with the same characters as JSON's own escapes: there they can only stand
  /// inside of strings.
  var printableJSON: String {
    guard unicodeScalars.contains(where: { $0.actsOnTerminals }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.actsOnTerminals {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var actsOnTerminals: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
