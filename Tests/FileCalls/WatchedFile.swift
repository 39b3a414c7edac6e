import GRDBSQLite
import Synchronization

/// An open file whose methods tell a watch of each call.
final class WatchedFile: @unchecked Sendable {
  // The methods are not changed as long as the file is open.
  private let original: UnsafePointer<sqlite3_io_methods>
  private let methods: UnsafeMutablePointer<sqlite3_io_methods>
  private let watch: FileWatch

  private typealias File = UnsafeMutablePointer<sqlite3_file>
  /// By the address of the file.
  private static let files = Mutex<[Int: WatchedFile]>([:])

  private init(_ original: UnsafePointer<sqlite3_io_methods>, _ watch: FileWatch) {
    self.original = original
    self.watch = watch
    methods = .allocate(capacity: 1)
    methods.initialize(to: original.pointee)
    Self.replace(&methods.pointee)
  }

  deinit { methods.deallocate() }

  static func begin(_ file: UnsafeMutablePointer<sqlite3_file>, _ watch: FileWatch) {
    guard let original = file.pointee.pMethods else { return }
    let watched = WatchedFile(original, watch)
    let address = Int(bitPattern: file)
    files.withLock { $0[address] = watched }
    file.pointee.pMethods = UnsafePointer(watched.methods)
  }

  private static func of(_ file: File?) -> (sqlite3_io_methods, FileWatch)? {
    let address = Int(bitPattern: file)
    return files.withLock { $0[address] }.map { ($0.original.pointee, $0.watch) }
  }

  private static func close(_ file: File?) -> CInt {
    guard let file else { return SQLITE_OK }
    let address = Int(bitPattern: file)
    let watched = files.withLock { $0.removeValue(forKey: address) }
    guard let watched else { return SQLITE_OK }
    file.pointee.pMethods = watched.original
    return watched.original.pointee.xClose(file)
  }

  private static func perform(
    _ name: String, _ file: File?, _ error: CInt, changes: Bool = false,
    _ call: (sqlite3_io_methods) -> CInt
  ) -> CInt {
    guard let (methods, watch) = of(file) else { return SQLITE_IOERR }
    return watch.perform(name, failing: SQLITE_IOERR | error << 8, changes: changes) {
      call(methods)
    }
  }

  /// Extended codes: https://www.sqlite.org/rescode.html.
  private static func replace(_ methods: inout sqlite3_io_methods) {
    methods.xClose = { WatchedFile.close($0) }
    methods.xRead = { file, buffer, count, offset in
      WatchedFile.perform("xRead", file, 1) { $0.xRead(file, buffer, count, offset) }
    }
    methods.xWrite = { WatchedFile.write($0, $1, $2, $3) }
    methods.xTruncate = { file, size in
      WatchedFile.perform("xTruncate", file, 6, changes: true) { $0.xTruncate(file, size) }
    }
    methods.xSync = { file, flags in
      WatchedFile.perform("xSync", file, 4, changes: true) { $0.xSync(file, flags) }
    }
    methods.xFileSize = { file, size in
      WatchedFile.perform("xFileSize", file, 7) { $0.xFileSize(file, size) }
    }
    methods.xLock = { file, level in
      WatchedFile.perform("xLock", file, 15) { $0.xLock(file, level) }
    }
    methods.xCheckReservedLock = { file, result in
      WatchedFile.perform("xCheckReservedLock", file, 14) { $0.xCheckReservedLock(file, result) }
    }
    guard methods.iVersion >= 2 else { return }
    methods.xShmMap = { file, region, size, extends, memory in
      WatchedFile.perform("xShmMap", file, 21) {
        $0.xShmMap?(file, region, size, extends, memory) ?? SQLITE_IOERR
      }
    }
    methods.xShmLock = { file, offset, count, flags in
      guard flags & SQLITE_SHM_UNLOCK == 0 else {
        return WatchedFile.of(file)?.0.xShmLock?(file, offset, count, flags) ?? SQLITE_IOERR
      }
      return WatchedFile.perform("xShmLock", file, 20) {
        $0.xShmLock?(file, offset, count, flags) ?? SQLITE_IOERR
      }
    }
  }

  private static func write(
    _ file: File?, _ buffer: UnsafeRawPointer?, _ count: CInt, _ offset: Int64
  ) -> CInt {
    guard let (methods, watch) = of(file) else { return SQLITE_IOERR }
    switch watch.note("xWrite", changes: true) {
    case .passes: return methods.xWrite(file, buffer, count, offset)
    case .tears: _ = methods.xWrite(file, buffer, count / 2, offset)
    case .fails: break
    }
    return SQLITE_IOERR | 3 << 8
  }
}
