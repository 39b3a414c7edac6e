// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How SQLite makes the transactions of a database atomic: [`PRAGMA
/// journal_mode`](https://sqlite.org/pragma.html#pragma_journal_mode).
public enum JournalMode: String, Codable, Sendable, CaseIterable {
  /// A rollback journal, deleted at commit.
  case delete
  /// A rollback journal, truncated at commit.
  case truncate
  /// A rollback journal, its header overwritten at commit.
  case persist
  /// A rollback journal in memory.
  case memory
  /// A write-ahead log.
  case wal
  /// None.
  case off
}
