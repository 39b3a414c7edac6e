import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// A database with a rollback journal, under a lock of ours that lets nobody else write, and before
/// anything is written.
struct HeldFile: HeldDatabase {
  let description: DatabaseDescription
  let mark: SwapMark
  let file: DatabaseFile

  /// - Parameter db: the connection that has the lock.
  init(_ db: Database) throws {
    guard let handle = db.sqliteConnection else { throw EngineError.formChanged }
    description = try DatabaseDescription(db)
    guard description.journalMode != "wal" else { throw EngineError.formChanged }
    mark = SwapMark(schemaVersion: try EraseMark.version(db))
    file = try DatabaseFile(.database, of: handle)
  }

  func changes(
    since snapshot: any SnapshotReader, cancellation: Cancellation
  ) throws -> PageChanges {
    guard let base = snapshot as? CopiedSnapshot,
      base.description.pageSize == description.pageSize
    else { throw EngineError.formChanged }
    let size = description.pageSize
    return PageChanges(
      pageSize: size, pageCount: description.pageCount,
      pages: try isUnchanged(since: base) ? [] : pagesChanged(since: base, cancellation),
      hasShrunk: base.description.pageCount > description.pageCount
    ) { [file] page, buffer in
      try file.read(at: Int64(page - 1) * Int64(size), into: buffer)
    }
  }

  /// Whether SQLite itself would go on using what it has in its cache: it compares the 16 bytes of the
  /// header that begin with the change counter
  /// (https://www.sqlite.org/fileformat2.html#file_change_counter).
  private func isUnchanged(since base: CopiedSnapshot) throws -> Bool {
    guard base.size > 0, base.size == description.size else { return false }
    var now: [UInt8] = []
    var then: [UInt8] = []
    try withUnsafeTemporaryAllocation(byteCount: description.pageSize, alignment: 16) { page in
      try file.read(at: 0, into: page)
      now = Array(page[24..<40])
      try base.read(at: 0, into: page)
      then = Array(page[24..<40])
    }
    return now == then
  }

  private func pagesChanged(
    since base: CopiedSnapshot, _ cancellation: Cancellation
  ) throws -> [UInt32] {
    let pageSize = description.pageSize
    let lockPage = PageGeometry.lockPage(ofPageSize: pageSize)
    let common = min(base.size, description.size)
    let length = 1 << 20
    let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * length, alignment: 4096)
    defer { buffers.deallocate() }
    var changed: [UInt32] = []
    var offset: Int64 = 0
    while offset < common {
      try cancellation.check()
      let count = Int(min(Int64(length), common - offset))
      let now = UnsafeMutableRawBufferPointer(rebasing: buffers[..<count])
      let then = UnsafeMutableRawBufferPointer(rebasing: buffers[length..<length + count])
      try file.read(at: offset, into: now)
      try base.read(at: offset, into: then)
      if !haveSameBytes(UnsafeRawBufferPointer(now), UnsafeRawBufferPointer(then)) {
        for start in stride(from: 0, to: count, by: pageSize)
        where !haveSameBytes(
          UnsafeRawBufferPointer(rebasing: now[start..<start + pageSize]),
          UnsafeRawBufferPointer(rebasing: then[start..<start + pageSize]))
        {
          let page = Int(offset) / pageSize + start / pageSize + 1
          if page != lockPage { changed.append(UInt32(page)) }
        }
      }
      offset += Int64(count)
    }
    let first = base.description.pageCount + 1
    if first <= description.pageCount {
      changed += (first...description.pageCount).filter { $0 != lockPage }.map(UInt32.init)
    }
    return changed
  }
}
