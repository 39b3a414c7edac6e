import GRDBSQLite
import Glibc
import Synchronization

/// A copy of the default VFS in its place (https://www.sqlite.org/c3ref/vfs.html), which passes on all
/// that it is asked for, and gives the files of a ``FileWatch`` methods that tell it of each call.
enum WatchingVFS {
  private static let watches = Mutex<[FileWatch]>([])

  private static let isInstalled: Bool = {
    guard let original = sqlite3_vfs_find(nil) else { return false }
    let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    copy.initialize(to: original.pointee)
    copy.pointee.pNext = nil
    copy.pointee.zName = UnsafePointer(strdup("watching"))
    copy.pointee.xOpen = { _, name, file, flags, outFlags in
      WatchingVFS.open(name, file, flags, outFlags)
    }
    copy.pointee.xDelete = { _, name, isSynced in
      let call = {
        WatchingVFS.original?.pointee.xDelete(WatchingVFS.original, name, isSynced) ?? 1
      }
      guard let watch = watch(of: name) else { return call() }
      return watch.perform("xDelete", failing: SQLITE_IOERR | 10 << 8, changes: true, call)
    }
    copy.pointee.xAccess = { _, name, flags, result in
      let call = {
        WatchingVFS.original?.pointee.xAccess(WatchingVFS.original, name, flags, result) ?? 1
      }
      guard let watch = watch(of: name) else { return call() }
      return watch.perform("xAccess", failing: SQLITE_IOERR | 13 << 8, call)
    }
    return sqlite3_vfs_register(copy, 1) == SQLITE_OK
  }()

  private static var original: UnsafeMutablePointer<sqlite3_vfs>? { sqlite3_vfs_find("unix") }

  static func add(_ watch: FileWatch) {
    guard isInstalled else { return }
    watches.withLock { $0.append(watch) }
  }

  static func remove(_ watch: FileWatch) {
    watches.withLock { $0.removeAll { $0 === watch } }
  }

  private static func watch(of name: UnsafePointer<CChar>?) -> FileWatch? {
    guard let name else { return nil }
    let path = String(cString: name)
    return watches.withLock { $0.first { $0.covers(path) } }
  }

  private static func open(
    _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: CInt,
    _ outFlags: UnsafeMutablePointer<CInt>?
  ) -> CInt {
    guard let original, let file else { return SQLITE_CANTOPEN }
    let call = { original.pointee.xOpen(original, name, file, flags, outFlags) }
    guard let watch = watch(of: name) else { return call() }
    let kind = flags & SQLITE_OPEN_MAIN_DB != 0 ? "xOpen, database" : "xOpen"
    let code = watch.perform(kind, failing: SQLITE_CANTOPEN) { call() }
    if code == SQLITE_OK { WatchedFile.begin(file, watch) }
    return code
  }
}
