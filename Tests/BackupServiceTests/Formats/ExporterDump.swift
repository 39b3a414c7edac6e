import Testing

/// The output of a program that writes SQLite databases as SQL.
struct ExporterDump: Sendable, CustomTestStringConvertible {
  let program: String
  let text: String
  /// What SQLite is to be given for the same database, where it cannot replay the dump in one go.
  var statements: [String]?
  var passedOver: [String: Int] = [:]

  var testDescription: String { program }

  static let all: [ExporterDump] = [
    sqliteStudio, browser, browserRows, adminer, apsw, recover, rails, d1, heidi, dataGrip, navicat,
    sqlcipherLike, chinook, faultyOrder, fullTextByStatement, conflicts, settings,
  ]

  private static let sqliteStudio = ExporterDump(
    program: "SQLiteStudio",
    text: """
      --
      -- File generated with SQLiteStudio v3.4.4 on Sat Nov 28 10:00:00 2026
      --
      -- Text encoding used: UTF-8
      --
      PRAGMA foreign_keys = off;
      BEGIN TRANSACTION;

      -- Table: author
      DROP TABLE IF EXISTS author;

      CREATE TABLE IF NOT EXISTS author (
          id   INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT    NOT NULL
      );

      INSERT INTO author (id, name) VALUES (1, 'O''Hara; --');
      INSERT INTO author (id, name) VALUES (2, 'two');

      -- Index: by_name
      DROP INDEX IF EXISTS by_name;

      CREATE INDEX IF NOT EXISTS by_name ON author (
          name COLLATE NOCASE
      );

      -- Trigger: renamed
      DROP TRIGGER IF EXISTS renamed;
      CREATE TRIGGER IF NOT EXISTS renamed
                             AFTER UPDATE
                                ON author
      BEGIN
          SELECT CASE WHEN 1 THEN 'END;' ELSE ';' END;
      END;

      COMMIT TRANSACTION;
      PRAGMA foreign_keys = on;

      """,
    passedOver: ["DROP TABLE": 1, "DROP INDEX": 1, "DROP TRIGGER": 1])

  private static let browser = ExporterDump(
    program: "DB Browser for SQLite",
    text: """
      BEGIN TRANSACTION;
      DROP TABLE IF EXISTS "author";
      CREATE TABLE "author" (
      \t"id"\tINTEGER,
      \t"name"\tTEXT,
      \tPRIMARY KEY("id" AUTOINCREMENT)
      );
      DROP TABLE IF EXISTS "book";
      CREATE TABLE "book" (
      \t"trigger"\tTEXT
      );
      INSERT INTO "author" VALUES (1,'one');
      INSERT INTO "author" VALUES (2,X'00ff');
      INSERT INTO "book" VALUES (NULL);
      DROP VIEW IF EXISTS "names";
      CREATE VIEW names AS SELECT name FROM author;
      DROP INDEX IF EXISTS "i";
      CREATE INDEX "i" ON "author" (
      \t"name"
      );
      COMMIT;

      """, passedOver: ["DROP TABLE": 2, "DROP VIEW": 1, "DROP INDEX": 1])

  private static let browserRows = ExporterDump(
    program: "DB Browser for SQLite, many rows to a statement, and kept tables",
    text: """
      BEGIN TRANSACTION;
      CREATE TABLE IF NOT EXISTS "author" (
      \t"id"\tINTEGER,
      \t"name"\tTEXT
      );
      INSERT INTO "author" ("id","name") VALUES (1,'one'),
       (2,'two'),
       (3,NULL);
      COMMIT;

      """)

  private static let adminer = ExporterDump(
    program: "Adminer",
    text: """
      -- Adminer 4.8.1 SQLite 3 3.40.1 dump

      DROP TABLE IF EXISTS "author";
      CREATE TABLE "author" (
        "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
        "name" text NOT NULL
      );

      DELETE FROM "author";
      INSERT INTO "author" ("id", "name") VALUES
      (1,\t'one'),
      (5,\t'five');

      DELIMITER ;;

      CREATE TRIGGER "author_ai" AFTER INSERT ON "author" BEGIN SELECT 1; SELECT 2; END;;

      DELIMITER ;

      DROP TABLE IF EXISTS "sqlite_sequence";
      CREATE TABLE sqlite_sequence(name,seq);

      INSERT INTO "sqlite_sequence" ("name", "seq") VALUES
      ('author',\t9);


      """,
    statements: [
      #"CREATE TABLE "author" (\#n  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,\#n  "name" text NOT NULL\#n)"#,
      "INSERT INTO author VALUES (1, 'one'), (5, 'five')",
      #"CREATE TRIGGER "author_ai" AFTER INSERT ON "author" BEGIN SELECT 1; SELECT 2; END"#,
      "UPDATE sqlite_sequence SET seq = 9",
    ], passedOver: ["DROP TABLE": 2, "DELETE": 1, "DELIMITER": 2])

  private static let apsw = ExporterDump(
    program: "apsw",
    text: """
      -- SQLite dump (by APSW 3.54.1.0)
      -- The values of various per-database settings
      PRAGMA page_size=4096;
      -- PRAGMA encoding='UTF-8';
      -- This pragma is needed to restore virtual tables
      PRAGMA writable_schema=ON;
      PRAGMA foreign_keys=OFF;

      BEGIN TRANSACTION;

      -- Table  author
      DROP TABLE IF EXISTS author;
      CREATE TABLE author(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
      INSERT INTO author VALUES(1,'O''Hara
      two');
      INSERT INTO author VALUES(4,9e999);
      CREATE INDEX ix ON author(name);

      DELETE FROM sqlite_schema WHERE name='box' AND type='table';
      INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql) VALUES('table','box','box',0,\
      'CREATE VIRTUAL TABLE box USING rtree(id, a, b)');

      DROP TABLE IF EXISTS box_node;
      CREATE TABLE "box_node"(nodeno INTEGER PRIMARY KEY,data);
      INSERT INTO box_node VALUES(1,zeroblob(820));
      DROP TABLE IF EXISTS box_parent;
      CREATE TABLE "box_parent"(nodeno INTEGER PRIMARY KEY,parentnode);
      DROP TABLE IF EXISTS box_rowid;
      CREATE TABLE "box_rowid"(rowid INTEGER PRIMARY KEY,nodeno);

      -- For primary key autoincrements the next id to use is stored in
      -- sqlite_sequence
      DELETE FROM main.sqlite_sequence WHERE name='author';
      INSERT INTO main.sqlite_sequence VALUES ('author', 9);

      ANALYZE author;

      -- Database header
      pragma user_version=7;
      pragma application_id=99;

      COMMIT TRANSACTION;

      -- Restoring writable schema back to default
      PRAGMA writable_schema=OFF;
      -- We need to force SQLite to reread the schema
      BEGIN;
      CREATE TABLE no_such_table(x,y,z);
      ROLLBACK;
      PRAGMA foreign_keys=ON;

      """,
    statements: [
      "CREATE TABLE author(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)",
      "INSERT INTO author VALUES(1,'O''Hara\ntwo'),(4,9e999)",
      "CREATE INDEX ix ON author(name)", "CREATE VIRTUAL TABLE box USING rtree(id, a, b)",
      "UPDATE sqlite_sequence SET seq = 9", "ANALYZE author", "PRAGMA user_version=7",
      "PRAGMA application_id=99",
    ], passedOver: ["DROP TABLE": 4, "DELETE": 1, "ROLLBACK": 1])

  private static let recover = ExporterDump(
    program: "the shell's .recover",
    text: """
      BEGIN;
      PRAGMA writable_schema = on;
      PRAGMA encoding = 'UTF-8';
      PRAGMA page_size = '8192';
      PRAGMA auto_vacuum = '0';
      PRAGMA user_version = '7';
      PRAGMA application_id = '99';
      CREATE TABLE sqlite_sequence(name,seq);
      CREATE TABLE author(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
      CREATE TABLE plain(a, b);
      INSERT INTO sqlite_schema VALUES('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING fts4(x)');
      CREATE TABLE 'v_content'(docid INTEGER PRIMARY KEY, 'c0x');
      CREATE TABLE 'v_segments'(blockid INTEGER PRIMARY KEY, block BLOB);
      CREATE TABLE 'v_segdir'(level INTEGER,idx INTEGER,start_block INTEGER,leaves_end_block INTEGER,\
      end_block INTEGER,root BLOB,PRIMARY KEY(level, idx));
      CREATE TABLE 'v_docsize'(docid INTEGER PRIMARY KEY, size BLOB);
      CREATE TABLE 'v_stat'(id INTEGER PRIMARY KEY, value BLOB);
      CREATE UNIQUE INDEX u ON plain(a);
      INSERT OR IGNORE INTO 'sqlite_sequence'(_rowid_, 'name', 'seq') VALUES( 1, 'author', 9 );
      INSERT OR IGNORE INTO 'author'('id', 'name') VALUES( 1, replace(replace('a\\nb\\rc','\\n', \
      char(10)),'\\r', char(13)) );
      INSERT OR IGNORE INTO 'plain'(_rowid_, 'a', 'b') VALUES( 3, 1, NULL );
      INSERT OR IGNORE INTO 'plain'(_rowid_, 'a', 'b') VALUES( 4, 1, 'again' );
      CREATE TABLE "lost_and_found"(rootpgno INTEGER, pgno INTEGER, nfield INTEGER, id INTEGER, c0);
      INSERT INTO "lost_and_found" VALUES(2, 2, 1, 5, X'00');
      CREATE VIEW w AS SELECT * FROM plain;
      PRAGMA writable_schema = off;
      COMMIT;

      """,
    statements: [
      "PRAGMA page_size = 8192", "PRAGMA user_version = 7", "PRAGMA application_id = 99",
      "CREATE TABLE author(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)",
      "CREATE TABLE plain(a, b)", "CREATE VIRTUAL TABLE v USING fts4(x)",
      "CREATE UNIQUE INDEX u ON plain(a)",
      "INSERT INTO author VALUES (1, 'a'||char(10)||'b'||char(13)||'c')",
      "UPDATE sqlite_sequence SET seq = 9", "INSERT INTO plain(rowid, a) VALUES (3, 1)",
      #"CREATE TABLE "lost_and_found"(rootpgno INTEGER, pgno INTEGER, nfield INTEGER, id INTEGER, c0)"#,
      "INSERT INTO lost_and_found VALUES(2, 2, 1, 5, X'00')",
      "CREATE VIEW w AS SELECT * FROM plain",
    ], passedOver: ["INSERT OR IGNORE": 1])

  private static let rails = ExporterDump(
    program: "Rails, structure.sql",
    text: """
      CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, \
      "value" varchar, "created_at" datetime(6) NOT NULL);
      CREATE TABLE IF NOT EXISTS "posts" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar);
      CREATE TABLE sqlite_sequence(name,seq);
      CREATE INDEX "index_posts_on_title" ON "posts" ("title") /*application='Shop'*/;
      CREATE VIRTUAL TABLE posts_fts USING fts5(title)
      /* posts_fts(title) */;
      CREATE TABLE IF NOT EXISTS 'posts_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
      CREATE TABLE IF NOT EXISTS 'posts_fts_content'(id INTEGER PRIMARY KEY, c0);
      INSERT INTO "schema_migrations" (version) VALUES
      ('20260102000000'),
      ('20260101000000');


      """,
    statements: [
      #"CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY)"#,
      #"CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT NULL)"#,
      #"CREATE TABLE "posts" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar)"#,
      #"CREATE INDEX "index_posts_on_title" ON "posts" ("title") /*application='Shop'*/;"#,
      "CREATE VIRTUAL TABLE posts_fts USING fts5(title)",
      "INSERT INTO schema_migrations VALUES ('20260102000000'),('20260101000000')",
    ], passedOver: ["CREATE TABLE IF NOT EXISTS": 2])

  private static let d1 = ExporterDump(
    program: "Cloudflare D1 export, wrangler",
    text: """
      PRAGMA defer_foreign_keys=TRUE;
      CREATE TABLE "users" ( id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT );
      INSERT INTO "users" VALUES(1,'one');
      INSERT INTO "users" VALUES(2,unistr('two\\u000alines'));
      DELETE FROM sqlite_sequence;
      INSERT INTO "sqlite_sequence" VALUES('users',5);
      CREATE INDEX i ON users(name);

      """,
    statements: [
      #"CREATE TABLE "users" ( id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT )"#,
      "INSERT INTO users VALUES (1, 'one'), (2, 'two'||char(10)||'lines')",
      "UPDATE sqlite_sequence SET seq = 5", "CREATE INDEX i ON users(name)",
    ])

  private static let heidi = ExporterDump(
    program: "HeidiSQL",
    text: """
      -- --------------------------------------------------------
      -- Host:                         C:\\app.db
      -- --------------------------------------------------------
      -- Dumping structure for table app.users
      CREATE TABLE IF NOT EXISTS "users" (
      \t"id" INTEGER NULL,
      \t"name" VARCHAR(50) NULL
      );

      -- Dumping data for table app.users: -1 rows
      DELETE FROM "users";
      INSERT INTO "users" ("id", "name") VALUES
      \t(1, 'one'), -- the first
      \t/* the second */ (2, NULL);


      """, passedOver: ["DELETE": 1])

  private static let dataGrip = ExporterDump(
    program: "DataGrip",
    text: """
      create table users
      (
          id   integer
              primary key,
          name text
      );

      create index users_name on users (name);

      INSERT INTO main.users (id, name) VALUES (1, 'one');
      INSERT INTO "main"."users" (id, name) VALUES (2, null);

      """)

  private static let navicat = ExporterDump(
    program: "Navicat",
    text: """
      /*
       Navicat Premium Dump SQL

       Source Server Type    : SQLite
      */

      PRAGMA foreign_keys = false;

      -- ----------------------------
      -- Table structure for users
      -- ----------------------------
      DROP TABLE IF EXISTS "users";
      CREATE TABLE "users" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "name" TEXT
      );

      INSERT INTO "users" VALUES (1, 'one');

      -- ----------------------------
      -- Auto increment value for users
      -- ----------------------------
      UPDATE "sqlite_sequence" SET seq = 14 WHERE name = 'users';

      PRAGMA foreign_keys = true;

      """, passedOver: ["DROP TABLE": 1])

  private static let sqlcipherLike = ExporterDump(
    program: "sqldump of older tools, with backticks and brackets",
    text: """
      BEGIN IMMEDIATE;
      SAVEPOINT a;
      CREATE TABLE `users` ([id] INTEGER, `na``me` TEXT);
      INSERT INTO `users` ([id], `na``me`) VALUES (0x10, "text");
      INSERT INTO [users] VALUES (TRUE, 'it''s');
      RELEASE SAVEPOINT a;
      END TRANSACTION;

      """)

  private static let chinook = ExporterDump(
    program: "the scripts of Chinook",
    text: """
      /*******************************************************************************
         Drop Tables
      ********************************************************************************/
      DROP TABLE IF EXISTS [Genre];

      CREATE TABLE [Genre]
      (
          [GenreId] INTEGER  NOT NULL,
          [Name] NVARCHAR(120),
          CONSTRAINT [PK_Genre] PRIMARY KEY  ([GenreId])
      );
      CREATE UNIQUE INDEX [IPK_Genre] ON [Genre]([GenreId]);
      INSERT INTO [Genre] ([GenreId], [Name]) VALUES (1, 'Rock');

      """, passedOver: ["DROP TABLE": 1])

  private static let faultyOrder = ExporterDump(
    program: "a script that makes full-text storage before its table",
    text: """
      CREATE TABLE 'f_data'(id INTEGER PRIMARY KEY, block BLOB);
      CREATE TABLE 'f_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
      CREATE TABLE 'f_content'(id INTEGER PRIMARY KEY, c0);
      CREATE TABLE 'f_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
      CREATE TABLE 'f_config'(k PRIMARY KEY, v) WITHOUT ROWID;
      INSERT INTO f_data VALUES(1,X''),(10,X'00000000000000');
      INSERT INTO f_config VALUES('version',4);
      CREATE VIRTUAL TABLE IF NOT EXISTS main.f USING fts5(a);
      INSERT INTO f VALUES('passed over');

      """,
    statements: [
      "CREATE VIRTUAL TABLE f USING fts5(a)"
    ], passedOver: ["INSERT INTO a virtual table": 1])

  private static let fullTextByStatement = ExporterDump(
    program: "full-text tables by statement, with and without their storage",
    text: """
      CREATE TABLE docs(title TEXT, body TEXT);
      INSERT INTO docs VALUES('a','hello world');
      CREATE VIRTUAL TABLE docs_fts USING fts4(content="docs");
      INSERT INTO docs_fts(docs_fts) VALUES('rebuild');
      CREATE TABLE notes_content(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
      CREATE VIRTUAL TABLE notes USING fts5(body, content='notes_content', content_rowid='id');
      INSERT INTO notes_content VALUES(1,'one'),(2,'two');
      INSERT INTO notes(notes) VALUES('rebuild');

      """)

  private static let conflicts = ExporterDump(
    program: "rows that replace others",
    text: """
      CREATE TABLE t(a INTEGER PRIMARY KEY, b);
      INSERT OR IGNORE INTO t VALUES(1,'one'),(1,'other'),(2,9223372036854775808);
      INSERT OR REPLACE INTO t VALUES(2,-9223372036854775809);
      REPLACE INTO t VALUES(3,'x'),(3,'y');
      INSERT OR ABORT INTO t VALUES(4,99999999999999999999999);

      """, passedOver: ["INSERT OR IGNORE": 1])

  private static let settings = ExporterDump(
    program: "settings that a file does not keep",
    text: """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = OFF;
      PRAGMA main.cache_size(-2000);
      PRAGMA auto_vacuum = 1;
      PRAGMA temp_store = MEMORY;
      CREATE TABLE t(a);
      PRAGMA encoding = "UTF-8";
      PRAGMA foreign_key_check;
      VACUUM;
      REINDEX t;

      """,
    statements: ["PRAGMA auto_vacuum = 1", "CREATE TABLE t(a)"],
    passedOver: [
      "PRAGMA journal_mode": 1, "PRAGMA synchronous": 1, "PRAGMA cache_size": 1,
      "PRAGMA temp_store": 1, "PRAGMA foreign_key_check": 1, "VACUUM": 1, "REINDEX": 1,
      "PRAGMA of the layout after the first table": 1,
    ])
}
