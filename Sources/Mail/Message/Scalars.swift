/// What the scalars of header fields and addresses are.
extension Unicode.Scalar {
  /// A control character or a line break of any kind.
  package var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// What changes the direction of text without being seen, and so can make a text look like another.
  var isBidirectionalControl: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private var isLetterOrDigit: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// `atext` of RFC 5322, and what RFC 6532 adds, as far as it can be seen.
  var isAtomText: Bool {
    isASCII ? isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(self) : isVisible
  }

  /// A letter of a host name. The underscore is not one, but occurs.
  var isLabelText: Bool {
    isASCII ? isLetterOrDigit || self == "-" || self == "_" : isVisible
  }

  /// Neither a space nor a formatting character, but for the two joiners that scripts need.
  private var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
      .privateUse, .surrogate:
      value == 0x200C || value == 0x200D
    default: true
    }
  }
}
