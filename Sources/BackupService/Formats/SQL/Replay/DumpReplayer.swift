import Compression
import DatabaseEngines
import Glibc

/// Builds a database from a dump that nobody vouches for: one of ours, or of the `sqlite3` shell.
///
/// Rows of plain values are read here and bound to prepared statements; definitions and unusual rows
/// are given to SQLite under guard, one at a time; all else is refused by its line.
final class DumpReplayer {
  let window: ByteWindow
  let builder: ImageBuilder
  let cancellation: Cancellation
  let progress: (Int) -> Void
  let parser = TupleParser()
  var lastInserter: (head: InsertHead, inserter: RowInserter)?
  var isOpen = false
  var hasBegun = false
  /// The manifest in the last line of a dump of ours.
  private(set) var manifest: [UInt8]?
  var rows = 0

  /// - Parameter progress: called with the count of rows so far.
  init(
    _ source: any ByteSource, into builder: ImageBuilder, cancellation: Cancellation,
    progress: @escaping (Int) -> Void = { _ in }
  ) {
    // A row with a blob of 200 MB takes 400 MB of digits.
    window = ByteWindow(source, limit: 1 << 30)
    self.builder = builder
    self.cancellation = cancellation
    self.progress = progress
  }

  /// - Throws: ``DumpError``, `CancellationError`, or what the source or the system throws.
  func run() throws {
    while try skipToStatement() {
      try cancellation.check()
      if try !insertRows() { try runStatement() }
    }
    guard hasBegun || builder.hasContent else {
      throw DumpError(.invalid, "There is no statement in the dump.", line: nil)
    }
    guard !isOpen else {
      throw DumpError(
        .invalid, "The dump ends before its COMMIT: a part of it is missing.", line: window.line)
    }
    lastInserter = nil
  }

  func fail(_ reason: DumpError.Reason, _ message: String, at offset: Int = 0) -> DumpError {
    DumpError(reason, message, line: window.line(at: offset))
  }

  /// Skips white space and comments.
  ///
  /// - Returns: false at the end.
  private func skipToStatement() throws -> Bool {
    while true {
      if window.count < 2, try window.more() { continue }
      guard window.count > 0 else { return false }
      let byte = window.bytes[0]
      let next = window.count > 1 ? window.bytes[1] : 0
      if LiteralCursor.isSpace(byte) || byte == UInt8(ascii: ";") {
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
    while count < window.count,
      LiteralCursor.isSpace(window.bytes[count]) || window.bytes[count] == UInt8(ascii: ";")
    { count += 1 }
    window.drop(count)
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
