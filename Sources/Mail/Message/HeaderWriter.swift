/// Header fields, folded at 78 columns ([RFC 5322](https://www.rfc-editor.org/rfc/rfc5322#section-2.2.3)).
struct HeaderWriter {
  private(set) var bytes: [UInt8] = []

  /// - Parameter tokens: the value, in parts that hold no line break and between which spaces stand.
  mutating func field(_ name: String, _ tokens: [String]) {
    var line = "\(name):"
    for (index, token) in tokens.enumerated() {
      if index > 0, line.utf8.count + 1 + token.utf8.count > 78 {
        bytes += Array("\(line)\r\n".utf8)
        line = ""
      }
      line += " \(token)"
    }
    bytes += Array("\(line)\r\n".utf8)
  }
}
