package import BackupProtocol

/// A decision for each backup of one storage, before anything is removed.
package struct RetentionPlan: Sendable {
  package struct Decision: Sendable {
    package let entry: RetentionEntry
    package let isKept: Bool
    /// At least one. A backup may be kept for several reasons.
    package let reasons: [RetentionReason]
  }

  /// Why nothing is removed for now.
  package enum Hold: Sendable {
    /// The last run failed. Old backups are all the more valuable.
    case lastRunFailed
    /// The storage could not be listed. A list that is empty by mistake must not remove anything.
    case storageNotListed
  }

  /// The newest backup first.
  package let decisions: [Decision]

  /// The ids to remove, the oldest first, so that an interrupted removal leaves the newer ones.
  package var removed: [String] { decisions.reversed().filter { !$0.isKept }.map(\.entry.id) }

  package var freedBytes: Int {
    decisions.reduce(0) { $0 + ($1.isKept ? 0 : $1.entry.bytes) }
  }

  /// How many backups of the 24 hours before a moment are removed. A policy without `keepLast`,
  /// `keepHourly` or `keepWithin` may remove what people expect to find.
  package func removedWithinDay(before now: Timestamp) -> Int {
    let yesterday = Timestamp(millisecondsSince1970: now.millisecondsSince1970 - 86_400_000)
    return decisions.count { !$0.isKept && $0.entry.date > yesterday }
  }
}
