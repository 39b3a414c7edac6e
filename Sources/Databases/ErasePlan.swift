/// What a deletion of all data would delete, and what it would leave.
package struct ErasePlan: Sendable, Equatable {
  /// Ordinary tables, and virtual ones that hold something; sorted by name.
  package var tables: [TableErasure]
  /// References from rows that stay to rows that go, which become NULL.
  package var clearedReferences: [ClearedReference]
  /// The ``DatabaseSchema/fingerprint`` of the database that the plan is for.
  package var schemaFingerprint: String
  /// Sentences that a person should read before agreeing.
  package var warnings: [String]

  package init(
    tables: [TableErasure], clearedReferences: [ClearedReference], schemaFingerprint: String,
    warnings: [String]
  ) {
    self.tables = tables
    self.clearedReferences = clearedReferences
    self.schemaFingerprint = schemaFingerprint
    self.warnings = warnings
  }
}

/// One table of an ``ErasePlan``.
package struct TableErasure: Sendable, Equatable {
  package let name: String
  /// Rows now.
  package let rows: Int
  /// How many of them stay.
  package let kept: Int

  package init(name: String, rows: Int, kept: Int) {
    self.name = name
    self.rows = rows
    self.kept = kept
  }
}

/// Columns of rows that stay, which become NULL because the row that they refer to goes.
package struct ClearedReference: Sendable, Equatable {
  package let table: String
  package let columns: [String]
  package let rows: Int

  package init(table: String, columns: [String], rows: Int) {
    self.table = table
    self.columns = columns
    self.rows = rows
  }
}

/// What was deleted.
package struct EraseReport: Sendable, Equatable {
  /// Tables that lost rows, sorted by name.
  package let deleted: [TableRows]
  /// Whether the room of what was deleted is free. In WAL mode the file itself shrinks at the
  /// application's next checkpoint: a reset makes none.
  package let spaceReturned: Bool
  /// What did not work after the deletion was done for good.
  package let warnings: [String]
  /// Milliseconds for which other processes could not write.
  package let writersHeldMs: Int

  package init(
    deleted: [TableRows], spaceReturned: Bool, warnings: [String], writersHeldMs: Int
  ) {
    self.deleted = deleted
    self.spaceReturned = spaceReturned
    self.warnings = warnings
    self.writersHeldMs = writersHeldMs
  }
}
