import Databases
import GRDBSQLite

/// SQLite's own handle of a database file and of its log.
///
/// Reading through it needs no descriptor of ours, whose closing would drop the locks that this
/// process holds. Valid while the connection it came from is open.
package struct DatabaseFile: @unchecked Sendable {
  // The handles are only read through, by positional reads that share no state.
  private let file: UnsafeMutablePointer<sqlite3_file>

  package enum Part: CInt {
    case database = 7  // SQLITE_FCNTL_FILE_POINTER
    case journal = 28  // SQLITE_FCNTL_JOURNAL_POINTER
  }

  package init(_ part: Part, of connection: OpaquePointer) throws {
    var pointer: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(connection, "main", part.rawValue, &pointer)
    guard code == SQLITE_OK, let pointer, pointer.pointee.pMethods != nil else {
      throw EngineError(.unsupported, "SQLite does not give access to the database's file.")
    }
    file = pointer
  }

  private var methods: sqlite3_io_methods { file.pointee.pMethods.pointee }

  /// Fills the buffer.
  ///
  /// - Throws: ``EngineError`` `.corrupt` where the file ends before.
  package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
    let code = methods.xRead(file, buffer.baseAddress, CInt(buffer.count), offset)
    switch code {
    case SQLITE_OK: return
    case SQLITE_IOERR | (2 << 8):  // SQLITE_IOERR_SHORT_READ
      throw EngineError(.corrupt, "The database file is shorter than its header says.")
    default: throw EngineError(.inputOutput, "The database file cannot be read.")
    }
  }

  /// The bytes of the file now.
  package func size() throws -> Int64 {
    var size: Int64 = 0
    guard methods.xFileSize(file, &size) == SQLITE_OK else {
      throw EngineError(.inputOutput, "The database file's size cannot be read.")
    }
    return size
  }

  /// A region of 32 KiB of the log's index in shared memory, or nil where there is none yet.
  package func sharedMemory(region: Int) throws -> UnsafeRawPointer? {
    guard methods.iVersion >= 2, let map = methods.xShmMap else { return nil }
    var pointer: UnsafeMutableRawPointer?
    switch map(file, CInt(region), 32_768, 0, &pointer) & 0xff {
    case SQLITE_OK: return UnsafeRawPointer(pointer)
    case SQLITE_READONLY where pointer != nil: return UnsafeRawPointer(pointer)
    default: throw EngineError(.inputOutput, "The index of the write-ahead log cannot be read.")
    }
  }

  /// Keeps reads of shared memory before and after it in this order.
  package func sharedMemoryBarrier() { methods.xShmBarrier?(file) }

  /// Locks of the log's index (https://www.sqlite.org/walformat.html#wal_locks).
  package enum LogLock {
    /// Who makes a checkpoint, or recovers the log.
    case checkpoint
    /// All who read frames of the log.
    case readers

    fileprivate var slots: (first: CInt, count: CInt) {
      switch self {
      case .checkpoint: (1, 1)
      case .readers: (4, 4)
      }
    }
  }

  /// Runs `body` while nobody else has a lock.
  ///
  /// - Returns: nil where somebody has it.
  package func holding<Result>(_ lock: LogLock, _ body: () throws -> Result) rethrows -> Result? {
    guard methods.iVersion >= 2, let call = methods.xShmLock else { return nil }
    let (first, count) = lock.slots
    guard call(file, first, count, SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE) == SQLITE_OK else {
      return nil
    }
    defer { _ = call(file, first, count, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE) }
    return try body()
  }
}
