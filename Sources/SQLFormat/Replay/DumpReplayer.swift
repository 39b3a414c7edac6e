package import BackupProtocol
package import Compression
package import Concurrency
import Glibc
package import SQLiteImages

/// Builds a database from a dump that nobody vouches for: one of ours, or of any common exporter of
/// SQLite (see `Importing.md`).
///
/// Rows of plain values are read here and bound to prepared statements; definitions and unusual rows
/// are given to SQLite under guard, one at a time; all else is refused by its line.
package final class DumpReplayer {
  let window: ByteWindow
  let builder: ImageBuilder
  let cancellation: Cancellation
  let progress: (Int) -> Void
  let parser = TupleParser()
  var lastInserter: (head: InsertHead, inserter: RowInserter)?
  var transaction = DumpTransaction()
  var hasBegun = false
  var isSchemaWritable = false
  /// Whether `sqlite_sequence` holds the dump's own rows by now.
  var hasSequences = false
  /// The manifest in the last line of a dump of ours.
  package var manifest: [UInt8]?
  var rows = 0
  /// What was of no use to a new database, and how often.
  package private(set) var passedOver: [String: Int] = [:]

  /// - Parameter progress: called with the count of rows so far.
  package init(
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
  package func run() throws {
    try skipByteOrderMark()
    while try skipToStatement() {
      try cancellation.check()
      if try !insertRows() { try runStatement() }
    }
    guard hasBegun || builder.hasContent else {
      throw DumpError(.invalid, "There is no statement in the dump.", line: nil)
    }
    guard !transaction.isOpen else {
      throw DumpError(
        .invalid, "The dump ends before its COMMIT: a part of it is missing.", line: window.line)
    }
    lastInserter = nil
  }

  /// Counts a statement that is passed over. A dump can have any number of PRAGMAs, so kinds are bounded.
  func passOver(_ what: String, count: Int = 1) {
    let isNew = passedOver[what] == nil
    let what = isNew && (passedOver.count > 50 || what.utf8.count > 80) ? "other statement" : what
    passedOver[what, default: 0] += count
  }

  /// What was passed over, most of it first; nil if nothing was.
  package var report: [PassedOver]? {
    guard !passedOver.isEmpty else { return nil }
    return passedOver.map { PassedOver(what: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.what) < ($0.count, $1.what) }
  }

  func fail(
    _ reason: DumpError.Reason, _ message: String, at offset: Int = 0, hint: String? = nil
  ) -> DumpError {
    DumpError(reason, message, line: window.line(at: offset), hint: hint)
  }
}
