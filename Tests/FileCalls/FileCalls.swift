import GRDBSQLite
import Synchronization

/// The calls by which SQLite, in this process, works on the files of one folder or one database: counted, watched, and
/// failed where a test wants it.
///
/// A file is watched whose database was opened after the watch began. A lock can always be let go, as
/// it could be by the kernel.
package final class FileWatch: Sendable {
  package enum Fault: Sendable, CaseIterable {
    /// One call fails.
    case once
    /// From one change on nothing reaches the files, as after the death of the process.
    case death
    /// The same, and of a write at which it begins, half is done.
    case halfWrite
  }

  private struct State {
    var calls: [String: Int] = [:]
    var fault: Fault?
    var countdown = 0
    var hasFailed = false
    var onChange: @Sendable () -> Void = {}
  }

  enum Verdict { case passes, fails, tears }

  /// Of a folder, or of a database.
  private let path: String
  private let state = Mutex(State())

  /// - Parameter path: of a folder, or of a database with its log or journal.
  package init(_ path: String) {
    self.path = path
    WatchingVFS.add(self)
  }

  func covers(_ name: String) -> Bool {
    name.hasPrefix(path + "/") || ["", "-wal", "-journal"].contains { name == path + $0 }
  }

  /// Ends the watch, also of files that are still open.
  package func stop() {
    disarm()
    state.withLock { $0.onChange = {} }
    WatchingVFS.remove(self)
  }

  /// - Parameter position: which call from now on, counted from 1; where the process dies, which change.
  package func fail(_ position: Int, _ fault: Fault) {
    state.withLock { state in
      state.fault = fault
      state.countdown = position
      state.hasFailed = false
    }
  }

  package func disarm() { state.withLock { $0.fault = nil } }

  /// Called before each call that changes a file.
  package func onChange(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.onChange = body }
  }

  /// Whether a call has failed since ``fail(_:_:)``.
  package var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// How often each was called, by its name in `sqlite3_io_methods` or `sqlite3_vfs`.
  package var calls: [String: Int] { state.withLock { $0.calls } }

  func note(_ name: String, changes: Bool) -> Verdict {
    let (verdict, onChange) = state.withLock { state in
      state.calls[name, default: 0] += 1
      guard let fault = state.fault else { return (Verdict.passes, state.onChange) }
      let wasHit = state.countdown <= 0
      if changes || wasHit || fault == .once { state.countdown -= 1 }
      let isHit = !wasHit && state.countdown == 0
      let fails = isHit || (state.countdown < 0 && fault != .once)
      if fails { state.hasFailed = true }
      let tears = isHit && fault == .halfWrite
      return (fails ? tears ? .tears : .fails : .passes, state.onChange)
    }
    if changes { onChange() }
    return verdict
  }

  /// - Returns: what the call returns, or `code` where it has to fail.
  func perform(
    _ name: String, failing code: CInt, changes: Bool = false, _ call: () -> CInt
  ) -> CInt {
    note(name, changes: changes) == .passes ? call() : code
  }
}
