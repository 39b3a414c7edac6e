extension HostileDump {
  /// Functions of a kind that a definition keeps, and runs when somebody looks at the database.
  static let functions: [HostileDump] = cases {
    harmless(
      "load_extension in a view", "loads code when the view is read",
      "CREATE VIEW v AS SELECT load_extension('{folder}/code');")
    harmless(
      "load_extension in a DEFAULT", "loads code at the next row",
      "CREATE TABLE d(a, b DEFAULT (load_extension('{folder}/code')));")
    refused(
      "load_extension in a DEFAULT that a row uses", "loads code at once",
      "CREATE TABLE d(a, b DEFAULT (load_extension('{folder}/code')));\nINSERT INTO d(a) VALUES(1);"
    )
    refused(
      "load_extension in a CHECK", "loads code at the next row",
      "CREATE TABLE d(a CHECK (load_extension('{folder}/code') IS NULL));\nINSERT INTO d VALUES(1);"
    )
    refused(
      "load_extension in an index", "loads code while the index is made",
      "CREATE INDEX i ON t(load_extension(b));")
    refused(
      "load_extension in a partial index", "loads code while the index is made",
      "CREATE INDEX i ON t(b) WHERE load_extension(b) IS NULL;")
    refused(
      "load_extension in a generated column", "loads code when it is read",
      "CREATE TABLE d(a, b AS (load_extension(a)));\nINSERT INTO d VALUES(1);")
    harmless(
      "load_extension in a trigger that fires", "loads code at the next row",
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT load_extension('{folder}/code'); END;\n"
        + "INSERT INTO t VALUES(2,'two');")
    refused(
      "fts3_tokenizer", "calls any address, where it is enabled",
      "INSERT INTO t VALUES(2,fts3_tokenizer('simple',x'4141414141414141'));")
    refused(
      "a function that is not there", "belongs to another program",
      "INSERT INTO t VALUES(2,no_such_function(1));")
    refused(
      "a collation that is not there", "belongs to another program",
      "CREATE TABLE d(a COLLATE no_such_collation PRIMARY KEY);\nINSERT INTO d VALUES('a'),('b');")
    refused(
      "a regular expression", "is not there without the shell",
      "INSERT INTO t SELECT 2,'x' REGEXP 'y';")
    harmless(
      "the time in VALUES", "is another at every import",
      "INSERT INTO t VALUES(2,datetime('now'));")
    harmless(
      "a random value", "is another at every import",
      "INSERT INTO t VALUES(2,hex(randomblob(8)));")
    harmless(
      "a query in VALUES", "reads while it writes",
      "INSERT INTO t VALUES(2,(SELECT group_concat(sql) FROM sqlite_schema));")
  }

  /// Virtual tables of modules that read files and pages, by either form of a dump.
  static let modules: [HostileDump] = [
    ("csv", "csv(filename='/etc/passwd')"), ("zipfile", "zipfile('{folder}/escaped.zip')"),
    ("dbstat", "dbstat"), ("sqlite_dbpage", "sqlite_dbpage"), ("sqlite_dbdata", "sqlite_dbdata"),
    ("unknown", "no_such_module(a, b)"), ("fts3tokenize", "fts3tokenize('simple')"),
    ("fts5vocab", "fts5vocab('none', 'row')"), ("json_each", "json_each"),
    ("generate_series", "generate_series(1)"), ("a module with a quote", "\"fts5\"\"; DROP\"(a)"),
    ("fts4 with a tokenizer that is not there", "fts4(a, tokenize=none)"),
    ("fts4 with functions to compress", "fts4(a, compress=load_extension, uncompress=hex)"),
    ("fts5 of a table that is not there", "fts5(a, content='none; DROP TABLE t')"),
  ].flatMap { name, module in
    let sql = "CREATE VIRTUAL TABLE m USING \(module)"
    return [
      harmless("virtual table: \(name)", "is made by code outside of the dump", sql + ";"),
      harmless(
        "virtual table in the schema: \(name)", "is there at the next opening",
        schemaRow("table", "m", "m", "0", sql)),
    ]
  }

  /// The schema itself, written as rows.
  static let schemas: [HostileDump] = cases {
    refused(
      "UPDATE sqlite_schema", "makes of a table what it is not",
      schema("UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a, b, c, d)' WHERE name = 't';"))
    refused(
      "UPDATE sqlite_master", "makes a definition that is none",
      schema("UPDATE sqlite_master SET sql = 'CREATE nonsense';"))
    refused(
      "UPDATE a rootpage", "makes two tables one",
      schema("CREATE TABLE u(x);\nUPDATE sqlite_schema SET rootpage = 2;"))
    refused(
      "DELETE FROM sqlite_schema", "loses a table's pages",
      schema("DELETE FROM sqlite_schema WHERE name = 't';"))
    refused(
      "a trigger in the schema", "gets past the check of CREATE TRIGGER",
      schemaRow(
        "trigger", "g", "t", "0",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END"))
    refused(
      "a view in the schema", "gets past the check of CREATE VIEW",
      schemaRow("view", "v", "v", "0", "CREATE VIEW v AS SELECT load_extension(1)"))
    refused(
      "an ordinary table in the schema", "has no page of its own",
      schemaRow("table", "u", "u", "0", "CREATE TABLE u(x)"))
    refused(
      "a rootpage", "shares a page with another table",
      schemaRow("table", "u", "u", "2", "CREATE TABLE u(x)"))
    refused(
      "a virtual table with a rootpage", "is two things",
      schemaRow("table", "m", "m", "2", "CREATE VIRTUAL TABLE m USING fts5(x)"))
    refused(
      "a rootpage out of range", "damages the database",
      schemaRow("table", "u", "u", "999999999999", "CREATE TABLE u(x)"))
    refused(
      "an index in the schema", "has no entries",
      schemaRow("index", "i", "t", "2", "CREATE INDEX i ON t(b)"))
    refused(
      "another name than its definition has", "hides what it is",
      schemaRow("table", "m", "m", "0", "CREATE VIRTUAL TABLE other USING fts5(x)"))
    refused(
      "another kind than its definition has", "hides what it is",
      schemaRow("view", "m", "m", "0", "CREATE VIRTUAL TABLE m USING fts5(x)"))
    refused(
      "two statements in one definition", "hides the second",
      schemaRow("table", "m", "m", "0", "CREATE VIRTUAL TABLE m USING fts5(x); DROP TABLE t"))
    refused(
      "a definition by an expression", "hides what it is",
      schema(
        "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
          + "VALUES('table','m','m',0,'CREATE VIRTUAL TABLE m ' || 'USING dbstat');"))
    refused(
      "a row of the schema twice", "makes it impossible to open",
      schema(
        String(
          repeating:
            "INSERT INTO sqlite_schema VALUES('table','m','m',0,'CREATE VIRTUAL TABLE m USING fts5(x)');\n",
          count: 2)))
    refused(
      "the schema by REPLACE", "is another way to write it",
      schema("REPLACE INTO sqlite_schema VALUES('view','v','v',0,'CREATE VIEW v AS SELECT 1');"))
    refused(
      "the schema of temp", "is another way to write it",
      schema("INSERT INTO temp.sqlite_schema VALUES('view','v','v',0,'CREATE VIEW v AS SELECT 1');")
    )
    harmless(
      "a schema that stays writable", "leaves the guard off",
      "PRAGMA writable_schema=ON;\nCREATE TABLE u(x);")
    refused(
      "a schema that is not writable", "lacks the setting that its rows need",
      "INSERT INTO sqlite_schema VALUES('table','m','m',0,'CREATE VIRTUAL TABLE m USING fts5(x)');")
  }

  private static func schemaRow(
    _ type: String, _ name: String, _ table: String, _ page: String, _ sql: String
  ) -> String {
    schema(
      "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
        + "VALUES('\(type)','\(name)','\(table)',\(page),\(literal(sql)));")
  }

  static func schema(_ statements: String) -> String {
    "PRAGMA writable_schema=ON;\n" + statements + "\nPRAGMA writable_schema=OFF;"
  }
}
