/// What a database is and holds, at one moment.
package struct DatabaseDescription: Codable, Sendable, Equatable {
  package let pageSize: Int
  package let pageCount: Int
  package let encoding: String
  package let autoVacuum: String
  package let journalMode: String
  package let applicationID: Int
  package let userVersion: Int
  package let schema: DatabaseSchema
  package let migrations: MigrationState?

  /// Length in bytes.
  package var size: Int64 { Int64(pageSize) * Int64(pageCount) }

  package init(
    pageSize: Int, pageCount: Int, encoding: String, autoVacuum: String, journalMode: String,
    applicationID: Int, userVersion: Int, schema: DatabaseSchema, migrations: MigrationState?
  ) {
    self.pageSize = pageSize
    self.pageCount = pageCount
    self.encoding = encoding
    self.autoVacuum = autoVacuum
    self.journalMode = journalMode
    self.applicationID = applicationID
    self.userVersion = userVersion
    self.schema = schema
    self.migrations = migrations
  }
}

/// Rows of one table.
package struct TableRows: Codable, Sendable, Equatable {
  package let name: String
  package let rows: Int

  package init(name: String, rows: Int) {
    self.name = name
    self.rows = rows
  }
}

/// What the host's migration tool recorded (Prisma's `_prisma_migrations`).
package struct MigrationState: Codable, Sendable, Equatable {
  package static let tableName = "_prisma_migrations"

  package struct Migration: Codable, Sendable, Equatable {
    package let name: String
    package let checksum: String?
    package let finishedAt: String?

    package init(
      name: String, checksum: String?, finishedAt: String?
    ) {
      self.name = name
      self.checksum = checksum
      self.finishedAt = finishedAt
    }
  }

  /// In the order in which they were applied.
  package let applied: [Migration]
  /// Started and not finished, or rolled back.
  package let pending: Int

  package init(
    applied: [Migration], pending: Int
  ) {
    self.applied = applied
    self.pending = pending
  }
}
