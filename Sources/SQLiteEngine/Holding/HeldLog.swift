import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// A database in WAL mode whose write lock another connection of ours holds, seen by a read
/// transaction that began under that lock.
struct HeldLog: HeldDatabase {
  let instant: LogSnapshot
  let mark: SwapMark

  var description: DatabaseDescription { instant.description }

  /// - Parameter reader: a connection that is used for nothing else, and closed with the snapshot.
  init(_ reader: GuardedConnection) throws {
    guard let instant = try LogSnapshot.open(reader) else { throw EngineError.formChanged }
    self.instant = instant
    mark = SwapMark(schemaVersion: try instant.schemaVersion())
  }

  func changes(
    since snapshot: any SnapshotReader, cancellation: Cancellation
  ) throws -> PageChanges {
    guard let base = snapshot as? LogSnapshot else { throw EngineError.formChanged }
    let size = description.pageSize
    return PageChanges(
      pageSize: size, pageCount: description.pageCount,
      pages: try instant.pagesChanged(since: base),
      hasShrunk: base.description.pageCount > description.pageCount
    ) { [instant] page, buffer in
      try instant.read(at: Int64(page - 1) * Int64(size), into: buffer)
    }
  }
}

extension EngineError {
  static var formChanged: EngineError {
    EngineError(
      .locked, "The application changed the database's journal mode or page size.",
      hint: "Try again in a moment.")
  }
}

extension LogSnapshot {
  /// The pages that were committed between an earlier snapshot and this one.
  ///
  /// An open snapshot keeps its place in the log: either the log cannot start over, or, where the file
  /// alone has its view, nothing is copied to the file any more. Then the log can start over once at
  /// most, and all that is in it afterwards is newer.
  func pagesChanged(since base: LogSnapshot) throws -> [UInt32] {
    guard base.isHeld, base.description.pageSize == description.pageSize else {
      throw EngineError.formChanged
    }
    let isSameLog = base.index.salts == index.salts
    let known = isSameLog ? base.index.lastFrame : 0
    let before = base.description.pageCount
    let count = description.pageCount
    guard !(isSameLog && known == index.lastFrame) else { return [] }
    let lockPage = PageGeometry.lockPage(ofPageSize: description.pageSize)
    return (1...max(1, count)).filter { page in
      frame(of: page) > known || (page > before && page != lockPage)
    }.map(UInt32.init)
  }
}
