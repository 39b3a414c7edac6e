import BackupProtocol

/// What a mail says, in plain text and in HTML.
package struct MessageContent: Sendable, Equatable {
  package let subject: String
  package let text: String
  package let html: String
}

/// A paragraph, a list of facts or a table, said twice: in plain text and in HTML.
///
/// Every value is escaped in the one place where it becomes HTML.
enum MessageBlock {
  case paragraph(String)
  case heading(String)
  /// Stands out, to be read and typed.
  case code(String)
  case facts([(name: String, value: String)])
  /// The columns after the first one are numbers.
  case table(columns: [String], rows: [[String]])
}

extension MessageContent {
  init(subject: String, _ blocks: [MessageBlock]) {
    self.init(
      subject: subject.oneLine,
      text: blocks.map(\.text).joined(separator: "\n\n") + "\n",
      html: """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>\(subject.oneLine.escaped)</title></head>
        <body style="margin:0;padding:24px;font-family:sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;background:#ffffff">
        <div style="max-width:600px;margin:0 auto">
        \(blocks.map(\.html).joined(separator: "\n"))
        </div>
        </body>
        </html>

        """)
  }
}

extension MessageBlock {
  fileprivate var text: String {
    switch self {
    case .paragraph(let text): return text.oneLine.wrapped
    case .heading(let text): return text.oneLine.uppercased()
    case .code(let code): return "    " + code.oneLine
    case .facts(let facts):
      let width = facts.map(\.name.count).max() ?? 0
      return facts.map { fact in
        fact.name + ":" + String(repeating: " ", count: width - fact.name.count + 1)
          + fact.value.oneLine
      }.joined(separator: "\n")
    case .table(let columns, let rows):
      let lines = ([columns] + rows).map { $0.map(\.oneLine) }
      let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
      return lines.map { line in
        line.indices.map { column in
          let space = String(repeating: " ", count: widths[column] - line[column].count)
          return column == 0 ? line[column] + space : space + line[column]
        }.joined(separator: "  ")
      }.joined(separator: "\n")
    }
  }

  fileprivate var html: String {
    switch self {
    case .paragraph(let text): return "<p>\(text.oneLine.escaped)</p>"
    case .heading(let text):
      return "<h2 style=\"font-size:16px;margin:24px 0 8px\">\(text.oneLine.escaped)</h2>"
    case .code(let code):
      return
        "<p style=\"font-family:monospace;font-size:28px;letter-spacing:4px;margin:16px 0\"><b>\(code.oneLine.escaped)</b></p>"
    case .facts(let facts):
      return Self.table(
        facts.map { fact in
          "<tr><th style=\"text-align:left;padding:2px 16px 2px 0;font-weight:normal;color:#5a5a5a\">\(fact.name.escaped)</th>"
            + "<td>\(fact.value.oneLine.escaped)</td></tr>"
        })
    case .table(let columns, let rows):
      let cell = { (tag: String, column: Int, text: String) in
        "<\(tag) style=\"text-align:\(column == 0 ? "left" : "right");padding:2px 16px 2px 0\">\(text.oneLine.escaped)</\(tag)>"
      }
      return Self.table(
        (["th"] + rows.map { _ in "td" }).enumerated().map { index, tag in
          let line = index == 0 ? columns : rows[index - 1]
          return "<tr>" + line.indices.map { cell(tag, $0, line[$0]) }.joined() + "</tr>"
        })
    }
  }

  private static func table(_ rows: [String]) -> String {
    "<table style=\"border-collapse:collapse;font-size:15px\">\n" + rows.joined(separator: "\n")
      + "\n</table>"
  }
}

extension String {
  /// Without what would break a line, or the order of its letters.
  package var oneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.isControl || $0.isBidirectionalControl ? " " : $0 }))
  }

  /// In lines of 72 characters, where words allow it.
  fileprivate var wrapped: String {
    var lines = [""]
    for word in split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= 72 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// As text or as the value of an attribute in HTML.
  fileprivate var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
