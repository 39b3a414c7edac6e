import GRDBSQLite
import Glibc
import Synchronization

/// Counts how often SQLite opens a file, in the whole process.
///
/// A copy of the default VFS takes its place (https://www.sqlite.org/c3ref/vfs.html), and passes on
/// all that it is asked for.
enum OpenCount {
  private static let counts = Mutex<[String: Int]>([:])
  private static let isInstalled: Bool = {
    guard let original = sqlite3_vfs_find(nil) else { return false }
    let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    copy.initialize(to: original.pointee)
    copy.pointee.pNext = nil
    copy.pointee.zName = UnsafePointer(strdup("counting"))
    copy.pointee.xOpen = { _, name, file, flags, outFlags in
      if let name, flags & SQLITE_OPEN_MAIN_DB != 0 {
        OpenCount.counts.withLock { $0[String(cString: name), default: 0] += 1 }
      }
      guard let original = sqlite3_vfs_find("unix") else { return SQLITE_CANTOPEN }
      return original.pointee.xOpen(original, name, file, flags, outFlags)
    }
    return sqlite3_vfs_register(copy, 1) == SQLITE_OK
  }()

  /// How often the database was opened while `body` ran.
  static func of(_ path: String, while body: () throws -> Void) throws -> Int {
    guard isInstalled else { return .max }
    let before = counts.withLock { $0[path, default: 0] }
    try body()
    return counts.withLock { $0[path, default: 0] } - before
  }
}
