import Databases
import Testing

@Suite("References of rows that stay when all data is deleted")
struct ErasureReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sql: String
    var rules: EraseRules
    /// What is left of the table `s`.
    var left: [String]
    var cleared: [ClearedReference]
  }

  @Test(
    "become NULL where what they refer to goes, and only there",
    arguments: [
      Case(
        testDescription: "to the table itself",
        sql: """
          CREATE TABLE s(id TEXT PRIMARY KEY, boss REFERENCES s);
          INSERT INTO s VALUES ('a','a'), ('b','a'), ('c','d'), ('d','c'), ('e','gone'), ('f',NULL);
          """, rules: .only(rows: ["s": "id IN ('a','b','c','e','f')"]),
        left: ["a|a", "b|a", "c|NULL", "e|gone", "f|NULL"],
        cleared: [ClearedReference(table: "s", columns: ["boss"], rows: 1)]),
      Case(
        testDescription: "of several columns, one of which another reference needs",
        sql: """
          CREATE TABLE tenant(id INTEGER PRIMARY KEY); INSERT INTO tenant VALUES (1), (2);
          CREATE TABLE kind(tenant, name, UNIQUE (name, tenant));
          INSERT INTO kind VALUES (1,'x'), (2,'x');
          CREATE TABLE s(id INTEGER PRIMARY KEY, tenant REFERENCES tenant, kind,
            FOREIGN KEY (tenant, kind) REFERENCES kind(tenant, name));
          INSERT INTO s VALUES (1,1,'x'), (2,2,'x'), (3,2,'y'), (4,NULL,'x');
          """, rules: .only(["s", "tenant"], rows: ["kind": "tenant = 1"]),
        left: ["1|1|x", "2|2|NULL", "3|2|y", "4|NULL|x"],
        cleared: [ClearedReference(table: "s", columns: ["kind"], rows: 1)]),
      Case(
        testDescription: "of several columns, some of which are required",
        sql: """
          CREATE TABLE p(a, b, c, PRIMARY KEY (a, b, c)); INSERT INTO p VALUES (1,2,3);
          CREATE TABLE s(a NOT NULL, b, c, FOREIGN KEY (a, b, c) REFERENCES p);
          INSERT INTO s VALUES (1,2,3), (1,2,4);
          """, rules: .only(["s"]), left: ["1|NULL|NULL", "1|2|4"],
        cleared: [ClearedReference(table: "s", columns: ["b", "c"], rows: 1)]),
      Case(
        testDescription: "of one column that two references share",
        sql: """
          CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2);
          CREATE TABLE q(id INTEGER PRIMARY KEY); INSERT INTO q VALUES (1), (2);
          CREATE TABLE s(a REFERENCES p REFERENCES q); INSERT INTO s VALUES (1), (2);
          """, rules: .only(["s", "q"], rows: ["p": "id = 2"]), left: ["NULL", "2"],
        cleared: [ClearedReference(table: "s", columns: ["a"], rows: 1)]),
      Case(
        testDescription: "by the affinity and the collation of what they refer to",
        sql: """
          CREATE TABLE p(t TEXT COLLATE NOCASE UNIQUE, n INTEGER UNIQUE, b BLOB UNIQUE);
          INSERT INTO p VALUES ('A',10,1), ('5',5,x'31'), ('07',7,'1');
          CREATE TABLE s(t INTEGER REFERENCES p(t), n TEXT REFERENCES p(n), b REFERENCES p(b));
          INSERT INTO s VALUES ('a','10.0',1), (5,'5',x'31'), (7,'7x','1'), ('ä','10',1.0);
          """, rules: .only(["s"], rows: ["p": "t = '5'"]),
        left: ["NULL|NULL|NULL", "5|5|1", "7|7x|NULL", "ä|NULL|NULL"],
        cleared: [
          ClearedReference(table: "s", columns: ["b"], rows: 3),
          ClearedReference(table: "s", columns: ["n"], rows: 2),
          ClearedReference(table: "s", columns: ["t"], rows: 1),
        ]),
      Case(
        testDescription: "to nothing, or to what is no key, stay as they are",
        sql: """
          CREATE TABLE p(id, n); CREATE UNIQUE INDEX part ON p(id) WHERE n; CREATE VIEW v AS SELECT 1;
          CREATE UNIQUE INDEX other ON p(n COLLATE NOCASE); INSERT INTO p VALUES (1,1), (2,2);
          CREATE TABLE s(a REFERENCES p(id), b REFERENCES p(n), c REFERENCES gone, d REFERENCES v(x),
            e REFERENCES p(nix), f REFERENCES p);
          INSERT INTO s VALUES (1,1,1,1,1,1);
          """, rules: .only(["s"]), left: ["1|1|1|1|1|1"], cleared: []),
      Case(
        testDescription: "from and to rows without a row id",
        sql: """
          CREATE TABLE p(a TEXT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID;
          INSERT INTO p VALUES ('x',1), ('y',2);
          CREATE TABLE s(id INTEGER, pb TEXT, pa TEXT, PRIMARY KEY (id),
            FOREIGN KEY (pb, pa) REFERENCES p) WITHOUT ROWID;
          INSERT INTO s VALUES (1,'1','x'), (2,2,'y'), (3,2,'z'), (4,1,'x');
          """, rules: .only(rows: ["s": "id < 4", "p": "a = 'y'"]),
        left: ["1|NULL|NULL", "2|2|y", "3|2|z"],
        cleared: [ClearedReference(table: "s", columns: ["pb", "pa"], rows: 1)]),
      Case(
        testDescription: "though a rule would delete the rows that have them",
        sql: """
          CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2);
          CREATE TABLE s(a INT REFERENCES p ON DELETE CASCADE, n); INSERT INTO s VALUES (1,1), (2,2);
          CREATE TRIGGER ps AFTER DELETE ON p BEGIN DELETE FROM s; END;
          CREATE TRIGGER su AFTER UPDATE ON s BEGIN DELETE FROM s; END;
          """, rules: .only(["s"]), left: ["NULL|1", "NULL|2"],
        cleared: [ClearedReference(table: "s", columns: ["a"], rows: 2)]),
    ], ["DELETE", "WAL"])
  func cleared(_ given: Case, mode: String) throws {
    let erasing = try Erasing(given.sql, mode: mode)
    #expect(try erasing.plan(given.rules).clearedReferences == given.cleared)
    try erasing.erase(given.rules)
    #expect(try erasing.texts("SELECT * FROM s ORDER BY 1") == given.left)
  }

  @Test("that were broken are no reason to refuse, also where many stay whole")
  func broken() throws {
    let erasing = try Erasing(
      """
      CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
      CREATE TABLE s(a INT NOT NULL REFERENCES p, b REFERENCES missing(x));
      INSERT INTO s VALUES (1,1), (2,2), (3,3); CREATE TABLE o(x); INSERT INTO o VALUES (1);
      """)
    let violations = try erasing.texts("PRAGMA foreign_key_check")
    #expect(violations.count == 5)
    try erasing.erase(.only(["s", "p"]))
    #expect(try erasing.texts("PRAGMA foreign_key_check") == violations)
    try erasing.erase(.only(rows: ["s": "a = 2"]))
    #expect(try erasing.texts("SELECT * FROM s") == ["2|2"])
  }
}
