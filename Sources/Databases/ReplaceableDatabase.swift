package import Concurrency

/// A live database whose data a restore can replace.
package protocol ReplaceableDatabase: Sendable {
  /// Replaces the live data with a checked image, in one transaction. If there is no database, or none
  /// that can be opened, the image becomes a new file.
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
  /// The application has written since. The database was checked, and is sound.
  case writtenSince
}

extension ReplaceableDatabase {
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
