extension SampleSchema {
  /// What xorm makes for Gitea: backticks, empty defaults, epochs, long names of indexes.
  package static let gitea = SampleSchema(
    name: "gitea",
    sql: """
      CREATE TABLE `version` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `version` INTEGER NULL);
      CREATE TABLE `repository` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `owner_id` INTEGER NULL, `lower_name` TEXT NOT NULL, `topics` TEXT NULL, `trust_model` INTEGER NULL, `size` INTEGER DEFAULT 0 NOT NULL, `is_private` INTEGER NULL, `created_unix` INTEGER NULL);
      CREATE UNIQUE INDEX `UQE_repository_s` ON `repository` (`owner_id`,`lower_name`);
      CREATE INDEX `IDX_repository_created_unix` ON `repository` (`created_unix`);
      CREATE TABLE `issue_index` (`group_id` INTEGER PRIMARY KEY NOT NULL, `max_index` INTEGER NULL);
      INSERT INTO `version` VALUES (1, 299);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `repository` SELECT i, i % 3, 'repo-' || i, iif(i % 2, '["go"]', NULL), 0, i << 40, i % 2, 1704067200 + i FROM n;
      INSERT INTO `issue_index` VALUES (7, 12);
      """)

  /// Grafana: odd types, JSON as text and blob, dates as Go writes them.
  package static let grafana = SampleSchema(
    name: "grafana",
    sql: """
      CREATE TABLE `migration_log` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `migration_id` TEXT NOT NULL, `sql` TEXT NOT NULL, `success` INTEGER NOT NULL, `timestamp` DATETIME NOT NULL);
      CREATE TABLE `dashboard` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `slug` TEXT NOT NULL, `data` MEDIUMTEXT NOT NULL, `created` DATETIME NOT NULL, `uid` TEXT NULL, `secure` BLOB NULL);
      CREATE UNIQUE INDEX `UQE_dashboard_uid` ON `dashboard` (`uid`);
      INSERT INTO `migration_log` VALUES (1, 'create migration_log table', 'CREATE TABLE IF NOT EXISTS `x` (''a;b'')', 1, '2024-01-01 00:00:00');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `dashboard` SELECT i, 'd' || i, '{"panels":[' || i || ']}', printf('2024-01-01 00:00:00.%d+02:00', i), 'u' || i, x'7b7d' FROM n;
      """)

  /// Vaultwarden, by Diesel: untyped precision, keys of text, `NUM` and `BLOB`.
  package static let vaultwarden = SampleSchema(
    name: "vaultwarden",
    sql: """
      CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
      CREATE TABLE users (uuid TEXT NOT NULL PRIMARY KEY, created_at DATETIME NOT NULL, email TEXT NOT NULL UNIQUE, password_hash BLOB NOT NULL, equivalent_domains TEXT NOT NULL, client_kdf_iter INTEGER NOT NULL DEFAULT 100000, verified_at DATETIME DEFAULT NULL);
      CREATE TABLE ciphers (uuid TEXT NOT NULL PRIMARY KEY, user_uuid TEXT REFERENCES users (uuid), atype INTEGER NOT NULL, data TEXT NOT NULL, deleted_at DATETIME);
      CREATE TABLE favorites (user_uuid TEXT NOT NULL REFERENCES users(uuid), cipher_uuid TEXT NOT NULL REFERENCES ciphers(uuid), PRIMARY KEY (user_uuid, cipher_uuid));
      INSERT INTO __diesel_schema_migrations(version, run_on) VALUES ('20180114171611', '2024-01-01 00:00:00');
      INSERT INTO users VALUES ('a', '2024-01-01 00:00:00.123456789', 'a@x', x'00ff10', '[]', 600000, NULL);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO ciphers SELECT 'c' || i, 'a', 1, '{"Uris":null,"n":"2.x|y=="}', NULL FROM n;
      INSERT INTO favorites SELECT 'a', uuid FROM ciphers WHERE rowid % 2;
      """)

  /// Home Assistant's recorder: floats of seconds, dead columns of dates, hashes, blobs of ids.
  package static let homeAssistant = SampleSchema(
    name: "home-assistant",
    sql: """
      CREATE TABLE schema_changes (change_id INTEGER NOT NULL, schema_version INTEGER, changed DATETIME, PRIMARY KEY (change_id));
      CREATE TABLE state_attributes (attributes_id INTEGER NOT NULL, hash INTEGER, shared_attrs TEXT, PRIMARY KEY (attributes_id));
      CREATE TABLE states (state_id INTEGER NOT NULL, entity_id CHAR(0), state VARCHAR(255), last_updated DATETIME, last_updated_ts FLOAT, old_state_id INTEGER, attributes_id INTEGER, context_id_bin BLOB, PRIMARY KEY (state_id), FOREIGN KEY(old_state_id) REFERENCES states (state_id), FOREIGN KEY(attributes_id) REFERENCES state_attributes (attributes_id));
      CREATE INDEX ix_states_last_updated_ts ON states (last_updated_ts);
      INSERT INTO schema_changes VALUES (1, 43, '2024-01-01 00:00:00.123456');
      INSERT INTO state_attributes VALUES (1, 4294967295, '{"unit_of_measurement":"°C"}');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT INTO states SELECT i, NULL, '' || i / 10.0, NULL, 1704067200.1 + i / 3.0, nullif(i - 1, 0), 1, x'018cc251f40000000000000000000000' FROM n;
      ANALYZE;
      """)

  /// Nextcloud, by Doctrine: comments in definitions, `BOOLEAN DEFAULT 0`, collations of one column.
  package static let nextcloud = SampleSchema(
    name: "nextcloud",
    sql: """
      CREATE TABLE oc_migrations (app VARCHAR(255) NOT NULL COLLATE "BINARY", version VARCHAR(255) NOT NULL COLLATE "BINARY", PRIMARY KEY(app, version));
      CREATE TABLE oc_filecache (fileid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, storage BIGINT DEFAULT 0 NOT NULL, path VARCHAR(4000) DEFAULT NULL COLLATE "BINARY", mtime BIGINT DEFAULT 0 NOT NULL, encrypted INTEGER DEFAULT 0 NOT NULL, meta CLOB DEFAULT NULL --(DC2Type:json)
      , seen DATETIME DEFAULT NULL /* (DC2Type:datetime_immutable) */);
      CREATE UNIQUE INDEX fs_storage_path_hash ON oc_filecache (storage, path);
      CREATE TABLE oc_appconfig (appid VARCHAR(32) DEFAULT '' NOT NULL, configkey VARCHAR(64) DEFAULT '' NOT NULL, configvalue CLOB DEFAULT NULL, lazy SMALLINT DEFAULT 0 NOT NULL, PRIMARY KEY(appid, configkey));
      INSERT INTO oc_migrations VALUES ('core', '13000Date20170705121758');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO oc_filecache(storage, path, mtime, meta) SELECT 1, 'files/ü' || i, 1704067200 + i, '{"size":' || i || '}' FROM n;
      INSERT INTO oc_appconfig VALUES ('core', 'installedat', '1704067200.123', 0), ('', '', NULL, 1);
      """)

  /// Ghost, by Knex: checks of booleans, text ids, times of three decimals.
  package static let ghost = SampleSchema(
    name: "ghost",
    sql: """
      CREATE TABLE `migrations` (`id` integer not null primary key autoincrement, `name` varchar(120) not null, `version` varchar(70) not null);
      CREATE TABLE `posts` (`id` varchar(24) not null, `uuid` varchar(36) not null, `mobiledoc` text null, `featured` boolean not null default '0', `type` varchar(50) not null default 'post' check (`type` in ('post', 'page')), `created_at` datetime not null, `published_at` datetime null, primary key (`id`));
      CREATE UNIQUE INDEX `migrations_name_version_unique` on `migrations` (`name`, `version`);
      INSERT INTO `migrations` VALUES (1, '1-create-tables.js', 'init');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `posts` SELECT printf('%024x', i), 'u' || i, '{"cards":[]}', i % 2, 'post', 1704067200000 + i, iif(i % 2, '2024-01-01 00:00:00', NULL) FROM n;
      """)

  /// n8n, by TypeORM: `datetime(3)` with strftime as its default, JSON in text, a partial index.
  package static let n8n = SampleSchema(
    name: "n8n",
    sql: """
      CREATE TABLE "workflow_entity" ("id" varchar(36) PRIMARY KEY NOT NULL, "name" varchar(128) NOT NULL, "active" boolean NOT NULL, "nodes" text, "pinData" text, "createdAt" datetime(3) NOT NULL DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')), "versionId" char(36));
      CREATE TABLE "execution_entity" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "workflowId" varchar(36) NOT NULL, "finished" boolean NOT NULL, "stoppedAt" datetime(3), "status" varchar NOT NULL DEFAULT 'new', CONSTRAINT "fk_w" FOREIGN KEY ("workflowId") REFERENCES "workflow_entity" ("id") ON DELETE CASCADE);
      CREATE INDEX "idx_execution_stopped" ON "execution_entity" ("stoppedAt", "status") WHERE "stoppedAt" IS NOT NULL;
      INSERT INTO "workflow_entity" VALUES ('w1', 'My flow', 1, '[{"parameters":{},"position":[0,0]}]', NULL, '2024-01-01 00:00:00.123', 'v');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO "execution_entity" SELECT i, 'w1', 1, iif(i % 2, printf('2024-01-01 00:00:%02d.%03d', i, i), NULL), 'success' FROM n;
      """)

  package static let servers = [
    gitea, grafana, vaultwarden, homeAssistant, nextcloud, ghost, n8n,
  ]
}
