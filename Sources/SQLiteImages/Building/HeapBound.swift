import GRDBSQLite
import Synchronization

/// Bounds what SQLite allocates in this process while statements run that are not ours.
///
/// The last resort: limits of ``BuildLimits`` keep ordinary rows far from it, since all connections of
/// the process meet it together.
///
/// Nothing asks in the middle of a program without loops, and each of its functions may make a value;
/// so that only the allocator can say no
/// (https://www.sqlite.org/c3ref/hard_heap_limit64.html).
final class HeapBound {
  private static let bounds = Mutex<[ObjectIdentifier: Int64]>([:])
  /// Of all connections of this process, whatever else is allowed; 0 for no bound.
  private static let ceiling = Atomic<Int64>(0)
  /// For all other connections together: one value as large as SQLite takes.
  private static let others: Int64 = 1 << 30

  /// - Parameter bytes: beside what other connections use.
  init(bytes: Int64) { raise(to: bytes) }

  deinit {
    Self.bounds.withLock {
      $0[ObjectIdentifier(self)] = nil
      Self.apply($0)
    }
  }

  func raise(to bytes: Int64) {
    Self.bounds.withLock {
      $0[ObjectIdentifier(self)] = bytes
      Self.apply($0)
    }
  }

  /// Whether a setting bounds all connections of this process.
  static var hasCeiling: Bool { ceiling.load(ordering: .relaxed) > 0 }

  /// See ``ForeignBounds``.
  static func setCeiling(_ bytes: Int64) {
    ceiling.store(bytes, ordering: .relaxed)
    bounds.withLock { apply($0) }
  }

  /// - Parameter bounds: where there is none, 0 takes the limit away.
  private static func apply(_ bounds: [ObjectIdentifier: Int64]) {
    let sum = bounds.values.reduce(0, +)
    let bound = bounds.isEmpty ? 0 : sum + others
    let ceiling = ceiling.load(ordering: .relaxed)
    sqlite3_hard_heap_limit64(
      ceiling == 0 ? bound : bound == 0 ? ceiling : min(bound, ceiling))
  }
}
