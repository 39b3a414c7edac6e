import Databases
import Testing

@Suite("Virtual tables when all data is deleted")
struct ErasureVirtualTableTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sql: String
    var rules: EraseRules
    var plan: [TableErasure]
    /// Queries, with what they give afterwards.
    var expected: [String: [String]]
    /// Run afterwards: the table is of use again.
    var then = ""
    var spaceReturned = true
  }

  private static let content = """
    CREATE TABLE posts(id INTEGER PRIMARY KEY, title, body);
    INSERT INTO posts VALUES (1,'one','apple'), (2,'two','pear'), (3,'three','apple pear');
    """

  /// Of the modules FTS5 and FTS4, that differ in few words.
  static func text(_ module: String) -> [Case] {
    let external = module == "fts5" ? "content='posts', content_rowid=id" : "content=\"posts\""
    let none = module == "fts5" ? "content=''" : "content=\"\""
    let make = "INSERT INTO ix(ix) VALUES ('rebuild');"
    let check = module == "fts3" ? "" : "INSERT INTO ix(ix) VALUES ('integrity-check');"
    var cases = [
      Case(
        testDescription: "\(module) with its own text",
        sql: """
          CREATE VIRTUAL TABLE ix USING \(module)(title, body);
          INSERT INTO ix(rowid, title, body) VALUES (1,'one','apple'), (7,'two','pear');
          """,
        rules: .only(), plan: [TableErasure(name: "ix", rows: 2, kept: 0)],
        expected: [
          "SELECT * FROM ix": ["|apple"], "SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["1"],
        ], then: check + "INSERT INTO ix(rowid, title, body) VALUES (1,'',  'apple')"),
      Case(
        testDescription: "\(module) with its own text, of which rows stay",
        sql: """
          CREATE VIRTUAL TABLE ix USING \(module)(title, body);
          INSERT INTO ix(rowid, title, body) VALUES (1,'one','apple'), (7,'two','pear'), (9,'x','apple');
          """,
        rules: .only(rows: ["ix": "ix MATCH 'apple' AND title <> 'x'"]),
        plan: [TableErasure(name: "ix", rows: 3, kept: 1)],
        expected: [
          "SELECT * FROM ix": ["one|apple", "|apple"],
          "SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["1", "11"],
          "SELECT rowid FROM ix WHERE ix MATCH 'pear'": [],
        ], then: check + "INSERT INTO ix(rowid, title, body) VALUES (11,'', 'apple')"),
      Case(
        testDescription: "\(module) that stays whole",
        sql: """
          CREATE VIRTUAL TABLE ix USING \(module)(title, body); CREATE TABLE o(x);
          INSERT INTO o VALUES (1); INSERT INTO ix(rowid, title, body) VALUES (7,'two','pear');
          """,
        rules: .only(["IX"]),
        plan: [
          TableErasure(name: "ix", rows: 1, kept: 1), TableErasure(name: "o", rows: 1, kept: 0),
        ], expected: ["SELECT rowid FROM ix WHERE ix MATCH 'pear'": ["7"]], then: check),
    ]
    guard module != "fts3" else { return cases }
    cases += [
      Case(
        testDescription: "\(module) of a table that goes",
        sql: content + "CREATE VIRTUAL TABLE ix USING \(module)(title, body, \(external));" + make,
        rules: .only(),
        plan: [
          TableErasure(name: "ix", rows: 3, kept: 0), TableErasure(name: "posts", rows: 3, kept: 0),
        ],
        expected: ["SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["1"]],
        then: check + "INSERT INTO posts VALUES (1,'x','apple');" + make),
      Case(
        testDescription: "\(module) of a table of which rows stay, itself named as one that stays",
        sql: content + "CREATE VIRTUAL TABLE ix USING \(module)(title, body, \(external));" + make,
        rules: .only(["ix"], rows: ["posts": "id <> 3"]),
        plan: [
          TableErasure(name: "ix", rows: 3, kept: 2), TableErasure(name: "posts", rows: 3, kept: 2),
        ],
        expected: [
          "SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["1"],
          "SELECT body FROM ix WHERE ix MATCH 'pear'": ["pear"],
        ], then: check),
      Case(
        testDescription: "\(module) of a table that stays",
        sql: content + "CREATE VIRTUAL TABLE ix USING \(module)(title, body, \(external));" + make,
        rules: .only(["posts"]),
        plan: [
          TableErasure(name: "ix", rows: 3, kept: 3), TableErasure(name: "posts", rows: 3, kept: 3),
        ],
        expected: ["SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["1", "3"]], then: check),
      Case(
        testDescription: "\(module) of a table that stays, and whose row ids VACUUM could change",
        sql: """
          CREATE TABLE posts(title, body); INSERT INTO posts VALUES ('a','pear'), ('b','apple');
          DELETE FROM posts WHERE rowid = 1;
          CREATE VIRTUAL TABLE ix USING \(module)(title, body,
            \(external.replacing(", content_rowid=id", with: "")));
          """ + make,
        rules: .only(["posts"]),
        plan: [
          TableErasure(name: "ix", rows: 1, kept: 1), TableErasure(name: "posts", rows: 1, kept: 1),
        ],
        expected: ["SELECT rowid, title FROM ix WHERE ix MATCH 'apple'": ["2|b"]], then: check,
        spaceReturned: false),
      Case(
        testDescription: "\(module) of a view",
        sql: content + """
          CREATE TABLE more(id INTEGER PRIMARY KEY, title, body); INSERT INTO more VALUES (9,'m','apple');
          CREATE VIEW both AS SELECT * FROM posts UNION ALL SELECT * FROM more;
          CREATE VIRTUAL TABLE ix USING \(module)(title, body,
            \(external.replacing("posts", with: "both")));
          """ + (module == "fts5" ? make : ""),
        rules: .only(["more"]),
        plan: [
          TableErasure(name: "ix", rows: module == "fts5" ? 4 : 0, kept: 0),
          TableErasure(name: "more", rows: 1, kept: 1),
          TableErasure(name: "posts", rows: 3, kept: 0),
        ],
        expected: module == "fts5"
          ? ["SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["9"]] : [:]),
      Case(
        testDescription: "\(module) of a table that is gone",
        sql: content + "CREATE VIRTUAL TABLE ix USING \(module)(title, body, \(external));" + make
          + "DROP TABLE posts;",
        rules: .only(), plan: [TableErasure(name: "ix", rows: 3, kept: 0)],
        expected: ["SELECT count(*) FROM ix_docsize": ["0"]]),
      Case(
        testDescription: "\(module) without its text",
        sql: """
          CREATE VIRTUAL TABLE ix USING \(module)(title, body, \(none));
          INSERT INTO ix(rowid, title, body) VALUES (1,'one','apple'), (7,'two','pear');
          """,
        rules: .only(), plan: [TableErasure(name: "ix", rows: 2, kept: 0)],
        expected: ["SELECT rowid FROM ix WHERE ix MATCH 'apple'": ["3"]],
        then: "INSERT INTO ix(rowid, title, body) VALUES (3,'', 'apple')"),
    ]
    return cases
  }

  static let others = [
    Case(
      testDescription: "fts5 of a table whose name looks like storage",
      sql: """
        CREATE TABLE ix_content(id INTEGER PRIMARY KEY, a); INSERT INTO ix_content VALUES (1,'secret');
        CREATE VIRTUAL TABLE ix USING fts5(a, Content = "ix_content", content_rowid='id');
        INSERT INTO ix(ix) VALUES ('rebuild');
        """,
      rules: .only(),
      plan: [
        TableErasure(name: "ix", rows: 1, kept: 0),
        TableErasure(name: "ix_content", rows: 1, kept: 0),
      ],
      expected: ["SELECT * FROM ix_content": [], "SELECT * FROM ix('secret')": []]),
    Case(
      testDescription: "fts5 with options, and a table that shows its words",
      sql: """
        CREATE VIRTUAL TABLE "the ix" /* using */ USING FTS5(
          "a, b", c UNINDEXED, tokenize = "unicode61 tokenchars '-,)'", columnsize=0, prefix='2');
        INSERT INTO "the ix" VALUES ('x-y one', 'c');
        CREATE VIRTUAL TABLE vocab USING fts5vocab('the ix', 'row');
        CREATE VIRTUAL TABLE pages USING dbstat; CREATE VIRTUAL TABLE csv2 USING fts4aux(none);
        """,
      rules: .only(), plan: [TableErasure(name: "the ix", rows: 1, kept: 0)],
      expected: [
        "SELECT * FROM vocab": ["z-z|1|1"], "SELECT * FROM \"the ix_content\"": ["1|z-z|d"],
      ],
      then: "INSERT INTO \"the ix\" VALUES ('z-z', 'd')"),
    Case(
      testDescription: "fts5 without its text and without sizes",
      sql: """
        CREATE VIRTUAL TABLE ix USING fts5(a, con = '', columnsize = 0);
        INSERT INTO ix(rowid, a) VALUES (5, 'apple');
        """,
      rules: .only(), plan: [TableErasure(name: "ix", rows: 0, kept: 0)],
      expected: ["SELECT rowid FROM ix('apple')": []]),
    Case(
      testDescription: "fts5 of a view of rows that stay, and whose ids VACUUM could change",
      sql: """
        CREATE TABLE t(a); INSERT INTO t VALUES ('one'), ('two'); DELETE FROM t WHERE rowid = 1;
        CREATE VIEW v AS SELECT rowid AS id, a FROM t;
        CREATE VIRTUAL TABLE ix USING fts5(a, content=v, content_rowid=id, columnsize=0);
        INSERT INTO ix(ix) VALUES ('rebuild');
        """,
      rules: .only(["t"]),
      plan: [
        TableErasure(name: "ix", rows: 0, kept: 0), TableErasure(name: "t", rows: 1, kept: 1),
      ], expected: ["SELECT rowid, a FROM ix('two')": ["2|two"]], spaceReturned: false),
    Case(
      testDescription: "fts5 without its text and without sizes that stays",
      sql: """
        CREATE VIRTUAL TABLE ix USING fts5(a, content='', columnsize=0); CREATE TABLE t(a);
        INSERT INTO ix(rowid, a) VALUES (5, 'apple'); INSERT INTO t VALUES ('one');
        """,
      rules: .only(["ix", "t"]),
      plan: [
        TableErasure(name: "ix", rows: 0, kept: 0), TableErasure(name: "t", rows: 1, kept: 1),
      ], expected: ["SELECT rowid FROM ix('apple')": ["5"]], spaceReturned: false),
    Case(
      testDescription: "fts4 of a full-text table that is emptied",
      sql: """
        CREATE VIRTUAL TABLE zz USING fts5(a); INSERT INTO zz VALUES ('one');
        CREATE VIRTUAL TABLE aa USING fts4(a, content=zz); INSERT INTO aa(aa) VALUES ('rebuild');
        """,
      rules: .only(),
      plan: [
        TableErasure(name: "aa", rows: 1, kept: 0), TableErasure(name: "zz", rows: 1, kept: 0),
      ],
      expected: ["SELECT docid FROM aa WHERE aa MATCH 'one'": [], "SELECT * FROM aa_docsize": []]),
    Case(
      testDescription: "R*Trees",
      sql: """
        CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, +label);
        INSERT INTO boxes SELECT value, value, value + 1, 'l' || value FROM (
          WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < 500)
          SELECT value FROM c);
        CREATE VIRTUAL TABLE points USING rtree_i32(id, x0, x1); INSERT INTO points VALUES (1,2,3);
        """,
      rules: .only(rows: ["Boxes": "label IN ('l3', 'l400')"]),
      plan: [
        TableErasure(name: "boxes", rows: 500, kept: 2),
        TableErasure(name: "points", rows: 1, kept: 0),
      ],
      expected: [
        "SELECT id, x0, label FROM boxes ORDER BY id": ["3|3.0|l3", "400|400.0|l400"],
        "SELECT id FROM boxes WHERE x0 > 5": ["400"], "SELECT id FROM points": ["1"],
        "SELECT rtreecheck('boxes'), rtreecheck('points')": ["ok|ok"],
      ], then: "INSERT INTO points VALUES (1,2,3)"),
    Case(
      testDescription: "an R*Tree that stays beside rows whose ids VACUUM could change",
      sql: """
        CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1); INSERT INTO boxes VALUES (1,2,3);
        CREATE TABLE t(a); INSERT INTO t VALUES (1);
        """,
      rules: .only(["boxes", "t"]),
      plan: [
        TableErasure(name: "boxes", rows: 1, kept: 1), TableErasure(name: "t", rows: 1, kept: 1),
      ], expected: ["SELECT id FROM boxes": ["1"]], spaceReturned: false),
  ]

  static let all = text("fts5") + text("fts4") + text("fts3") + others

  @Test("are emptied in their own way, and work on", arguments: all, ["DELETE", "WAL"])
  func emptied(_ given: Case, mode: String) throws {
    let erasing = try Erasing(given.sql, mode: mode)
    #expect(try erasing.plan(given.rules).tables == given.plan)
    let report = try erasing.erase(given.rules)
    #expect(report.spaceReturned == given.spaceReturned)
    #expect(report.warnings.isEmpty == given.spaceReturned)
    let counts = try erasing.plan(given.rules).tables
    #expect(
      counts.filter { $0.name != "ix" }
        == given.plan.filter { $0.name != "ix" }.map {
          TableErasure(name: $0.name, rows: $0.kept, kept: $0.kept)
        })
    if !given.then.isEmpty { try erasing.run(given.then) }
    for (query, rows) in given.expected {
      let found = try erasing.texts(query)
      #expect(found == rows, "\(query)")
    }
  }

  @Test("leave no word of what is gone in the file", arguments: ["fts5", "fts4"])
  func words(module: String) throws {
    let erasing = try Erasing(
      """
      CREATE VIRTUAL TABLE ix USING \(module)(a); CREATE TABLE t(a TEXT); CREATE INDEX i ON t(a);
      INSERT INTO ix VALUES ('xyzzyplugh'), ('stays'); INSERT INTO t VALUES ('xyzzyplugh');
      """)
    try erasing.erase(.only(rows: ["ix": "a = 'stays'"]))
    let bytes = String(decoding: try Bytes.read(erasing.path), as: UTF8.self)
    #expect(!bytes.contains("xyzzyplugh") && bytes.contains("stays"))
  }
}
