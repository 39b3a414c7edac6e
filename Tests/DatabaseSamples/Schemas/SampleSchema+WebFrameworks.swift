extension SampleSchema {
  /// What the migrations of Django make: JSON checked by an expression, microseconds, decimals,
  /// UUIDs as 32 digits, a partial index, a generated column.
  package static let django = SampleSchema(
    name: "django",
    sql: """
      CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
      CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
      CREATE UNIQUE INDEX "django_content_type_app_label_model_uniq" ON "django_content_type" ("app_label", "model");
      CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL);
      CREATE TABLE "shop_order" ("id" char(32) NOT NULL PRIMARY KEY, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "total" decimal NOT NULL, "meta" text NOT NULL CHECK ((JSON_VALID("meta") OR "meta" IS NULL)), "due" date NULL, "wait" bigint NOT NULL, "digest" BLOB NULL, "kind" text GENERATED ALWAYS AS (JSON_EXTRACT("meta", '$.kind')) STORED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "total_not_negative" CHECK ("total" >= '0'));
      CREATE INDEX "shop_order_user_id_1f" ON "shop_order" ("user_id");
      CREATE UNIQUE INDEX "one_open" ON "shop_order" ("user_id") WHERE "due" IS NULL;
      CREATE INDEX "shop_order_color" ON "shop_order" ((JSON_EXTRACT("meta", '$.color')), (LOWER("kind")) DESC);
      CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
      INSERT INTO "django_migrations"("app", "name", "applied") VALUES ('auth', '0001_initial', '2024-01-02 03:04:05.678901'), ('shop', '0001_initial', '2024-01-02 03:04:06');
      INSERT INTO "django_content_type"("app_label", "model") VALUES ('auth', 'user'), ('shop', 'order');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
        INSERT INTO "auth_user" SELECT i, 'pbkdf2_sha256$600000$' || i, CASE WHEN i % 3 THEN '2024-05-06 07:08:09.' || printf('%06d', i * 7919) END, i = 1, 'user' || i, 1, '2024-01-02 03:04:05' FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
        INSERT INTO "shop_order"("id", "number", "total", "meta", "due", "wait", "digest", "user_id") SELECT printf('%032x', i * 99991), i, i * 1.1, json_object('kind', 'K' || i, 'color', char(233 + i), 'n', json_array(i, NULL)), CASE WHEN i % 2 THEN '2024-02-29' END, i * 86400000000, CASE WHEN i % 4 = 0 THEN x'00ff' END, i FROM n;
      INSERT INTO "django_session" VALUES ('k1', '.eJx:1r', '2024-02-01 00:00:00');
      """)

  /// What Rails makes: `datetime(6)`, JSON columns, double-quoted defaults, FTS5 kept by triggers.
  package static let rails = SampleSchema(
    name: "rails",
    sql: """
      CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
      CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
      CREATE TABLE "posts" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar DEFAULT '' NOT NULL, "body" text, "settings" json DEFAULT '{}', "price" decimal(10,2), "published" boolean DEFAULT 0 NOT NULL, "slug" varchar GENERATED ALWAYS AS (lower(replace("title", ' ', '-'))) VIRTUAL, "created_at" datetime(6) NOT NULL);
      CREATE INDEX "index_posts_on_lower_title" ON "posts" (lower("title"));
      CREATE INDEX "index_posts_on_theme" ON "posts" (json_extract(settings, '$.theme')) WHERE "published" = 1;
      CREATE VIRTUAL TABLE "posts_search" USING fts5(title, body, content='posts', content_rowid='id', tokenize='porter unicode61');
      CREATE TRIGGER "posts_ai" AFTER INSERT ON "posts" BEGIN INSERT INTO "posts_search"(rowid, title, body) VALUES (new.id, new.title, new.body); END;
      CREATE TRIGGER "posts_ad" AFTER DELETE ON "posts" BEGIN INSERT INTO "posts_search"("posts_search", rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END;
      INSERT INTO "schema_migrations" VALUES ('20240101000000'), ('20240202000000');
      INSERT INTO "ar_internal_metadata" VALUES ('environment', 'production', '2024-01-01 00:00:00.123456', '2024-01-01 00:00:00.123456');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO "posts"("title", "body", "settings", "price", "published", "created_at") SELECT 'Post No ' || i, 'body of running dogs ' || i, json_object('theme', i % 3), i + 0.25, i % 2, printf('2024-03-%02d 10:11:12.%06d', i, i * 31) FROM n;
      DELETE FROM "posts" WHERE id = 7;
      """)

  /// What Laravel makes: quoted names, checks of enums, UUID keys, JSON as text, jobs with epochs.
  package static let laravel = SampleSchema(
    name: "laravel",
    sql: """
      CREATE TABLE "migrations" ("id" integer primary key autoincrement not null, "migration" varchar not null, "batch" integer not null);
      CREATE TABLE "users" ("id" integer primary key autoincrement not null, "name" varchar not null, "email" varchar not null, "role" varchar check ("role" in ('admin', 'user')) not null default 'user', "options" text, "email_verified_at" datetime, "created_at" datetime, "deleted_at" datetime);
      CREATE UNIQUE INDEX "users_email_unique" on "users" ("email");
      CREATE TABLE "sessions" ("id" varchar not null, "user_id" integer, "payload" text not null, "last_activity" integer not null, primary key ("id"));
      CREATE TABLE "jobs" ("id" integer primary key autoincrement not null, "queue" varchar not null, "payload" text not null, "reserved_at" integer, "available_at" integer not null);
      CREATE TABLE "role_user" ("user_id" integer not null, "role_id" integer not null, foreign key("user_id") references "users"("id") on delete cascade, primary key ("user_id", "role_id"));
      INSERT INTO "migrations"("migration", "batch") VALUES ('0001_01_01_000000_create_users_table', 1);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
        INSERT INTO "users"("name", "email", "role", "options", "created_at") SELECT 'Näme ' || i, i || '@example.com', iif(i = 1, 'admin', 'user'), '{"a":[' || i || ',"\\u00e9"]}', printf('2024-01-01 00:00:%02d', i) FROM n;
      INSERT INTO "sessions" VALUES ('s1', 1, 'YTozOntz', 1704067200);
      INSERT INTO "jobs" VALUES (5, 'default', '{"uuid":"x","data":{"command":"O:15:\\"App\\\\Jobs\\\\Send\\":0:{}"}}', NULL, 1704067200);
      INSERT INTO "role_user" VALUES (2, 1), (1, 2);
      """)

  /// What PocketBase makes: columns of type JSON and BOOLEAN, defaults by functions, partial and
  /// expression indexes, a view of JSON.
  package static let pocketBase = SampleSchema(
    name: "pocketbase",
    sql: """
      CREATE TABLE `_migrations` (file VARCHAR(255) PRIMARY KEY NOT NULL, applied INTEGER NOT NULL);
      CREATE TABLE `_collections` (`id` TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL, `system` BOOLEAN DEFAULT FALSE NOT NULL, `name` TEXT UNIQUE NOT NULL, `fields` JSON DEFAULT "[]" NOT NULL, `indexes` JSON DEFAULT "[]" NOT NULL, `listRule` TEXT DEFAULT NULL, `created` TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%fZ')) NOT NULL);
      CREATE TABLE `users` (`id` TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL, `email` TEXT DEFAULT '' NOT NULL, `tags` JSON DEFAULT '[]' NOT NULL, `score` NUMERIC DEFAULT 0 NOT NULL, `verified` BOOLEAN DEFAULT FALSE NOT NULL);
      CREATE UNIQUE INDEX `idx_email__pb_users` ON `users` (`email`) WHERE `email` != '';
      CREATE TABLE `_logs` (`id` TEXT PRIMARY KEY NOT NULL, `level` INTEGER DEFAULT 0 NOT NULL, `data` JSON DEFAULT "{}" NOT NULL, `created` TEXT NOT NULL);
      CREATE INDEX `idx_logs_auth` ON `_logs` (JSON_EXTRACT(`data`, '$.auth'));
      CREATE INDEX `idx_logs_hour` ON `_logs` (strftime('%Y-%m-%d %H:00:00', `created`));
      CREATE VIEW `tagged` AS SELECT `id`, json_array_length(`tags`) AS n FROM `users`;
      INSERT INTO `_migrations` VALUES ('1640988000_init.go', 1704067200000000);
      INSERT INTO `_collections`(`id`, `name`, `fields`, `created`) VALUES ('pbc_1', 'users', '[{"name":"email","max":0}]', '2024-01-01 00:00:00.123Z');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `users` SELECT printf('u%014d', i), iif(i % 5, i || '@x.io', ''), json_array(i, 'é'), i / 4.0, i % 2 FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO `_logs` SELECT 'l' || i, 8, json_object('auth', iif(i % 2, 'guest', NULL), 'ms', i * 0.3), printf('2024-01-01 %02d:00:00.000Z', i % 24) FROM n;
      """)

  package static let webFrameworks = [django, rails, laravel, pocketBase]
}
