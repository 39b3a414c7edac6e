package import BackupProtocol
import Concurrency
package import Files
import Glibc
import JSONCoding
import Synchronization

/// Lets one operation at a time change a database, over all processes.
///
/// A lock on a file (`flock`) that the system drops with the process that holds it, however that
/// ends. The file names the holder for others to read; nobody waits, and readers need no lock. Who
/// deletes the file while it is held lets nobody in: its folder is locked as well.
package struct OperationLock: Sendable {
  let path: String
  /// To whom the superuser gives the file.
  var owner: FolderOwner?

  /// A held lock, which its scope releases.
  package final class Hold: Sendable {
    private let descriptor: CInt
    private let folder: CInt
    private let state: Mutex<(operation: RunningOperation?, written: ContinuousClock.Instant)>

    /// - Parameter folder: -1 where it could not be locked.
    init(_ descriptor: CInt, folder: CInt, _ operation: RunningOperation?) {
      self.descriptor = descriptor
      self.folder = folder
      state = Mutex((operation, .now))
      write(operation)
    }

    /// Tells other processes how far the operation has come, at most four times a second.
    package func show(_ progress: Progress.Value) {
      state.withLock { state in
        let now = ContinuousClock.now
        guard var operation = state.operation,
          operation.phase == nil || now - state.written >= .milliseconds(250)
        else { return }
        operation.phase = progress.phase
        operation.completed = progress.completed
        operation.total = progress.total
        operation.unit = progress.unit
        state = (operation, now)
        write(operation)
      }
    }

    /// A reader may come in between: padded, so that no text ends in the rest of a longer one.
    private func write(_ operation: RunningOperation?) {
      guard let operation, var text = try? JSONValueEncoder().encode(operation).serialized else {
        return
      }
      if text.count < 512 { text += [UInt8](repeating: 0x20, count: 512 - text.count) }
      text.withUnsafeBytes { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    fileprivate func release() {
      ftruncate(descriptor, 0)
      close(descriptor)
      if folder >= 0 { close(folder) }
    }
  }

  /// How often a lock is tried for that is held by nobody with a name.
  private static let attempts = 200

  /// Runs a function under the lock.
  ///
  /// A holder without a name is most likely one that only looks who holds the lock, or puts right
  /// what a crash left: it is gone in a moment, which is waited for.
  ///
  /// - Throws: `busy`, naming the holder.
  package func withHold<Value>(
    of operation: RunningOperation, _ body: (Hold) throws -> Value
  ) throws -> Value {
    var holder: RunningOperation?
    for _ in 0..<Self.attempts {
      if let hold = try acquire(operation) {
        defer { hold.release() }
        return try body(hold)
      }
      holder = self.holder()
      if holder != nil { break }
      usleep(5000)
    }
    throw ContractError(
      "Another operation is running: \(holder?.name ?? "one that has just begun").",
      ErrorData(
        kind: .busy, hint: "Try again when it has finished.", operation: holder?.name,
        since: holder?.since, holder: holder?.holder))
  }

  /// Runs a short function under the lock if it is free. Nobody learns that it was held.
  ///
  /// - Returns: nil where another operation holds the lock.
  @discardableResult
  package func withHoldIfFree<Value>(_ body: () throws -> Value) throws -> Value? {
    guard let hold = try acquire(nil) else { return nil }
    defer { hold.release() }
    return try body()
  }

  /// - Returns: nil where another operation holds the lock.
  private func acquire(_ operation: RunningOperation?) throws -> Hold? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw ContractError(
        .storageUnavailable, "The backup folder is not writable.",
        hint: "Give this user write permission on the backup folder.")
    }
    owner?.take(descriptor)
    // A file that was deleted or replaced since it was opened is nobody's lock any more.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      let identity = FileIdentity(descriptor: descriptor), FileIdentity(path) == identity,
      let folder = lockFolder()
    else {
      close(descriptor)
      return nil
    }
    ftruncate(descriptor, 0)
    return Hold(descriptor, folder: folder, operation)
  }

  /// - Returns: nil where another operation holds it, -1 where the file system cannot lock a folder.
  private func lockFolder() -> CInt? {
    let name = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return -1 }
    if flock(folder, LOCK_EX | LOCK_NB) == 0 { return folder }
    let isHeld = errno == EWOULDBLOCK
    close(folder)
    return isHeld ? nil : -1
  }

  /// The operation that holds the lock, or nil.
  package func holder() -> RunningOperation? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0, let value = try? JSONValue(parsing: Array(buffer[..<count])) else {
      return nil
    }
    return try? JSONValueDecoder().decode(RunningOperation.self, from: value)
  }

  package init(
    path: String, owner: FolderOwner? = nil
  ) {
    self.path = path
    self.owner = owner
  }
}
