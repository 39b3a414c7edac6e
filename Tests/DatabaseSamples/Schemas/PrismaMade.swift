extension SampleSchema {
  /// As Prisma's migrations make a database: text ids, times as milliseconds and as text, booleans
  /// as 0 and 1, a table of pairs, and the list of the migrations.
  package static let prismaMade = SampleSchema(
    name: "prisma-made",
    sql: """
      CREATE TABLE "_prisma_migrations" (
          "id"                    TEXT PRIMARY KEY NOT NULL,
          "checksum"              TEXT NOT NULL,
          "finished_at"           DATETIME,
          "migration_name"        TEXT NOT NULL,
          "logs"                  TEXT,
          "rolled_back_at"        DATETIME,
          "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
          "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
      );
      CREATE TABLE "User" (
          "id" TEXT NOT NULL PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT,
          "active" BOOLEAN NOT NULL DEFAULT true,
          "role" TEXT NOT NULL DEFAULT 'STAFF',
          "settings" JSONB NOT NULL DEFAULT '{}',
          "credit" DECIMAL NOT NULL DEFAULT 0,
          "visits" BIGINT NOT NULL DEFAULT 0,
          "avatar" BLOB,
          "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
          "updatedAt" DATETIME NOT NULL
      );
      CREATE TABLE "Post" (
          "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          "title" TEXT NOT NULL,
          "rating" REAL NOT NULL DEFAULT 0,
          "published" BOOLEAN NOT NULL DEFAULT false,
          "authorId" TEXT,
          "parentId" INTEGER,
          CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
          CONSTRAINT "Post_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Post" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
      );
      CREATE TABLE "Tag" (
          "a" TEXT NOT NULL,
          "b" TEXT NOT NULL,

          PRIMARY KEY ("a", "b")
      );
      CREATE TABLE "_PostToUser" (
          "A" INTEGER NOT NULL,
          "B" TEXT NOT NULL,
          CONSTRAINT "_PostToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
          CONSTRAINT "_PostToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
      );
      CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
      CREATE INDEX "Post_authorId_published_idx" ON "Post"("authorId", "published");
      CREATE UNIQUE INDEX "_PostToUser_AB_unique" ON "_PostToUser"("A", "B");
      CREATE INDEX "_PostToUser_B_index" ON "_PostToUser"("B");
      INSERT INTO "_prisma_migrations" VALUES
        ('0b9e4a52-7f3c-4a1d-9a3e-5d1c2b7f8e10',
         '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef', 1735689601234,
         '20250101000000_init', NULL, NULL, 1735689600987, 1),
        ('5c1de1aa-12b4-4f0e-8c55-3f4f7f3a9b21',
         'c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2', NULL,
         '20250210120000_add_posts', 'A migration failed to apply; "Post"
      Database error code: 1', 1739188900000, 1739188800000, 0);
      INSERT INTO "User" VALUES
        ('cm5dr1k2f0000qwer8abcd123', 'ana@example.com', 'Ana', 1, 'ADMIN',
         '{"theme":"dark","tags":["a","é"],"nested":{"n":null}}', 1234.5, 9007199254740993,
         x'ffd8ffe000104a464946', 1735689600123, 1735776000456),
        ('cm5dr1k2f0001qwer8abcd124', 'bo@example.com', NULL, 0, 'STAFF', '{}', 0, 0, NULL,
         '2025-01-02 03:04:05', 1735776000456),
        ('cm5dr1k2f0002qwer8abcd125', 'dee''s@example.com', '', 1, 'STAFF', '[]', 0.1,
         -9223372036854775808, x'', '2025-01-02T03:04:05.678+00:00', 0);
      INSERT INTO "Post" VALUES
        (1, 'Hello; world', 4.5, 1, 'cm5dr1k2f0000qwer8abcd123', NULL),
        (2, 'Re: "Hello"', 4, 0, 'cm5dr1k2f0001qwer8abcd124', 1),
        (40, '-- gone', 0.30000000000000004, 0, NULL, 2);
      DELETE FROM "Post" WHERE "id" = 40;
      INSERT INTO "Tag" VALUES ('z', 'a'), ('a', 'z'), ('', '');
      INSERT INTO "_PostToUser" VALUES
        (2, 'cm5dr1k2f0000qwer8abcd123'), (1, 'cm5dr1k2f0001qwer8abcd124');
      """)
}
