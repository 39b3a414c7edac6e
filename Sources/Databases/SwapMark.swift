/// Lets anyone tell, also after a crash, whether the transaction of a restore was committed.
///
/// For an image it goes by the schema cookie (https://www.sqlite.org/pragma.html#pragma_schema_version), which
/// SQLite's online backup sets to one more than the destination's
/// (https://www.sqlite.org/c3ref/backup_finish.html, `sqlite3_backup_step`). Where rows are replaced the
/// cookie stays, and some of the rows tell.
package struct SwapMark: Sendable, Equatable, Codable {
  /// The cookie before the transaction, of 32 bits.
  package let schemaVersion: Int
  /// Of a replacement of rows.
  package var witnesses: WitnessList?

  package init(schemaVersion: Int) { self.schemaVersion = schemaVersion }

  /// What a cookie of `version` tells.
  package func outcome(_ version: Int) -> SwapOutcome {
    let distance = UInt32(truncatingIfNeeded: version) &- UInt32(truncatingIfNeeded: schemaVersion)
    return distance == 0 ? .before : distance == 1 ? .after : .unknown
  }
}

/// Which data a database has after a restore that did not end as it should.
package enum SwapOutcome: Sendable, Equatable {
  /// As it was before the restore.
  case before
  /// The data of the backup.
  case after
  /// The schema was changed meanwhile by somebody else as well.
  case unknown
}
