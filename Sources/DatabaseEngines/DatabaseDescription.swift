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
  }

  /// In the order in which they were applied.
  package let applied: [Migration]
  /// Started and not finished, or rolled back.
  package let pending: Int
}
