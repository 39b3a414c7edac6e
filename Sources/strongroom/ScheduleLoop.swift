import BackupProtocol
import BackupService
import Concurrency
import Logging
import StateFolder

/// Makes the backups that are due, as long as the process lives.
///
/// It looks when the next run is due, and at least once a minute: another process may have changed the
/// schedule, and the clock of the machine may have been set.
struct ScheduleLoop: Sendable {
  let operations: BackupOperations
  let log: Logger

  /// Logs the schedule and its next run.
  func announce() async {
    guard let found = try? await operations.getSchedule() else { return }
    if found.schedule.frequency == .off {
      log.warning("There is no schedule yet. Set one with setSchedule, or in the configuration.")
    } else {
      log.notice(
        "makes backups \(found.description)",
        metadata: ["next": "\(found.nextRuns.first?.description ?? "none")"])
    }
  }

  /// Returns when its task is cancelled. A backup in progress is cancelled then, and made by whichever
  /// process looks next.
  func run() async {
    var lastFailure: String?
    while !Task.isCancelled {
      let (wait, failure) = await look()
      // One that lasts is told once.
      if let failure, failure != lastFailure {
        log.warning("no scheduled backup could be made", metadata: ["error": "\(failure)"])
      }
      lastFailure = failure
      do { try await Task.sleep(for: wait, tolerance: .milliseconds(500)) } catch { return }
    }
  }

  private func look() async -> (wait: Duration, failure: String?) {
    let cancellation = Cancellation()
    return await withTaskCancellationHandler {
      do {
        let outcome = try await operations.runDue(
          control: OperationControl(cancellation: cancellation))
        switch outcome {
        case .nothingDue(let next): return (Self.wait(until: next), nil)
        case .made(let backup, let removed):
          log.notice(
            "made a scheduled backup",
            metadata: [
              "backup": "\(backup.id)", "removed": "\(removed.count)",
              "because": "\(backup.startedBecause?.rawValue ?? "")",
            ])
          return (.seconds(1), nil)
        }
      } catch {
        let failure = ContractError(error)
        switch failure.kind {
        // Another operation will be over.
        case .busy: return (.seconds(60), nil)
        case .cancelled:
          log.notice("a scheduled backup was stopped; the next process that looks makes it")
          return (.seconds(60), nil)
        default: return (.seconds(60), failure.message)
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  private static func wait(until next: Timestamp?) -> Duration {
    guard let next else { return .seconds(60) }
    let now = ServiceClock.live.now()
    let left = next.millisecondsSince1970 - now.millisecondsSince1970
    return .milliseconds(min(max(left, 1000), 60_000))
  }
}
