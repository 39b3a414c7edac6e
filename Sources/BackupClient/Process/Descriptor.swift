import Glibc
import Synchronization
import SystemPackage

/// A descriptor that is closed with this object, unless it was handed over.
final class Descriptor: Sendable {
  private let owned: Mutex<Int32>

  init(_ number: Int32) {
    owned = Mutex(number)
  }

  deinit {
    let number = owned.withLock { $0 }
    if number >= 0 { close(number) }
  }

  var number: Int32 { owned.withLock { $0 } }

  /// Leaves the closing to someone else.
  func handOver() -> FileDescriptor {
    owned.withLock { number in
      defer { number = -1 }
      return FileDescriptor(rawValue: number)
    }
  }
}

/// An error number of the system.
struct SystemFailure: Error, Hashable {
  let number: Int32

  var text: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }
}
