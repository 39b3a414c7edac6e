import Glibc
import SQLiteImages

extension DumpReplayer {
  /// Skips white space and comments.
  ///
  /// - Returns: false at the end.
  func skipToStatement() throws -> Bool {
    while try skipSpace() {
      if window.bytes[0] == UInt8(ascii: ";") {
        window.drop(1)
      } else if try !skipDelimiter() {
        return true
      }
    }
    return false
  }

  /// - Returns: false at the end.
  func skipSpace() throws -> Bool {
    while true {
      if window.count < 2, try window.more() { continue }
      guard window.count > 0 else { return false }
      let byte = window.bytes[0]
      let next = window.count > 1 ? window.bytes[1] : 0
      if LiteralCursor.isSpace(byte) {
        dropSpace()
      } else if byte == UInt8(ascii: "-"), next == byte {
        try skipComment()
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        try skipBlockComment()
      } else {
        return true
      }
    }
  }

  private func dropSpace() {
    var count = 0
    while count < window.count, LiteralCursor.isSpace(window.bytes[count]) { count += 1 }
    window.drop(count)
  }

  /// Some editors and shells write one at the start of a file in UTF-8.
  func skipByteOrderMark() throws {
    while window.count < 3, try window.more() {}
    let start = UnsafeBufferPointer(start: window.bytes, count: window.count)
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { window.drop(3) }
  }

  /// `DELIMITER ;;` on a line of its own, which Adminer writes around triggers. They end in `END;`
  /// all the same.
  private func skipDelimiter() throws -> Bool {
    guard window.bytes[0] | 32 == UInt8(ascii: "d") else { return false }
    while window.count < 64, try window.more() {}
    let line = UnsafeBufferPointer(start: window.bytes, count: min(window.count, 64))
      .prefix { $0 != 10 && $0 != 13 }
    let text = String(decoding: line, as: UTF8.self)
    guard text.wholeMatch(of: #/(?i)delimiter\s+[;$/|]{1,2}\s*/#) != nil else { return false }
    window.drop(line.count)
    passOver("DELIMITER")
    return true
  }

  private func skipComment() throws {
    let mark = SQLDumpWriter.manifestMark
    while window.count < mark.utf8.count, try window.more() {}
    let isManifest = UnsafeBufferPointer(start: window.bytes, count: window.count)
      .starts(with: mark.utf8)
    while true {
      if let end = memchr(window.bytes, 10, window.count) {
        let length = UnsafeRawPointer(window.bytes).distance(to: UnsafeRawPointer(end)) + 1
        if isManifest { takeManifest(length) }
        return window.drop(length)
      }
      // Only a manifest has to be kept in one piece.
      if !isManifest { window.drop(window.count) }
      if try !window.more() {
        if isManifest { takeManifest(window.count) }
        return window.drop(window.count)
      }
    }
  }

  private func takeManifest(_ length: Int) {
    manifest = Array(
      UnsafeBufferPointer(start: window.bytes, count: length)
        .dropFirst(SQLDumpWriter.manifestMark.utf8.count))
  }

  private func skipBlockComment() throws {
    let line = window.line
    window.drop(2)
    while true {
      if let star = memchr(window.bytes, CInt(UInt8(ascii: "*")), window.count) {
        window.drop(UnsafeRawPointer(window.bytes).distance(to: UnsafeRawPointer(star)))
        if window.count < 2 { _ = try window.more() }
        guard window.count >= 2 else { break }
        if window.bytes[1] == UInt8(ascii: "/") { return window.drop(2) }
        window.drop(1)
      } else {
        window.drop(window.count)
        if try !window.more() { break }
      }
    }
    throw DumpError(.invalid, "The comment that begins here does not end.", line: line)
  }
}
