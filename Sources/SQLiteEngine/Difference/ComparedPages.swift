import Concurrency
import Databases
import Files
import SQLiteImages
import SQLitePages

/// The pages of a database in WAL mode held against those of an image, at a moment that is held still.
///
/// Later moments need only the pages that were changed since: the others are read once for the choice
/// of a method, for the replacement and for the look at what was committed.
final class ComparedPages {
  let image: ImageSnapshot
  /// Nil where equal pages of the two do not mean equal rows.
  let map: PageMap?
  private let engine: SQLiteDatabase
  private let imagePath: String
  private let snapshot: LogSnapshot
  /// Of the file that the engine's path named before it was opened.
  private let identity: FileIdentity?

  /// - Returns: nil where the database does not keep a log.
  convenience init?(_ engine: SQLiteDatabase, image path: String, cancellation: Cancellation) throws
  {
    let identity = FileIdentity(engine.path)
    let connection = try engine.connect(cancellation: cancellation)
    let opened: LogSnapshot?
    do {
      opened = try LogSnapshot.open(connection)
    } catch {
      connection.close()
      throw error
    }
    guard let snapshot = opened else {
      connection.close()
      return nil
    }
    do {
      let image = try ImageSnapshot(path, cancellation: cancellation)
      let map = try PageMap(live: snapshot, image: image, cancellation: cancellation)
      self.init(engine, snapshot, image, path, map, identity)
    } catch {
      snapshot.release()
      throw error
    }
  }

  private init(
    _ engine: SQLiteDatabase, _ snapshot: LogSnapshot, _ image: ImageSnapshot, _ path: String,
    _ map: PageMap?, _ identity: FileIdentity?
  ) {
    self.engine = engine
    self.snapshot = snapshot
    self.image = image
    imagePath = path
    self.map = map
    self.identity = identity
  }

  /// The same at a later moment, which is held still for as long as this one is used.
  ///
  /// - Returns: nil where all pages have to be compared again.
  func at(_ later: LogSnapshot) throws -> ComparedPages? {
    guard var map, identity != nil, FileIdentity(engine.path) == identity else { return nil }
    let isCurrent = try map.update(
      later.pagesChanged(since: snapshot), live: later, image: image)
    return isCurrent ? ComparedPages(engine, later, image, imagePath, map, identity) : nil
  }

  func plan(cancellation: Cancellation) throws -> ReplacePlan {
    try pair(LiveView(snapshot, candidates: []), cancellation).replacePlan()
  }

  /// Compares the rows of the database as it is by now.
  ///
  /// - Returns: nil where all pages have to be compared again.
  func compareNow(cancellation: Cancellation) throws -> DatabaseComparison? {
    try engine.withLiveView(
      scratch: folder(of: imagePath), threads: threads, cancellation: cancellation
    ) { live in
      guard let snapshot = live.snapshot as? LogSnapshot else { return nil }
      return try at(snapshot).map { now in
        try engine.compare(now.pair(live, cancellation)) { _, _ in }
      }
    }
  }

  /// A few pages are compared before another thread has read the schema.
  private var threads: Int {
    guard let map else { return processorCount }
    return image.description.pageCount - map.equalPages < Self.fewPages ? 1 : processorCount
  }

  private static let fewPages = 1000

  private func pair(_ live: LiveView, _ cancellation: Cancellation) throws -> DatabasePair {
    try DatabasePair(
      live: live, image: image, imagePath: imagePath, map: map, cancellation: cancellation)
  }

  /// Lets the database go. What has been found stays.
  func close() { snapshot.release() }
}
