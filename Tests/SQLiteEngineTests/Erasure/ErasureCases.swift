import Databases
import Testing

/// A database, rules for it, and what is left.
struct ErasureCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var sql: String
  var rules: EraseRules
  /// Queries, with what they give afterwards.
  var expected: [String: [String]]
  var cleared: [ClearedReference] = []

  static let all = [
    Self(
      testDescription: "an empty database", sql: "CREATE TABLE t(a)", rules: .shop,
      expected: ["SELECT * FROM t": []]),
    Self(
      testDescription: "conditions see the rows of other tables, whatever the order",
      sql: """
        CREATE TABLE a(id INTEGER PRIMARY KEY, name); INSERT INTO a VALUES (1,'x'), (2,'y');
        CREATE TABLE m(id, a); INSERT INTO m VALUES (10,1), (20,2), (30,2);
        CREATE TABLE z(id INTEGER PRIMARY KEY, name); INSERT INTO z VALUES (1,'x'), (2,'y');
        """,
      rules: .only(
        rows: [
          "M": "a IN (SELECT id FROM a WHERE name = 'y') AND a IN (SELECT id FROM z WHERE id > 1)",
          "z": "id = (SELECT max(a) FROM m) -- the last",
        ]),
      expected: [
        "SELECT id FROM m": ["20", "30"], "SELECT * FROM a": [], "SELECT id FROM z": ["2"],
      ]),
    Self(
      testDescription: "rows without a row id, with keys of odd values",
      sql: """
        CREATE TABLE w(a TEXT COLLATE NOCASE, b, keep, PRIMARY KEY (a DESC, b)) WITHOUT ROWID;
        INSERT INTO w VALUES ('A',1,1), ('A','1',0), ('B',1.5,1), ('b',x'31',0), ('',0,1);
        """,
      rules: .only(rows: ["w": "keep"]),
      expected: ["SELECT a, typeof(b) FROM w ORDER BY a": ["|integer", "A|integer", "B|real"]]),
    Self(
      testDescription: "columns that hide the row id, with a key of their own",
      sql: """
        CREATE TABLE r(rowid TEXT PRIMARY KEY, _rowid_, oid);
        INSERT INTO r VALUES ('a',1,2), ('b',3,4), (NULL,5,6);
        CREATE TABLE s(rowid, _rowid_, oid, id INTEGER PRIMARY KEY);
        INSERT INTO s VALUES (9,9,9,1), (8,8,8,2);
        CREATE TABLE n(rowid, _rowid_, oid); INSERT INTO n VALUES (1,2,3);
        """,
      rules: .only(rows: ["r": "oid > 3", "s": "id = 2"]),
      expected: [
        "SELECT * FROM r": ["b|3|4", "NULL|5|6"], "SELECT id FROM s": ["2"], "SELECT * FROM n": [],
      ]),
    Self(
      testDescription: "counters go on from what stays",
      sql: """
        CREATE TABLE "Emptied"(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO emptied VALUES (7);
        CREATE TABLE partly(id INTEGER PRIMARY KEY AUTOINCREMENT);
        INSERT INTO partly VALUES (3), (5), (9);
        CREATE TABLE whole(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO whole VALUES (4), (8);
        DELETE FROM whole WHERE id = 8;
        CREATE TABLE none(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO none VALUES (6);
        """,
      rules: .only(["WHOLE"], rows: ["partly": "id < 6", "none": "id < 0"]),
      expected: ["SELECT * FROM sqlite_sequence ORDER BY name": ["partly|5", "whole|8"]]),
    Self(
      testDescription: "statistics of what is gone",
      sql: """
        CREATE TABLE a(x); CREATE INDEX ax ON a(x); INSERT INTO a VALUES (1), (2);
        CREATE TABLE b(x); CREATE INDEX bx ON b(x); INSERT INTO b VALUES (1), (2); ANALYZE;
        """,
      rules: .only(["B"]), expected: ["SELECT tbl FROM sqlite_stat1": ["b"]]),
    Self(
      testDescription: "generated columns, strict tables, partial and expression indexes",
      sql: """
        CREATE TABLE g(id INTEGER PRIMARY KEY, a TEXT, up TEXT AS (upper(a)) STORED,
          n INT AS (length(a))) STRICT;
        CREATE INDEX gi ON g(lower(a)) WHERE n > 1; CREATE UNIQUE INDEX gu ON g(up, id);
        INSERT INTO g(a) VALUES ('one'), ('two'), ('x');
        CREATE TRIGGER gt BEFORE DELETE ON g BEGIN SELECT raise(ABORT, 'no'); END;
        CREATE VIEW v AS SELECT * FROM g; CREATE VIEW broken AS SELECT * FROM gone;
        CREATE TRIGGER vt INSTEAD OF DELETE ON v BEGIN DELETE FROM g; END;
        """,
      rules: .only(rows: ["g": "up = 'TWO'"]),
      expected: ["SELECT * FROM g": ["2|two|TWO|3"], "SELECT a FROM v": ["two"]]),
    Self(
      testDescription: "names with quotes, spaces, and letters of all kinds",
      sql: """
        CREATE TABLE "a""b c"("x""y" INTEGER PRIMARY KEY, "é'"); INSERT INTO "a""b c" VALUES (1,2);
        CREATE TABLE "Ünï"("ключ" TEXT PRIMARY KEY, v); INSERT INTO "Ünï" VALUES ('k',1), ('l',2);
        CREATE TABLE "select"("from" REFERENCES "Ünï"("ключ")); INSERT INTO "select" VALUES ('l');
        CREATE TABLE "x'y"(a, b, PRIMARY KEY (b, a)) WITHOUT ROWID; INSERT INTO "x'y" VALUES (1,2);
        """,
      rules: .only(["select"], rows: ["Ünï": "\"ключ\" = 'k'", "X'Y": "a = 1"]),
      expected: [
        "SELECT * FROM \"a\"\"b c\"": [], "SELECT * FROM \"Ünï\"": ["k|1"],
        "SELECT * FROM \"select\"": ["NULL"], "SELECT * FROM \"x'y\"": ["1|2"],
      ],
      cleared: [ClearedReference(table: "select", columns: ["from"], rows: 1)]),
    Self(
      testDescription: "a condition in the way of a person",
      sql: """
        CREATE TABLE t("role" TEXT, n); INSERT INTO t VALUES ('A',1), ('B',NULL), (NULL,3), ('a',4);
        """,
      rules: .only(rows: ["t": "\n (\"role\" = 'B' OR n > 3)\n/* and no more */ "]),
      expected: ["SELECT * FROM t": ["B|NULL", "a|4"]]),
    Self(
      testDescription: "what is asked for wins over what is usual",
      sql: """
        CREATE TABLE t(n); INSERT INTO t VALUES (1), (2);
        CREATE TABLE u(n); INSERT INTO u VALUES (1), (2);
        CREATE TABLE w(n); INSERT INTO w VALUES (1), (2);
        """,
      rules: EraseRules(
        keepTables: ["u"], keepRows: ["t": "n = 2", "u": "n = 1"], usualTables: ["T", "gone"],
        usualRows: ["U": "n = 2", "w": "n = 2", "nowhere": "1"]),
      expected: [
        "SELECT n FROM t": ["2"], "SELECT n FROM u": ["1", "2"], "SELECT n FROM w": ["2"],
      ]),
  ]
}
