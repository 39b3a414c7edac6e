extension HostileDump {
  /// Statements that a dump has no need of.
  static let statements: [HostileDump] = cases {
    refused("DROP TABLE", "takes a table away", "DROP TABLE t;")
    harmless(
      "DROP TABLE IF EXISTS first", "is what other tools write",
      "DROP TABLE IF EXISTS \"u\";\nCREATE TABLE u(x);")
    refused("DELETE", "takes rows away", "DELETE FROM t;")
    refused("DELETE with a RETURNING", "takes rows away", "DELETE FROM t RETURNING *;")
    refused("UPDATE", "changes rows", "UPDATE t SET b = 'other';")
    harmless(
      "INSERT with a conflict clause", "changes rows",
      "INSERT INTO t VALUES(1,'x') ON CONFLICT(a) DO UPDATE SET b = 'other';")
    harmless("REPLACE", "changes rows", "REPLACE INTO t VALUES(1,'other');")
    harmless(
      "INSERT OR REPLACE", "changes rows", "INSERT OR REPLACE INTO t VALUES(1,'o');")
    harmless("SELECT", "computes for nobody", "SELECT 1;")
    harmless("EXPLAIN", "computes for nobody", "EXPLAIN SELECT 1;")
    harmless("REINDEX", "works on the whole database", "REINDEX;")
    harmless("ANALYZE", "works on the whole database", "ANALYZE;")
    harmless("ALTER TABLE", "rewrites the schema", "ALTER TABLE t RENAME TO u;")
    harmless(
      "SAVEPOINT", "plays with transactions",
      "SAVEPOINT s;\nINSERT INTO t VALUES(2,'two');\nROLLBACK TO s;\nRELEASE s;")
    refused(
      "a temporary table", "is gone afterwards", "CREATE TEMP TABLE u(x);\nINSERT INTO u VALUES(1);"
    )
    refused(
      "a temporary trigger", "is gone afterwards",
      "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END;\nINSERT INTO t VALUES(2,'b');"
    )
    harmless(
      "a trigger that fires", "adds rows for each one put back",
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t(b) SELECT b FROM t; END;\n"
        + (2...30).map { "INSERT INTO t VALUES(\($0)000000,'x');\n" }.joined())
    harmless(
      "rows of a view", "fire its triggers",
      "CREATE VIEW v AS SELECT 1 AS a;\n"
        + "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN DELETE FROM t; END;\nINSERT INTO v VALUES(1);"
    )
    harmless(
      "COMMIT half-way", "makes the first part stay",
      "COMMIT;\nBEGIN;\nINSERT INTO t VALUES(2,'two');")
    refused("BEGIN twice", "is an error half-way", "BEGIN;")
    harmless(
      "PRAGMA foreign_keys=ON", "checks rows before their parents come",
      "PRAGMA foreign_keys=ON;\nCREATE TABLE c(p REFERENCES t);\nINSERT INTO c VALUES(99);")
  }

  private static let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) "

  /// Few bytes that ask for a lot of time, memory or disk.
  static let exhaustions: [HostileDump] = cases {
    refused(
      "endless INSERT", "never ends, and fills the disk",
      "INSERT INTO t(b) \(endless)SELECT n FROM c;")
    refused(
      "endless CREATE TABLE AS", "never ends, and fills the disk",
      "CREATE TABLE u AS \(endless)SELECT n FROM c;")
    refused(
      "endless VALUES", "never ends", "INSERT INTO t VALUES(2,(\(endless)SELECT sum(n) FROM c));")
    refused("endless SELECT", "never ends", "\(endless)SELECT count(*) FROM c;")
    refused(
      "endless DEFAULT", "is refused by SQLite, or never ends",
      "CREATE TABLE u(a DEFAULT ((\(endless)SELECT sum(n) FROM c)));\nINSERT INTO u DEFAULT VALUES;"
    )
    refused(
      "endless view in an INSERT", "never ends",
      "CREATE VIEW v AS \(endless)SELECT n FROM c;\nINSERT INTO t(b) SELECT n FROM v;")
    harmless(
      "endless view", "never ends once it is read",
      "CREATE VIEW v AS \(endless)SELECT n FROM c;")
    refused(
      "endless trigger", "never ends",
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t(b) \(endless)SELECT n FROM c; END;\n"
        + "INSERT INTO t VALUES(2,'two');")
    refused(
      "cross join", "takes years",
      "INSERT INTO t VALUES" + (2...99).map { "(\($0),'x')" }.joined(separator: ",") + ";\n"
        + "INSERT INTO t(b) SELECT count(*) FROM t a, t b, t c, t d, t e, t f, t g, t h;")
    refused("randomblob", "takes a gigabyte", "INSERT INTO t VALUES(2,randomblob(1000000000));")
    refused("zeroblob", "takes a gigabyte of disk", "INSERT INTO t VALUES(2,zeroblob(1000000000));")
    refused(
      "zeroblobs", "take many gigabytes of disk",
      String(repeating: "INSERT INTO t(b) VALUES(zeroblob(999999999));\n", count: 50))
    refused(
      "printf with a width", "takes a gigabyte",
      "INSERT INTO t VALUES(2,printf('%.*c',999999999,'x'));")
    refused(
      "hex of a large blob", "takes gigabytes", "INSERT INTO t VALUES(2,hex(zeroblob(400000000)));")
    refused(
      "replace that grows", "takes gigabytes",
      "INSERT INTO t VALUES(2,replace(hex(zeroblob(20000)),'0',hex(zeroblob(20000))));")
    refused(
      "replace, many times", "takes long for few bytes",
      "INSERT INTO t VALUES(2," + String(repeating: "replace(", count: 60) + "'a'"
        + String(repeating: ",'a','aaaa')", count: 60) + ");")
    harmless(
      "LIKE with many marks", "takes longer with each mark",
      "INSERT INTO t SELECT 2, '\(String(repeating: "a", count: 5000))' LIKE "
        + "'\(String(repeating: "%a", count: 40))b';")
    harmless(
      "GLOB with many stars in a CHECK", "takes longer with each star",
      "CREATE TABLE u(a CHECK (NOT a GLOB '\(String(repeating: "*a", count: 40))b'));\n"
        + "INSERT INTO u VALUES('\(String(repeating: "a", count: 5000))');")
    harmless(
      "a column with a regular default", "makes each row large",
      "CREATE TABLE u(a, b DEFAULT '\(String(repeating: "x", count: 100_000))');\n"
        + "INSERT INTO u(a) VALUES" + (1...200).map { "(\($0))" }.joined(separator: ",") + ";")
    harmless(
      "an index on everything", "grows a hundredfold",
      (1...60).map { "CREATE INDEX i\($0) ON t(b, a, b || \($0));" }.joined(separator: "\n"))
    refused(
      "parentheses", "nest 100,000 deep",
      content: HostileContent(head + "INSERT INTO t VALUES(2,").followed(by: "(", times: 100_000)
        .followed(by: "1").followed(by: ")", times: 100_000).followed(by: ");\nCOMMIT;\n"))
    refused(
      "parentheses that do not close", "nest ten million deep",
      content: HostileContent(head + "INSERT INTO t VALUES(2,").followed(by: "(", times: 10_000_000)
    )
    refused(
      "a deep expression", "overflows a stack",
      content: HostileContent(head + "INSERT INTO t VALUES(2,1").followed(by: "+1", times: 100_000)
        .followed(by: ");\nCOMMIT;\n"))
    refused(
      "many minus signs", "overflows a stack",
      content: HostileContent(head + "INSERT INTO t VALUES(2,").followed(by: "- ", times: 100_000)
        .followed(by: "1);\nCOMMIT;\n"))
    refused(
      "NOT NOT NOT", "overflows a stack",
      content: HostileContent(head + "INSERT INTO t VALUES(2,").followed(by: "NOT ", times: 100_000)
        .followed(by: "1);\nCOMMIT;\n"))
    refused(
      "nested replace", "nests as .dump nests, only deeper",
      content: HostileContent(head + "INSERT INTO t VALUES(2,").followed(
        by: "replace(", times: 20_000
      )
      .followed(by: "'a'").followed(by: ",'\\n',char(10))", times: 20_000)
      .followed(by: ");\nCOMMIT;\n"))
    refused(
      "nested queries", "overflows a stack",
      content: HostileContent(head + "CREATE VIEW v AS ").followed(
        by: "SELECT * FROM (", times: 10_000
      )
      .followed(by: "SELECT 1").followed(by: ")", times: 10_000).followed(by: ";\nCOMMIT;\n"))
    refused(
      "columns without end", "are more than a table may have",
      content: HostileContent(head + "CREATE TABLE u(a").followed(by: ",a", times: 100_000)
        .followed(by: ");\nCOMMIT;\n"))
    refused(
      "a statement of 2 GB", "is longer than SQLite takes",
      content: HostileContent(head + "INSERT INTO t VALUES(2,'").followed(
        by: "x", times: 2_200_000_000
      )
      .followed(by: "');\nCOMMIT;\n"))
    harmless(
      "a comment of 2 GB", "is nothing, at length",
      content: HostileContent(head + "/*").followed(by: " ; ' ", times: 440_000_000)
        .followed(by: "*/\nCOMMIT;\n"))
    refused(
      "a name of 100 MB", "is longer than any name",
      content: HostileContent(head + "CREATE TABLE \"").followed(by: "n", times: 100_000_000)
        .followed(by: "\"(x);\nCOMMIT;\n"))
    harmless(
      "two million rows in one statement", "keep a long list in memory",
      content: HostileContent(head + "INSERT INTO t(b) VALUES(0)").followed(
        by: ",(1)", times: 2_000_000
      )
      .followed(by: ";\nCOMMIT;\n"))
    harmless(
      "many small tables", "grow the schema, which SQLite keeps in memory",
      (1...3000).map { "CREATE TABLE u\($0)(x);" }.joined(separator: "\n"))
    harmless(
      "semicolons alone", "are statements without end",
      content: HostileContent(head).followed(by: ";", times: 50_000_000).followed(by: "COMMIT;\n"))
  }
}
