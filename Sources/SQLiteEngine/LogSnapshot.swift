import Concurrency
import Databases
import GRDB
import GRDBSQLite
import SQLiteImages
import SQLitePages
import Synchronization

/// A view of a database in WAL mode, read beside its writers without holding them off.
///
/// A read transaction keeps what it sees from being overwritten: frames of the log up to its own
/// end, and pages of the file that no such frame replaces. Both are read through SQLite's handles.
/// Where the log has been copied to the file in full, the file alone has the view, and no
/// checkpoint goes on while the transaction is open.
final class LogSnapshot: SnapshotReader {
  let description: DatabaseDescription
  /// In the snapshot's transaction.
  let connection: GuardedConnection
  private let file: DatabaseFile
  private let log: DatabaseFile?
  private let frames: [UInt32]
  /// Where the view ends in the log.
  let index: WALIndex
  private let isOpen = Mutex(true)

  /// - Returns: nil where the database is not in WAL mode; the connection is then as it was.
  static func open(_ connection: GuardedConnection) throws -> LogSnapshot? {
    try connection.run { db in
      guard let handle = db.sqliteConnection else { return nil }
      // The shared memory is mapped by a connection's first read.
      try db.inReadTransaction {}
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
      guard mode == "wal" else { return nil }
      let file = try DatabaseFile(.database, of: handle)
      guard let index = try WALIndex.beginTransaction(db, file: file) else {
        throw EngineError(.unsupported, "The index of the write-ahead log cannot be read.")
      }
      do {
        return try LogSnapshot(connection, db: db, handle: handle, file: file, index: index)
      } catch {
        try? db.rollback()
        throw error
      }
    }
  }

  private init(
    _ connection: GuardedConnection, db: Database, handle: OpaquePointer, file: DatabaseFile,
    index: WALIndex
  ) throws {
    self.connection = connection
    self.file = file
    description = try DatabaseDescription(db)
    frames = try index.frames(pageCount: description.pageCount, file: file)
    self.index = index
    log = frames.isEmpty ? nil : try DatabaseFile(.journal, of: handle)
  }

  deinit { release() }

  var size: Int64 { description.size }

  /// Whether the read transaction is still open.
  var isHeld: Bool { isOpen.withLock { $0 } }

  /// The schema cookie in this view.
  func schemaVersion() throws -> Int { try connection.run(EraseMark.version) }

  /// The log, which is read beyond this view. Valid until ``release()``.
  func logFile() throws -> DatabaseFile {
    try connection.run { db in
      guard let handle = db.sqliteConnection else { throw EngineError.formChanged }
      return try DatabaseFile(.journal, of: handle)
    }
  }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    // SQLite's handles go with the connection, so that it must not close under a read.
    try isOpen.withLock { isOpen in
      guard isOpen else { throw EngineError(.unsupported, "The snapshot was released.") }
      try readPages(at: offset, into: buffer)
    }
  }

  private func readPages(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    let pageSize = description.pageSize
    let first = Int(offset) / pageSize + 1
    let count = buffer.count / pageSize
    precondition(Int(offset) % pageSize == 0 && buffer.count % pageSize == 0)
    let lockPage = PageGeometry.lockPage(ofPageSize: pageSize)
    // Runs of pages that the file has are read at once; pages of the log one by one.
    var page = first
    while page < first + count {
      var end = page
      while end < first + count, frame(of: end) == 0, end != lockPage { end += 1 }
      if page == lockPage {
        slice(buffer, from: page - first, pages: 1).initializeMemory(as: UInt8.self, repeating: 0)
        page += 1
      } else if end > page {
        try file.read(
          at: Int64(page - 1) * Int64(pageSize),
          into: slice(buffer, from: page - first, pages: end - page))
        page = end
      } else {
        try readFrame(
          frame(of: page), page: page, into: slice(buffer, from: page - first, pages: 1))
        page += 1
      }
    }
    if first == 1 { Self.markAsStandalone(buffer) }
  }

  /// The frame that has a page; 0 where the file has it.
  func frame(of page: Int) -> UInt32 { page < frames.count ? frames[page] : 0 }

  private func slice(
    _ buffer: UnsafeMutableRawBufferPointer, from page: Int, pages: Int
  ) -> UnsafeMutableRawBufferPointer {
    let size = description.pageSize
    return UnsafeMutableRawBufferPointer(rebasing: buffer[page * size..<(page + pages) * size])
  }

  private func readFrame(
    _ frame: UInt32, page: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws {
    guard let log else { return }
    let headerLength = 24
    let offset = 32 + Int64(frame - 1) * Int64(headerLength + description.pageSize)
    try withUnsafeTemporaryAllocation(byteCount: headerLength, alignment: 8) { header in
      try log.read(at: offset, into: header)
      func field(_ index: Int) -> UInt32 {
        UInt32(bigEndian: header.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
      guard field(0) == UInt32(page), field(2) == index.salts.0,
        field(3) == index.salts.1
      else {
        throw EngineError(
          .corrupt, "The write-ahead log and its index contradict each other at page \(page).")
      }
    }
    try log.read(at: offset + Int64(headerLength), into: buffer)
  }

  /// Begins a transaction on another connection to the same database.
  ///
  /// - Parameter other: has read the database before.
  /// - Returns: false where it sees another state; it has no transaction then.
  func lends(itsViewTo other: GuardedConnection) throws -> Bool {
    try other.run { db in
      guard let handle = db.sqliteConnection,
        let seen = try WALIndex.beginTransaction(
          db, file: DatabaseFile(.database, of: handle))
      else { return false }
      if seen.hasSameView(as: index) { return true }
      try db.rollback()
      return false
    }
  }

  func countRows(cancellation: Cancellation) throws -> [TableRows] {
    try connection.run { db in
      try db.countRows(in: description.schema.tableNames, cancellation: cancellation)
    }
  }

  func release() {
    let wasOpen = isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    guard wasOpen else { return }
    try? connection.run { db in
      if db.isInsideTransaction { try db.rollback() }
    }
    connection.close()
  }

  /// Sets the header's file format to rollback journal: an image has no log beside it.
  private static func markAsStandalone(_ buffer: UnsafeMutableRawBufferPointer) {
    buffer[18] = 1
    buffer[19] = 1
  }
}

extension Database {
  func countRows(in tables: [String], cancellation: Cancellation) throws -> [TableRows] {
    try tables.map { name in
      try cancellation.check()
      let rows = try Int.fetchOne(self, sql: "SELECT count(*) FROM \(quoted(name))") ?? 0
      return TableRows(name: name, rows: rows)
    }
  }
}
