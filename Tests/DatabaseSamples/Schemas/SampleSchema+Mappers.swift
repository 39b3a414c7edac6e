extension SampleSchema {
  /// What Drizzle makes: backticks, booleans and times as integers, JSON in text, and its journal.
  package static let drizzle = SampleSchema(
    name: "drizzle",
    sql: """
      CREATE TABLE "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);
      CREATE TABLE `todo` (`id` text PRIMARY KEY NOT NULL, `labels` text DEFAULT (json_array()) NOT NULL, `done` integer DEFAULT false NOT NULL, `at` integer DEFAULT (unixepoch()) NOT NULL, `at_ms` integer, `blob_json` blob, `amount` numeric, `first` text GENERATED ALWAYS AS (json_extract("labels", '$[0]')) VIRTUAL);
      CREATE INDEX `todo_first` ON `todo` (`first`);
      CREATE UNIQUE INDEX `todo_at` ON `todo` (`at`,lower("id"));
      INSERT INTO "__drizzle_migrations" VALUES (NULL, 'b7', 1704067200000);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `todo`(`id`, `labels`, `done`, `at`, `at_ms`, `blob_json`, `amount`) SELECT 'T' || i, json_array(i, json_object('a', i)), i % 2, 1704067200 + i, 1704067200123 + i, CAST(json_object('i', i) AS BLOB), i * 0.1 FROM n;
      """)

  /// What TypeORM makes: UUIDs, `simple-json`, `datetime('now')`, and copies of tables by migrations.
  package static let typeORM = SampleSchema(
    name: "typeorm",
    sql: """
      CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
      CREATE TABLE "typeorm_metadata" ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar, "name" varchar, "value" text);
      CREATE TABLE "user" ("id" varchar PRIMARY KEY NOT NULL, "profile" text NOT NULL DEFAULT ('{}'), "tags" text, "kind" varchar CHECK( "kind" IN ('a','b') ) NOT NULL DEFAULT ('a'), "createdAt" datetime NOT NULL DEFAULT (datetime('now')), "born" date, "seen" datetime, CONSTRAINT "UQ_1" UNIQUE ("tags", "kind"));
      CREATE TABLE "photo" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "raw" blob, "userId" varchar, CONSTRAINT "FK_1" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE NO ACTION);
      INSERT INTO "migrations" VALUES (1, 1704067200123, 'Init1704067200123');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO "user" SELECT printf('%08x-0000-4000-8000-000000000000', i), '{"n":' || i || '.50}', 'x,' || i, iif(i % 2, 'a', 'b'), '2024-01-01 00:00:00', printf('1990-05-%02d', i), iif(i % 3, printf('2024-01-01 00:00:%02d.%03d', i, i * 7), NULL) FROM n;
      INSERT INTO "photo"("raw", "userId") SELECT zeroblob(3) || x'ff', "id" FROM "user";
      """)

  /// What Sequelize makes: offsets after a space, JSON and UUID as types, unique keys in place.
  package static let sequelize = SampleSchema(
    name: "sequelize",
    sql: """
      CREATE TABLE `SequelizeMeta` (`name` VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY);
      CREATE TABLE `Users` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `uuid` UUID UNIQUE, `meta` JSON, `price` DECIMAL(10,2), `ratio` DOUBLE PRECISION, `isOn` TINYINT(1) DEFAULT 1, `day` DATE, `createdAt` DATETIME NOT NULL, `updatedAt` DATETIME NOT NULL, UNIQUE (`uuid`, `day`));
      CREATE INDEX `users_meta` ON `Users` (json_extract(`meta`, '$.a'));
      INSERT INTO `SequelizeMeta` VALUES ('20240101-init.js');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `Users` SELECT i, 'u' || i, json_object('a', i), i / 3.0, 1e300 * i, i % 2, printf('2024-01-%02d', i), printf('2024-01-01 00:00:%02d.%03d +00:00', i, i), '2024-01-01 00:00:00.000 +00:00' FROM n;
      """)

  /// What SQLAlchemy and Alembic make: named constraints, types with and without sizes, a version.
  package static let alembic = SampleSchema(
    name: "alembic",
    sql: """
      CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
      CREATE TABLE account (id INTEGER NOT NULL, email VARCHAR COLLATE NOCASE, payload JSON, amount NUMERIC(12, 4), wait FLOAT, raw BLOB, state VARCHAR(6), at TIMESTAMP DEFAULT (CURRENT_TIMESTAMP), CONSTRAINT pk_account PRIMARY KEY (id), CONSTRAINT uq_email UNIQUE (email), CONSTRAINT state_enum CHECK (state IN ('open', 'closed')), CONSTRAINT json_ok CHECK (payload IS NULL OR json_type(payload) IN ('object', 'null')));
      CREATE INDEX ix_payload ON account (json_extract(payload, '$."k"'));
      CREATE TABLE edge (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b), FOREIGN KEY(a) REFERENCES account (id), FOREIGN KEY(b) REFERENCES account (id)) WITHOUT ROWID;
      INSERT INTO alembic_version VALUES ('ae1027a6acf');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO account SELECT i * 3, 'A' || i || '@x', iif(i % 4, json_object('k', i), NULL), i + 0.1234, i * 1e-7, x'00', 'open', printf('2024-01-01 00:00:00.%06d', i) FROM n;
      INSERT INTO edge SELECT a.id, b.id FROM account a, account b WHERE a.id < b.id AND b.id < 12;
      """)

  package static let mappers = [prismaMade, drizzle, typeORM, sequelize, alembic]
}
