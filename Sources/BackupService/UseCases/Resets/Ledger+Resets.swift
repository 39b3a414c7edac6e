import AuditLog
import Confirmations

extension Ledger {
  /// The codes and tokens of factory resets, which lie in the same file.
  var confirmations: ResetConfirmations { ResetConfirmations(database) }

  /// What became of factory resets, in the same file.
  var resets: ResetRecords { ResetRecords(database) }
}
