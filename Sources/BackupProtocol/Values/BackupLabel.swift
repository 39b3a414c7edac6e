extension Backup {
  /// The label itself; nil for one that no backup may have: longer than 200 characters, or with control
  /// characters.
  package static func acceptable(label: String) -> String? {
    // By scalars, as a single character may have any number of them.
    label.unicodeScalars.count <= 200 && !label.unicodeScalars.contains(where: { $0.isControl })
      ? label : nil
  }
}

extension Unicode.Scalar {
  /// Whether the character is refused in a label: a control character, or one that shows text in
  /// another order than it is in.
  fileprivate var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
