/// A kind of database that Strongroom can snapshot, examine and replace while applications use it.
///
/// Every call blocks its thread; callers run them away from the Swift concurrency pool. All of them
/// throw ``EngineError``, and `CancellationError` once `isCancelled` of the given ``Cancellation``
/// is set. None of them changes the live database but ``replace(with:cancellation:progress:whileWritersWait:)`` and
/// ``erase(_:cancellation:progress:whileWritersWait:beforeCommit:)``.
package protocol DatabaseEngine: Sendable {
  /// Whether there is a database at all; false on a new machine before the first restore.
  var exists: Bool { get }

  /// The same database, by an engine that waits no longer than this for a lock of others.
  func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine

  /// How the database stands. Changes nothing.
  ///
  /// - Throws: ``EngineError`` where that cannot be told: it is locked, or may not be read.
  func examine(cancellation: Cancellation) throws -> LiveState

  /// What the database is and holds, read in one transaction. Row counts are not included.
  func inspect(cancellation: Cancellation) throws -> DatabaseDescription

  /// Opens a consistent view of the live database and hands it to `body`; the view ends with it.
  ///
  /// - Parameter scratch: a private folder for a copy, where no view is possible without holding
  ///   writers off.
  func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation,
    _ body: (any DatabaseSnapshot) throws -> Result
  ) throws -> Result

  /// Proves that an image outside the live database is whole.
  func check(image path: String, depth: CheckDepth, cancellation: Cancellation) throws
    -> CheckReport

  /// What the image's schema and the live one differ in, and what a restore would change, by table.
  func compare(
    image path: String, cancellation: Cancellation, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison

  /// Converts an image, where the live database could not take it as it is.
  ///
  /// - Returns: the path of the image to install: the given one, or one beside it.
  func adapt(image path: String, cancellation: Cancellation) throws -> String

  /// Opens an image as if it were a snapshot.
  func withImage<Result>(
    _ path: String, cancellation: Cancellation, _ body: (any DatabaseSnapshot) throws -> Result
  ) throws -> Result

  /// Makes a copied database file and what belongs to it one image: a write-ahead log beside it, and a
  /// rollback journal. Nothing but the image is touched, whatever these files name.
  ///
  /// - Parameters:
  ///   - journal: a copy of the rollback journal, under a name by which SQLite does not find it.
  ///   - maximum: of the image, in bytes.
  /// - Throws: ``EngineError`` `.sharedTransaction` where the journal belongs to a transaction over
  ///   several databases.
  func settle(image path: String, journal: String?, maximum: Int64, cancellation: Cancellation)
    throws

  /// Hands the definitions and rows of an image to `body`.
  func withContent<Result>(
    ofImage path: String, cancellation: Cancellation, _ body: (ImageContent) throws -> Result
  ) throws -> Result

  /// The ``ContentHash`` of an image.
  func contentChecksum(ofImage path: String, cancellation: Cancellation) throws -> String

  /// Makes an image out of what `body` defines and inserts, at a path where nothing is yet. On an
  /// error there is none.
  func buildImage<Result>(
    at path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (ImageBuilder) throws -> Result
  ) throws -> Result

  /// Gives tables of a copied database new rows, in one transaction.
  func replaceTables<Result>(
    inImage path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (TableReplacer) throws -> Result
  ) throws -> Result

  /// The tables of the live database, as an overlay has to know them.
  func tables(cancellation: Cancellation) throws -> [OverlayTable]

  /// Puts a checked image in the place of the live data: in one transaction, or, where there is no
  /// database or none that can be opened, as a new file.
  ///
  /// Up to the return of `whileWritersWait`, every failure and a cancellation leave the data as it was.
  /// What was committed is read back and compared with the image: see
  /// ``ReplaceReport/verification-swift.property``.
  ///
  /// - Parameter whileWritersWait: called once, when nobody else can write any more and nothing has been
  ///   changed yet, for what has to be done in this moment: to complete the safety backup by what was
  ///   committed since its snapshot, and to write down how to find out later what became of the
  ///   transaction. It gets nil where a new file is put in: there is nobody who could write. What it
  ///   throws, the call throws.
  /// - Throws: ``EngineError`` `.locked` where others held the database for longer than we wait.
  @discardableResult
  func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: ((any HeldDatabase)?) throws -> Void
  ) throws -> ReplaceReport

  /// What tells, also after a crash, whether a transaction of
  /// ``replace(with:cancellation:progress:whileWritersWait:)`` that begins now was committed.
  func swapMark(cancellation: Cancellation) throws -> SwapMark

  /// Looks through a fresh connection whether the transaction was committed. Where it was not, writes
  /// one page as it is, so that no later recovery of the log brings back a commit that failed.
  ///
  /// - Throws: ``EngineError`` where the database cannot be read.
  func settleSwap(since mark: SwapMark) throws -> SwapOutcome

  /// Settles a ``replace(with:cancellation:progress:whileWritersWait:)`` by a new file whose process ended. What was
  /// set aside goes back, unless the new file has its place.
  ///
  /// - Parameters:
  ///   - aside: as ``ImageToInstall/aside`` said it.
  ///   - replacedUnreadable: as ``ImageToInstall/replacesUnreadable`` said it.
  func settlePlacement(aside: String, replacedUnreadable: Bool) throws -> PlacementOutcome

  /// Reads the live database through a fresh connection and compares it with the image.
  func confirm(image path: String, cancellation: Cancellation) throws -> ConfirmationReport

  /// What ``erase(_:cancellation:progress:whileWritersWait:beforeCommit:)`` would delete. Changes
  /// nothing.
  ///
  /// - Throws: ``EraseError`` where the rules do not fit the database.
  func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan

  /// Deletes all data of the live database but what the rules keep, in one transaction, and then
  /// gives the space back. No trigger fires. Writers wait from the beginning; readers go on with what
  /// they see, but for a database with a rollback journal, where they wait while rows are deleted.
  ///
  /// Up to the return of `beforeCommit`, every failure and a cancellation leave all the data. Where
  /// the call throws later, or ends with its process, ``wasErased(_:cancellation:)`` tells which of
  /// the two it is: all of the data, or what the rules keep.
  ///
  /// - Parameters:
  ///   - progress: rows that have been deleted, and all that go.
  ///   - whileWritersWait: called before anything is read or changed, while nobody else can write: what
  ///     it is given is all that will be deleted.
  ///   - beforeCommit: called when all is deleted and checked, with what was deleted, and the mark to
  ///     be remembered.
  /// - Throws: ``EraseError`` where the rules do not fit the database.
  func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (any HeldDatabase) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport

  /// Whether the deletion that gave this mark was committed.
  func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool

  /// The first column of a query on the live database: its first 100 rows, without NULLs.
  ///
  /// - Parameters:
  ///   - sql: one statement that only reads.
  ///   - arguments: for its `?`, in their order; it has to use one of them at least.
  func strings(sql: String, arguments: [String], cancellation: Cancellation) throws -> [String]
}

extension DatabaseEngine {
  /// An engine that never waits for a lock is its own answer.
  package func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine { self }
}

/// How thoroughly an image is checked.
package enum CheckDepth: String, Codable, Sendable {
  /// Structure of every page, row counts. No rows are held against each other.
  case quick
  /// As `quick`, and every index entry against its row, and foreign keys.
  case full
}

/// A consistent view of a live database, held open while it is read.
package protocol DatabaseSnapshot: AnyObject, Sendable {
  /// What the database is, at the moment of the view.
  var description: DatabaseDescription { get }

  /// Length of the image in bytes.
  var size: Int64 { get }

  /// Reads `buffer.count` bytes of the image at `offset`; both are multiples of the page size. Safe
  /// to call from one thread at a time, also while ``countRows(cancellation:)`` runs on another.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws

  /// Rows per table, counted by the database itself in the same view.
  func countRows(cancellation: Cancellation) throws -> [TableRows]

  /// Makes a file of the image, in the folder that the snapshot was given for scratch.
  func copy(to path: String, cancellation: Cancellation, copied: (Int64) -> Void) throws

  /// The path of a file that is the image already, where the view is a copy; nil where it is not.
  var file: String? { get }

  /// Ends the view early: writers and the log are held no longer. Later reads fail.
  func release()
}

/// An image, and what the place where it goes should be told.
package struct ImageToInstall: Sendable {
  /// The image file, in a private folder on any file system.
  package let path: String
  /// Whether a database that has to be created should start in WAL mode, as its source was.
  package let prefersWAL: Bool
  /// Whether a file that cannot be opened as a database is set aside. False: it stays, and the call
  /// fails.
  package let replacesUnreadable: Bool
  /// Where files that are in the way go, the database's own name in full; nil for a name of the
  /// engine's choice. A log, index or journal takes the same name and its ending.
  package let aside: String?
  /// How the image is put in where there is a database; nil for what costs less.
  package let method: ReplaceMethod?
  /// The tables whose rows are replaced by the method `rows`; nil for all, and the settings of the
  /// database with them.
  package let onlyTables: Set<String>?

  package init(
    path: String, prefersWAL: Bool, replacesUnreadable: Bool = false, aside: String? = nil,
    method: ReplaceMethod? = .image, onlyTables: Set<String>? = nil
  ) {
    self.onlyTables = onlyTables
    self.method = method
    self.path = path
    self.prefersWAL = prefersWAL
    self.replacesUnreadable = replacesUnreadable
    self.aside = aside
  }
}

/// What a look at the live database through a fresh connection showed.
package enum ConfirmationReport: Sendable, Equatable {
  /// Byte for byte the image.
  case identical
  /// The application has written since; the database was checked and is whole.
  case writtenSince
}

extension DatabaseEngine {
  /// Puts an image in where nothing has to be done while writers wait.
  ///
  /// - Returns: the paths of the files that were set aside.
  @discardableResult
  package func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void
  ) throws -> [String] {
    try replace(
      with: image, cancellation: cancellation, progress: progress, whileWritersWait: { _ in }
    ).setAside
  }
}

extension DatabaseSnapshot {
  package var file: String? { nil }

  package func copy(
    to path: String, cancellation: Cancellation, copied: (Int64) -> Void
  ) throws {
    let output = try ImageFile(creating: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
      try read(at: offset, into: part)
      try output.write(UnsafeRawBufferPointer(part), at: offset)
      offset += Int64(part.count)
      copied(offset)
    }
  }
}
