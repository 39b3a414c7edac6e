package import BackupProtocol

/// One execution of a schedule.
package struct ScheduledRun: Sendable, Hashable {
  /// The moment that the schedule names. It identifies the run: every process computes the same one.
  package let due: Timestamp
  /// When the run starts: later than `due` by the jitter.
  package let start: Timestamp
}
