/// What stays when all data of a database is deleted. Names are told apart as SQLite does it, without
/// regard to the case of ASCII letters.
package struct EraseRules: Sendable, Equatable {
  /// Tables that stay whole. One that does not exist is an error: a slip of the pen would delete
  /// what was meant to stay.
  package var keepTables: [String]
  /// Table → SQL condition of the rows that stay, as it could stand behind `WHERE`. An unknown table
  /// or a condition that does not fit is an error. Where a table stays whole, its condition is moot.
  package var keepRows: [String: String]
  /// Tables that stay whole where they exist.
  package var usualTables: [String]
  /// As ``keepRows``, where the table exists and the condition fits; nothing is asked of the others,
  /// nor of tables that are in ``keepTables`` or ``keepRows``.
  package var usualRows: [String: String]

  package init(
    keepTables: [String] = [], keepRows: [String: String] = [:],
    usualTables: [String] = Self.migrationTables, usualRows: [String: String] = [:]
  ) {
    self.keepTables = keepTables
    self.keepRows = keepRows
    self.usualTables = usualTables
    self.usualRows = usualRows
  }

  /// Where tools for migrations keep which schema the database has. The schema stays; without these
  /// they would set up tables that are there.
  package static let migrationTables = [
    MigrationState.tableName, "__drizzle_migrations", "__EFMigrationsHistory", "alembic_version",
    "ar_internal_metadata", "django_migrations", "flyway_schema_history", "goose_db_version",
    "grdb_migrations", "knex_migrations", "knex_migrations_lock", "schema_migrations",
    "SequelizeMeta", "_sqlx_migrations", "__diesel_schema_migrations", "kysely_migration",
    "kysely_migration_lock", "d1_migrations", "mikro_orm_migrations", "DATABASECHANGELOG",
    "DATABASECHANGELOGLOCK", "doctrine_migration_versions", "phinxlog", "refinery_schema_history",
    "migrations", "typeorm_metadata",
  ]
}
