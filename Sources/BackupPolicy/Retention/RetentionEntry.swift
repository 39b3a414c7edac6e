package import BackupProtocol

/// A backup of one storage, by the facts that retention decides on.
package struct RetentionEntry: Sendable {
  package var id: String
  /// The moment whose data it holds. Backups are ordered by it, never by name.
  package var date: Timestamp
  /// How many bytes its removal frees.
  package var bytes: Int
  package var type: BackupType
  package var status: BackupStatus
  package var isProven: Bool
  package var isPinned: Bool
  /// Whether a verification found it damaged.
  package var isDamaged: Bool
  /// Whether a restore can be undone by this backup alone.
  package var isWayBack: Bool

  package init(
    id: String, date: Timestamp, bytes: Int, type: BackupType, status: BackupStatus = .completed,
    isProven: Bool, isPinned: Bool = false, isDamaged: Bool = false, isWayBack: Bool = false
  ) {
    self.id = id
    self.date = date
    self.bytes = bytes
    self.type = type
    self.status = status
    self.isProven = isProven
    self.isPinned = isPinned
    self.isDamaged = isDamaged
    self.isWayBack = isWayBack
  }
}
