/// What a restore of an image would change.
package struct DatabaseComparison: Codable, Sendable, Equatable {
  package let schemaDifferences: [SchemaDifference]
  package let migrations: MigrationDifference?
  package let tables: [TableComparison]
  /// Those of either whose definition the linked SQLite does not understand: nothing is known of their
  /// rows.
  package var unreadableTables: [String] = []
  /// How the image would take the place of the live data.
  package var plan: ReplacePlan
  /// How many rows of both sides were read and compared. Rows on equal pages need not be.
  package var rowsRead = 0

  package init(
    schemaDifferences: [SchemaDifference], migrations: MigrationDifference?,
    tables: [TableComparison], unreadableTables: [String] = [], plan: ReplacePlan, rowsRead: Int = 0
  ) {
    self.schemaDifferences = schemaDifferences
    self.migrations = migrations
    self.tables = tables
    self.unreadableTables = unreadableTables
    self.plan = plan
    self.rowsRead = rowsRead
  }
}

/// One definition that the image and the live database do not share.
package struct SchemaDifference: Codable, Sendable, Equatable {
  package enum Change: String, Codable, Sendable {
    /// In the image, not in the live database.
    case missing
    /// In the live database, not in the image.
    case extra
    /// In both, defined differently.
    case changed
  }

  package let change: Change
  /// `table`, `index`, `view`, `trigger`, or `setting` for one of the database itself.
  package let objectKind: String
  package let name: String
  package let detail: String

  package init(
    change: Change, objectKind: String, name: String, detail: String
  ) {
    self.change = change
    self.objectKind = objectKind
    self.name = name
    self.detail = detail
  }
}

/// Migrations that only one side has applied.
package struct MigrationDifference: Codable, Sendable, Equatable {
  package let onlyInImage: [String]
  package let onlyInDatabase: [String]

  package init(
    onlyInImage: [String], onlyInDatabase: [String]
  ) {
    self.onlyInImage = onlyInImage
    self.onlyInDatabase = onlyInDatabase
  }
}

/// Rows of one table, now and in the image.
package struct TableComparison: Codable, Sendable, Equatable {
  package enum Method: String, Codable, Sendable {
    case primaryKey, rowid, count
  }

  package let name: String
  package var rowsNow: Int?
  package var rowsInImage: Int?
  /// Rows a restore would bring in; nil where the table is compared by count only.
  package var added: Int?
  /// Rows a restore would take away.
  package var removed: Int?
  /// Rows with the same key and another content.
  package var changed: Int?
  package var method: Method

  package init(
    name: String, rowsNow: Int? = nil, rowsInImage: Int? = nil, added: Int? = nil,
    removed: Int? = nil, changed: Int? = nil, method: Method
  ) {
    self.name = name
    self.rowsNow = rowsNow
    self.rowsInImage = rowsInImage
    self.added = added
    self.removed = removed
    self.changed = changed
    self.method = method
  }
}
