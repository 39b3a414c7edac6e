/// Text of a program under construction, a line at a time.
struct SourceText {
  private(set) var lines: [String] = []
  private var depth = 0
  private let indentation: Int

  /// - Parameter indentation: how many blanks a level takes.
  init(indentation: Int) {
    self.indentation = indentation
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func line(_ text: String = "") {
    lines.append(text.isEmpty ? "" : String(repeating: " ", count: depth * indentation) + text)
  }

  /// Lines one level deeper.
  mutating func indented<Failure>(
    _ body: (inout SourceText) throws(Failure) -> Void
  ) throws(Failure) {
    depth += 1
    defer { depth -= 1 }
    try body(&self)
  }

  /// Adds what another one has.
  mutating func append(_ other: SourceText) {
    for text in other.lines { line(text) }
  }

  /// Whether prose takes one line of at most this width.
  func fitsOneLine(_ text: String, width: Int) -> Bool {
    !text.contains("\n") && text.count <= width - depth * indentation
  }

  /// Ends the last line with more text.
  mutating func extendLastLine(_ text: String) {
    lines[lines.count - 1] += text
  }

  /// Prose, broken where a line would be longer than the width.
  /// - Parameter prefix: what stands before each line, such as `/// `.
  mutating func prose(_ text: String, prefix: String = "", width: Int = 100) {
    let room = width - depth * indentation - prefix.count
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for part in Self.wrap(String(paragraph), to: room) {
        let line = prefix + part
        self.line(part.isEmpty ? prefix.trimmingTrailingBlanks : line)
      }
    }
  }

  static func wrap(_ paragraph: String, to width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in paragraph.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = paragraph.hasPrefix("- ") ? "  " + word : String(word)
      } else {
        current += current.isEmpty ? String(word) : " " + word
      }
    }
    return lines + [current]
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
