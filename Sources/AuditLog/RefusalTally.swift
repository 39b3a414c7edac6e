package import BackupProtocol
import Synchronization

/// Counts, in memory, refusals whose first one is in the audit log already.
///
/// What is counted here is not yet on the disk. ``BackupOperations/saveRefusals()`` writes it.
package final class RefusalTally: Sendable {
  private struct State {
    /// By the key of the refusal.
    var open: [String: RefusalCount] = [:]
    /// Until then there is no space for another actor.
    var fullUntil: Timestamp?
    var hasUnsaved = false
  }

  private let state = Mutex(State())

  package init() {}

  package enum Answer {
    /// It has to be written.
    case unknown
    /// It was counted.
    case counted
    /// It was counted, and is the first one since the counts were saved.
    case countedFirst
  }

  /// Counts a refusal if its window is open.
  package func count(_ refusal: Refusal, at now: Timestamp) -> Answer {
    state.withLock { state in
      var key = refusal.key
      if state.open[key]?.isOpen(at: now) != true, let fullUntil = state.fullUntil,
        now < fullUntil
      {
        key = refusal.sharedKey
      }
      guard let window = state.open[key], window.isOpen(at: now) else { return .unknown }
      state.open[key]?.add(at: now)
      defer { state.hasUnsaved = true }
      return state.hasUnsaved ? .counted : .countedFirst
    }
  }

  /// Takes the counts out, to save them.
  package func takeUnsaved() -> [RefusalCount] {
    state.withLock { state in
      state.hasUnsaved = false
      let unsaved = state.open.values.filter { $0.count > 0 }
      for (key, window) in state.open where window.count > 0 { state.open[key] = window.emptied }
      return unsaved
    }
  }

  /// Puts back counts that could not be saved.
  package func putBack(_ counts: [RefusalCount]) {
    state.withLock { state in
      for count in counts {
        let key = count.refusal.key
        if state.open[key]?.add(count) == nil { state.open[key] = count }
      }
    }
  }

  /// Counts from now on refusals whose window the ledger has opened. Windows that have ended and are
  /// saved are forgotten.
  package func open(_ window: RefusalCount, fullUntil: Timestamp?, at now: Timestamp) {
    state.withLock { state in
      state.open = state.open.filter { $0.value.count > 0 || $0.value.isOpen(at: now) }
      if state.open[window.refusal.key]?.isOpen(at: now) != true {
        state.open[window.refusal.key] = window.emptied
      }
      state.fullUntil = fullUntil
    }
  }

  /// Forgets all windows.
  package func close() { state.withLock { $0 = State() } }
}
