/// The quoted-printable encoding of
/// [RFC 2045](https://www.rfc-editor.org/rfc/rfc2045#section-6.7), of text in UTF-8.
enum QuotedPrintable {
  private static let longestLine = 76
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Lines end in CRLF, whatever they end in in the text, and the last one as it does in the text.
  ///
  /// No line begins with a dot, which SMTP would double, or with "From ", which mail folders quote.
  static func encode(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var isFirst = true
    for line in lines(of: text) {
      if !isFirst { result += [0x0D, 0x0A] }
      isFirst = false
      append(line, to: &result)
    }
    return result
  }

  private static func lines(of text: String) -> [ArraySlice<Unicode.Scalar>] {
    var scalars: [Unicode.Scalar] = []
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n", isAfterReturn {
        isAfterReturn = false
        continue
      }
      isAfterReturn = scalar == "\r"
      scalars.append(isAfterReturn ? "\n" : scalar)
    }
    return scalars.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Keeps the bytes of a scalar in one line.
  private static func append(_ line: ArraySlice<Unicode.Scalar>, to result: inout [UInt8]) {
    var column = 0
    for index in line.indices {
      let isLast = index == line.index(before: line.endIndex)
      var unit = encode(line[index], isLast: isLast, isFirst: column == 0, rest: line[index...])
      // A soft line break takes one column, and is not needed after the last scalar.
      if column + unit.count > longestLine - (isLast ? 0 : 1) {
        result += [0x3D, 0x0D, 0x0A]
        column = 0
        unit = encode(line[index], isLast: isLast, isFirst: true, rest: line[index...])
      }
      result += unit
      column += unit.count
    }
  }

  private static func encode(
    _ scalar: Unicode.Scalar, isLast: Bool, isFirst: Bool, rest: ArraySlice<Unicode.Scalar>
  ) -> [UInt8] {
    let isLiteral =
      switch scalar {
      case " ", "\t": !isLast
      case ".": !isFirst
      case "F": !(isFirst && rest.starts(with: "From ".unicodeScalars))
      case "=": false
      default: (0x21...0x7E).contains(scalar.value)
      }
    let bytes = Array(String(scalar).utf8)
    return isLiteral
      ? bytes : bytes.flatMap { [0x3D, hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]] }
  }
}
