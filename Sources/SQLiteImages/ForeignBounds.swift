import CSQLiteExtras
import GRDBSQLite
import Synchronization

/// Bounds of each connection in a process that has to do with foreign files only.
///
/// They keep what SQLite reads of a file from being costly for its size. The process has limits of its
/// own, which end it; an error of SQLite says more.
package enum ForeignBounds {
  /// Of SQLite's memory, all connections together; 0 where the process has other files, too.
  private static let memory = Atomic<Int64>(0)

  package static func set(memory bytes: Int64) {
    memory.store(bytes, ordering: .relaxed)
    HeapBound.setCeiling(bytes)
  }

  static func apply(to handle: OpaquePointer?) {
    let memory = memory.load(ordering: .relaxed)
    guard memory > 0 else { return }
    for (limit, value) in [
      // A value is held twice while it is copied.
      (SQLITE_LIMIT_LENGTH, memory / 2), (SQLITE_LIMIT_SQL_LENGTH, 16 << 20),
      (SQLITE_LIMIT_EXPR_DEPTH, 400), (SQLITE_LIMIT_COMPOUND_SELECT, 200),
      (SQLITE_LIMIT_VDBE_OP, 5_000_000), (SQLITE_LIMIT_FUNCTION_ARG, 100),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
      (SQLITE_LIMIT_VARIABLE_NUMBER, 4096), (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
      (SQLITE_LIMIT_WORKER_THREADS, 2),
    ] as [(CInt, Int64)] { sqlite3_limit(handle, limit, CInt(clamping: value)) }
  }
}
