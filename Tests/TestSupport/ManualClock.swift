package import BackupProtocol
import BackupService
import SampleShop
package import StateFolder
import Synchronization

/// A clock that stands still until it is moved, and random bits that come again.
package final class ManualClock: Sendable {
  private let state: Mutex<(now: Int64, random: SeededRandom)>

  /// - Parameter start: ISO 8601.
  package init(start: String = "2026-03-01T09:30:00.000Z", seed: UInt64 = 1) {
    let milliseconds = Timestamp(start)?.millisecondsSince1970 ?? 0
    state = Mutex((milliseconds, SeededRandom(seed: seed)))
  }

  package var now: Timestamp {
    Timestamp(millisecondsSince1970: state.withLock { $0.now })
  }

  package func advance(milliseconds: Int64) {
    state.withLock { $0.now += milliseconds }
  }

  /// Each look takes a millisecond, so that ids sort as they were made.
  package var serviceClock: ServiceClock {
    ServiceClock(
      now: { [self] in
        state.withLock { state in
          state.now += 1
          return Timestamp(millisecondsSince1970: state.now)
        }
      },
      random: { [self] in state.withLock { $0.random.next() } })
  }
}
