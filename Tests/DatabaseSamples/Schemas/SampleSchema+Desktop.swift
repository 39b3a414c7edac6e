extension SampleSchema {
  /// Calibre: triggers and views by functions that only Calibre has, NOCASE, double-quoted text.
  package static let calibre = SampleSchema(
    name: "calibre",
    sql: """
      PRAGMA user_version = 26;
      CREATE TABLE books (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT 'Unknown' COLLATE NOCASE, sort TEXT COLLATE NOCASE, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, pubdate TIMESTAMP DEFAULT CURRENT_TIMESTAMP, series_index REAL NOT NULL DEFAULT 1.0, isbn TEXT DEFAULT "" COLLATE NOCASE, uuid TEXT, has_cover BOOL DEFAULT 0, last_modified TIMESTAMP NOT NULL DEFAULT "2000-01-01 00:00:00+00:00");
      CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, UNIQUE (name));
      CREATE TABLE books_tags_link (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, tag INTEGER NOT NULL, UNIQUE(book, tag));
      CREATE INDEX books_idx ON books (sort COLLATE NOCASE);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO books SELECT i, 'The Book ' || i, 'Book ' || i || ', The', '2024-01-01 00:00:00.123456+00:00', '0101-01-01 00:00:00+00:00', i / 2.0, '', 'u' || i, 1, '2024-01-01 00:00:00+00:00' FROM n;
      INSERT INTO tags VALUES (1, 'Fiction'), (2, 'ficción');
      INSERT INTO books_tags_link SELECT id, id, 1 + id % 2 FROM books;
      CREATE VIEW meta AS SELECT id, title, (SELECT concat(name) FROM tags WHERE tags.id IN (SELECT tag FROM books_tags_link WHERE book = books.id)) tags, sortconcat(id, title) s FROM books;
      CREATE TRIGGER books_insert_trg AFTER INSERT ON books BEGIN UPDATE books SET sort = title_sort(NEW.title), uuid = uuid4() WHERE id = NEW.id; END;
      CREATE TRIGGER fkc_delete BEFORE DELETE ON tags BEGIN SELECT CASE WHEN (SELECT COUNT(id) FROM books_tags_link WHERE tag = OLD.id) > 0 THEN RAISE(ABORT, 'Foreign key violation: tag is still referenced') END; END;
      """)

  /// Firefox's places: URLs by hash, microseconds, triggers on a temporary and a plain table.
  package static let firefox = SampleSchema(
    name: "firefox-places",
    sql: """
      PRAGMA user_version = 77;
      CREATE TABLE moz_origins (id INTEGER PRIMARY KEY, prefix TEXT NOT NULL, host TEXT NOT NULL, frecency INTEGER NOT NULL, UNIQUE (prefix, host));
      CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR, visit_count INTEGER DEFAULT 0, frecency INTEGER DEFAULT -1 NOT NULL, last_visit_date INTEGER, guid TEXT, foreign_count INTEGER DEFAULT 0 NOT NULL, url_hash INTEGER DEFAULT 0 NOT NULL, origin_id INTEGER REFERENCES moz_origins(id));
      CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, place_id INTEGER, visit_date INTEGER);
      CREATE TABLE moz_meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
      CREATE INDEX moz_places_url_hashindex ON moz_places (url_hash);
      CREATE UNIQUE INDEX moz_places_guid_uniqueindex ON moz_places (guid);
      INSERT INTO moz_origins VALUES (1, 'https://', 'example.com', 100);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT INTO moz_places SELECT i, 'https://example.com/' || i, NULL, 'moc.elpmaxe.', 1, 100 * i, 1704067200123456 + i, 'g' || i, 0, 47356411089529 * i, 1 FROM n;
      INSERT INTO moz_historyvisits SELECT id, id, last_visit_date FROM moz_places;
      INSERT INTO moz_meta VALUES ('origin_frecency_sum', 1.5), ('sync', x'00'), ('n', 9007199254740993);
      """)

  package static let desktop = [calibre, firefox]

  /// Anki: an order of text that Anki alone has, in a key and an index. Its rows need that order to be
  /// made: see ``makeAnki(at:)``.
  package static let anki = SampleSchema(
    name: "anki",
    sql: """
      PRAGMA user_version = 0;
      CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, ver integer NOT NULL, models text NOT NULL);
      CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL);
      CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase, config blob NOT NULL);
      CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
      CREATE TABLE tags (tag text NOT NULL PRIMARY KEY COLLATE unicase, usn integer NOT NULL) without rowid;
      INSERT INTO col VALUES (1, 1704067200, 18, '');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
        INSERT INTO notes SELECT 1704067200000 + i, 'g' || i, 1, 'front' || char(31) || 'back', iif(i % 2, i, 'text'), i FROM n;
      INSERT INTO notetypes VALUES (1, 'Basic', x'0a00'), (2, 'cloze', x'');
      INSERT INTO tags VALUES ('Verb', 0), ('noun', -1);
      """)

  /// What real applications make, as far as each format can hold it.
  package static let applications = webFrameworks + mappers + servers + desktop
}

extension SampleSchema {
  /// Makes ``anki`` with an order of bytes in the place of Anki's own.
  ///
  /// - Throws: ``SQLFailure`` where the path cannot be written, or holds it already.
  package static func makeAnki(at path: String) throws {
    let connection = try RawConnection(path)
    try connection.addByteOrder(named: "unicase")
    try connection.execute("BEGIN; \(anki.sql)\nCOMMIT;")
  }
}
