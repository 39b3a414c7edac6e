extension HostileDump {
  /// Rows and definitions that do not fit each other.
  static let shapes: [HostileDump] = cases {
    refused("too many values", "do not fit the table", "INSERT INTO t VALUES(2,'two',3);")
    refused("too few values", "do not fit the table", "INSERT INTO t VALUES(2);")
    refused(
      "rows of different lengths", "do not fit the table", "INSERT INTO t VALUES(2,'two'),(3);")
    refused("an unknown table", "is not there", "INSERT INTO none VALUES(1);")
    refused("an unknown column", "is not there", "INSERT INTO t(a,none) VALUES(2,'two');")
    harmless(
      "a column twice in an INSERT", "gets two values",
      "INSERT INTO t(a,b,b) VALUES(2,'two','three');")
    refused("a column twice in a table", "is not allowed", "CREATE TABLE u(x, X);")
    refused("a table twice", "is not allowed", "CREATE TABLE T(x);")
    refused("a key twice", "is not unique", "INSERT INTO t VALUES(1,'again');")
    refused(
      "a rowid out of range", "is not an integer",
      "INSERT INTO t VALUES(9223372036854775808,'x');")
    harmless(
      "an integer out of range", "becomes a real",
      "INSERT INTO t VALUES(2,99999999999999999999999999);")
    refused(
      "a hexadecimal number out of range", "is refused",
      "INSERT INTO t VALUES(2,0x1ffffffffffffffff);")
    harmless(
      "numbers of many digits", "tempt to round them",
      "INSERT INTO t VALUES(2,0.\(String(repeating: "3", count: 100_000)));\n"
        + "INSERT INTO t VALUES(3,1e\(String(repeating: "9", count: 1000)));\n"
        + "INSERT INTO t VALUES(4,-9223372036854775808);")
    refused("a number that runs into a word", "is none", "INSERT INTO t VALUES(2,12abc);")
    refused("an odd blob", "lacks half a byte", "INSERT INTO t VALUES(2,X'0');")
    refused("a blob that is none", "is not hexadecimal", "INSERT INTO t VALUES(2,X'zz');")
    refused(
      "NULL where none may be", "breaks a constraint",
      "CREATE TABLE u(x NOT NULL);\nINSERT INTO u VALUES(NULL);")
    refused(
      "a CHECK that does not hold", "breaks a constraint",
      "CREATE TABLE u(x CHECK (x > 5));\nINSERT INTO u VALUES(1);")
    refused(
      "another type in a STRICT table", "breaks a constraint",
      "CREATE TABLE u(x INT) STRICT;\nINSERT INTO u VALUES('one');")
    refused(
      "text in an INTEGER PRIMARY KEY", "breaks a constraint", "INSERT INTO t VALUES('two','x');")
    refused(
      "a value for a generated column", "is computed",
      "CREATE TABLE u(x, y AS (x + 1));\nINSERT INTO u(x,y) VALUES(1,2);")
    refused(
      "a unique index that is not", "breaks a constraint",
      "INSERT INTO t VALUES(2,'one');\nCREATE UNIQUE INDEX i ON t(b);")
    refused(
      "an index of a table that is not there", "is not possible", "CREATE INDEX i ON none(x);")
    refused(
      "a trigger of a table that is not there", "is not possible",
      "CREATE TRIGGER g AFTER INSERT ON none BEGIN SELECT 1; END;")
    harmless(
      "a view of a table that is not there", "fails once it is read",
      "CREATE VIEW v AS SELECT * FROM none;")
    harmless(
      "views of each other", "never end",
      "CREATE VIEW v AS SELECT * FROM w;\nCREATE VIEW w AS SELECT * FROM v;")
    harmless(
      "foreign keys that do not hold", "are kept as they are",
      "CREATE TABLE c(p REFERENCES t(a));\nINSERT INTO c VALUES(99);")
    refused("a reserved name", "is not allowed", "CREATE TABLE sqlite_own(x);")
    refused("a syntax error", "is one", "CREATE TABEL u(x);")
    refused("a parameter", "has no value", "INSERT INTO t VALUES(2,?1);")
    refused("a named parameter", "has no value", "INSERT INTO t VALUES(2,:name);")
    refused("a name for a value", "is no column here", "INSERT INTO t VALUES(2,two);")
    harmless(
      "a double-quoted value", "is text by an old oddity",
      "INSERT INTO t VALUES(2,\"two\");")
    harmless(
      "a statement in a comment", "is none",
      "/* DROP TABLE t; */ -- DELETE FROM t;\n")
    refused(
      "comments for spaces", "hide what is there",
      "DROP/**/TABLE/* x */t;")
    refused("mixed case and odd spaces", "hide what is there", "dRoP\u{C}\ttAbLe\r\nt;")
    refused("a full-width keyword", "is none", "\u{FF24}ROP TABLE t;")
    refused("an unknown kind of statement", "is not SQLite's", "GRANT ALL ON t TO public;")
    refused("the name of another database", "is not there", "INSERT INTO x.t VALUES(1,'x');")
    harmless("main by name", "is the same database", "INSERT INTO main.t VALUES(2,'two');")
    refused(
      "temp by name", "is another database",
      "CREATE TABLE temp.u(x);\nINSERT INTO temp.u VALUES(1);")
  }

  /// What a shell's dump has for virtual tables and sequences, forged.
  static let forgeries: [HostileDump] = cases {
    fullText(
      "a full-text structure that is none", "INSERT INTO f_data VALUES(10,X'ffffffffffffffff');")
    fullText(
      "a full-text structure without end",
      "INSERT INTO f_data VALUES(10,X'00000001ffffffff7fffffff7fffffff7f');")
    fullText(
      "a full-text leaf that is none",
      "INSERT INTO f_data VALUES(1,X'0101');\nINSERT INTO f_data VALUES(10,X'000000000101010001010101');\n"
        + "INSERT INTO f_data VALUES(137438953473,X'7fff7fffffffffffffff');")
    fullText("no full-text structure", "")
    fullText(
      "a full-text version from the future",
      "INSERT INTO f_data VALUES(10,X'0000000000');\nREPLACE INTO f_config VALUES('version',99);")
    fullText(
      "full-text options that are none",
      "INSERT INTO f_data VALUES(10,X'0000000000');\nINSERT INTO f_config VALUES('pgsz',-1);\n"
        + "INSERT INTO f_config VALUES('rank','load_extension(''x'')');")
    forged(
      "a full-text table without its own tables", "does not open",
      "INSERT INTO sqlite_schema VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts5(a)');")
    forged(
      "an own table that is a view", "is read by code that expects a table",
      "INSERT INTO sqlite_schema VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts5(a)');\n"
        + "CREATE VIEW f_data AS SELECT 10 AS id, x'00' AS block;")
    forged(
      "an own table of another shape", "is read by code that expects columns",
      "INSERT INTO sqlite_schema VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts4(a)');\n"
        + "CREATE TABLE f_content(x);\nCREATE TABLE f_segments(x);\nCREATE TABLE f_segdir(x);\n"
        + "INSERT INTO f_segdir VALUES(1);")
    forged(
      "a full-text segment that is none", "is read by code that trusts it",
      "INSERT INTO sqlite_schema VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts4(a)');\n"
        + "CREATE TABLE f_content(docid INTEGER PRIMARY KEY, 'c0a');\n"
        + "CREATE TABLE f_segments(blockid INTEGER PRIMARY KEY, block BLOB);\n"
        + "CREATE TABLE f_segdir(level INTEGER,idx INTEGER,start_block INTEGER,"
        + "leaves_end_block INTEGER,end_block INTEGER,root BLOB,PRIMARY KEY(level, idx));\n"
        + "CREATE TABLE f_docsize(docid INTEGER PRIMARY KEY, size BLOB);\n"
        + "CREATE TABLE f_stat(id INTEGER PRIMARY KEY, value BLOB);\n"
        + "INSERT INTO f_segdir VALUES(0,0,0,0,'0 -9',X'00ffffffffffffffff7f');")
    forged(
      "an R*Tree node that is none", "is read by code that trusts it",
      "INSERT INTO sqlite_schema VALUES('table','b','b',0,"
        + "'CREATE VIRTUAL TABLE b USING rtree(id,x0,x1)');\n"
        + "CREATE TABLE b_rowid(rowid INTEGER PRIMARY KEY,nodeno);\n"
        + "CREATE TABLE b_node(nodeno INTEGER PRIMARY KEY,data);\n"
        + "CREATE TABLE b_parent(nodeno INTEGER PRIMARY KEY,parentnode);\n"
        + "INSERT INTO b_node VALUES(1,X'ffffffff');\nINSERT INTO b_rowid VALUES(1,1);")
    forged(
      "an R*Tree that goes round in a circle", "is walked without end",
      "INSERT INTO sqlite_schema VALUES('table','b','b',0,"
        + "'CREATE VIRTUAL TABLE b USING rtree(id,x0,x1)');\n"
        + "CREATE TABLE b_rowid(rowid INTEGER PRIMARY KEY,nodeno);\n"
        + "CREATE TABLE b_node(nodeno INTEGER PRIMARY KEY,data);\n"
        + "CREATE TABLE b_parent(nodeno INTEGER PRIMARY KEY,parentnode);\n"
        + "INSERT INTO b_node VALUES(1,X'00010001' || zeroblob(900));\n"
        + "INSERT INTO b_parent VALUES(1,1);")
    harmless(
      "a sequence of text", "is no number",
      "CREATE TABLE s(a INTEGER PRIMARY KEY AUTOINCREMENT);\nDELETE FROM sqlite_sequence;\n"
        + "INSERT INTO sqlite_sequence VALUES('s','many');")
    harmless(
      "a sequence of a table that is not there", "is left over",
      "CREATE TABLE s(a INTEGER PRIMARY KEY AUTOINCREMENT);\nDELETE FROM sqlite_sequence;\n"
        + "INSERT INTO sqlite_sequence VALUES('none',5);")
    harmless(
      "a sequence twice", "has two values",
      "CREATE TABLE s(a INTEGER PRIMARY KEY AUTOINCREMENT);\nDELETE FROM sqlite_sequence;\n"
        + "INSERT INTO sqlite_sequence VALUES('s',5);\nINSERT INTO sqlite_sequence VALUES('s',1);")
    refused(
      "a sequence before its table", "has no place yet",
      "DELETE FROM sqlite_sequence;\nINSERT INTO sqlite_sequence VALUES('s',5);")
    harmless(
      "a sequence below the rows", "lies",
      "CREATE TABLE s(a INTEGER PRIMARY KEY AUTOINCREMENT);\nINSERT INTO s VALUES(100);\n"
        + "DELETE FROM sqlite_sequence;\nINSERT INTO sqlite_sequence VALUES('s',-5);")
    harmless(
      "statistics that lie", "mislead the planner",
      "CREATE INDEX i ON t(b);\nANALYZE sqlite_schema;\n"
        + "INSERT INTO sqlite_stat1 VALUES('t','i','-1 unordered sz=0 noskipscan 99999999999999999999');"
    )
    refused(
      "statistics of an own making", "are not SQLite's table",
      "CREATE TABLE sqlite_stat1(tbl,idx,stat,extra);")
  }

  private static func forged(_ name: String, _ hazard: String, _ statements: String) -> HostileDump
  {
    harmless(name, hazard, schema(statements))
  }

  private static func fullText(_ name: String, _ rows: String) -> HostileDump {
    forged(
      name, "is read by code that trusts it",
      """
      INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)\
      VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts5(a)');
      CREATE TABLE IF NOT EXISTS 'f_data'(id INTEGER PRIMARY KEY, block BLOB);
      CREATE TABLE IF NOT EXISTS 'f_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS 'f_content'(id INTEGER PRIMARY KEY, c0);
      CREATE TABLE IF NOT EXISTS 'f_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
      CREATE TABLE IF NOT EXISTS 'f_config'(k PRIMARY KEY, v) WITHOUT ROWID;
      INSERT INTO f_config VALUES('version',4);
      INSERT INTO f_content VALUES(1,'one');
      INSERT INTO f_docsize VALUES(1,X'01');
      \(rows)
      """)
  }
}
