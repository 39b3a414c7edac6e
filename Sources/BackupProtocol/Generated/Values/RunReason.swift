// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Why the schedule made a backup.
public enum RunReason: String, Codable, Sendable, CaseIterable {
  /// It was due.
  case scheduled
  /// It was due earlier, when no process was there to make it.
  case missed
}
