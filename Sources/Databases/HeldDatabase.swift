package import Concurrency

/// The live database in the moment when no other process can write to it.
///
/// The engine's own call holds the lock. Valid until the closure that got it returns. Whoever has it
/// makes no other call to the engine: with a rollback journal that call would wait for this one.
package protocol HeldDatabase {
  /// What the database is at this moment.
  var description: DatabaseDescription { get }

  /// Tells later, also after a crash, whether the transaction that is open was committed.
  ///
  var mark: SwapMark { get }

  /// The pages in which the database is not what an earlier snapshot of it has.
  ///
  /// - Parameter snapshot: of the same database, not released yet.
  /// - Throws: ``EngineError`` `.locked` where the form of the database changed in between, such as its
  ///   journal mode, so that only a new snapshot helps.
  func changes(since snapshot: any SnapshotReader, cancellation: Cancellation) throws
    -> PageChanges
}

/// The pages in which a database differs from an earlier snapshot of it. Valid as long as the
/// ``HeldDatabase`` that it came from.
package struct PageChanges {
  package let pageSize: Int
  /// Pages of the database now.
  package let pageCount: Int
  /// Their numbers, ascending. Page 1 is always among them, unless nothing has changed at all.
  package let pages: [UInt32]
  /// Reads the page of a number as it is now.
  package let read: (UInt32, UnsafeMutableRawBufferPointer) throws -> Void

  package var isEmpty: Bool { pages.isEmpty }

  /// - Parameter hasShrunk: whether the snapshot had more pages.
  package init(
    pageSize: Int, pageCount: Int, pages: [UInt32], hasShrunk: Bool,
    read: @escaping (UInt32, UnsafeMutableRawBufferPointer) throws -> Void
  ) {
    self.pageSize = pageSize
    self.pageCount = pageCount
    self.pages =
      pages.isEmpty && !hasShrunk || pages.first == 1 ? pages : [1] + pages
    self.read = read
  }
}

/// How an image takes the place of the live data.
package enum ReplaceMethod: String, Codable, Sendable {
  /// All pages, by SQLite's online backup. Whatever the database was before does not matter.
  case image
  /// The rows that differ, in a transaction that leaves the schema alone.
  case rows
}

/// How a replacement would be done.
package struct ReplacePlan: Codable, Sendable, Equatable {
  package var method: ReplaceMethod
  /// One sentence.
  package var reason: String
  /// About as many bytes as the log grows by, or the journal.
  package var logBytes: Int64

  package init(
    method: ReplaceMethod, reason: String, logBytes: Int64
  ) {
    self.method = method
    self.reason = reason
    self.logBytes = logBytes
  }
}

/// What became of a replacement.
package struct ReplaceReport: Sendable, Equatable {
  package enum Verification: Sendable, Equatable {
    /// What was committed is what the image has.
    case identical
    /// It is not: the sentence says in what.
    case differs(String)
    /// It could not be read back.
    case unread(EngineError)
    /// A new file was put in, which ``DatabaseEngine/confirm(image:cancellation:)`` looks at.
    case notDone
  }

  /// Which was taken: rows that cannot be written one by one come with the image.
  package var method = ReplaceMethod.image
  /// The paths of the files that were in the way of a new file and were set aside.
  package var setAside: [String] = []
  package var verification = Verification.notDone
  /// Milliseconds for which other processes could not write; nil for a new file.
  package var writersHeldMs: Int?
  package var verifyMs = 0
  /// Bytes of the write-ahead log that could not be copied into the database, as a reader still sees
  /// older data; nil where there is no log.
  package var logBytesLeft: Int64?

  package init() {}
}
