import Foundation
import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  /// The process that handles files from elsewhere has limits, which no application should meet.
  @Suite("An application's file that is taken in")
  struct ImportedSchemaTests {
    struct Case: CustomTestStringConvertible, Sendable {
      let testDescription: String
      let sql: String
      /// Whether a dump can say the same.
      var isDump = true
      /// The beginning of what is found in it.
      var finding: String?
    }

    private static let columns = (0..<2000).map { "c\($0)" }.joined(separator: ",")

    /// An expression of more than 200 levels.
    private static let comparison = (0..<199).map { "old.c\($0) IS NOT new.c\($0)" }
      .joined(separator: " OR ")

    static let cases = [
      Case(
        testDescription: "of 2000 columns",
        sql: "CREATE TABLE w(\(columns));\nINSERT INTO w(c0, c1999) VALUES('a', x'00'),(NULL, 2);"),
      Case(
        testDescription: "of 500 tables",
        sql: (0..<500).map {
          """
          CREATE TABLE t\($0)(id INTEGER PRIMARY KEY, x TEXT);
          INSERT INTO t\($0) VALUES(1,'r'); CREATE INDEX i\($0) ON t\($0)(x);
          """
        }.joined(separator: "\n")),
      Case(
        testDescription: "with a trigger that compares 199 columns",
        sql: """
          CREATE TABLE w(id INTEGER PRIMARY KEY,\((0..<199).map { "c\($0)" }.joined(separator: ",")));
          CREATE TABLE log(id); INSERT INTO w(id) VALUES(1);
          CREATE TRIGGER changed AFTER UPDATE ON w WHEN \(comparison) BEGIN
            INSERT INTO log VALUES(old.id);
          END;
          """),
      Case(
        testDescription: "with JSON functions in a check, an index and a generated column",
        sql: """
          CREATE TABLE event(id INTEGER PRIMARY KEY, data TEXT CHECK (json_valid(data)),
            kind AS (json_extract(data, '$.kind')));
          INSERT INTO event(id, data) VALUES(1,'{"kind":"in","auth":"x"}');
          CREATE INDEX event_auth ON event(json_extract(data, '$.auth'));
          """),
      Case(
        testDescription: "with bare keywords as names",
        sql: """
          CREATE TABLE trigger(view TEXT, begin TEXT); INSERT INTO "trigger" VALUES('end', ';');
          CREATE TABLE b(x); INSERT INTO b VALUES(1);
          """),
      Case(
        testDescription: "with full-text tables over tables of its own",
        sql: """
          CREATE TABLE docs(title TEXT, body TEXT); INSERT INTO docs VALUES('a','hello world');
          CREATE VIRTUAL TABLE docs_fts USING fts4(content="docs");
          INSERT INTO docs_fts(docs_fts) VALUES('rebuild');
          CREATE TABLE notes_content(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
          CREATE VIRTUAL TABLE notes USING fts5(body, content='notes_content', content_rowid='id');
          INSERT INTO notes_content VALUES(1,'one'),(2,'two'),(3,'three');
          INSERT INTO notes(notes) VALUES('rebuild');
          """),
      Case(
        testDescription: "with a row that breaks a check",
        sql: """
          CREATE TABLE stock(id INTEGER PRIMARY KEY, count INT CHECK (count > 0));
          PRAGMA ignore_check_constraints = ON; INSERT INTO stock VALUES(1,5),(2,-5);
          """, isDump: false, finding: "1 row of “stock” breaks the constraint"),
    ]

    private func original(_ sample: Case, in sandbox: Sandbox) throws -> String {
      let path = sandbox.folder + "/original.db"
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { db in try db.execute(sql: sample.sql) }
      try queue.close()
      return path
    }

    @Test("is proven, previewed and exported at the terminal", arguments: cases)
    func commandLine(sample: Case) throws {
      let sandbox = try Sandbox()
      let original = try original(sample, in: sandbox)
      let dump = sandbox.folder + "/dump.sql"
      try Data(sample.sql.utf8).write(to: URL(filePath: dump))
      for file in sample.isDump ? [original, dump] : [original] {
        let imported = try sandbox.run("import", file, "--json")
        #expect(imported.end == .exit(0), "\(file): \(imported.output)\(imported.errors)")
        let backup = try JSONValue(parsing: Array(imported.output.utf8))["backup"]
        let id = try #require(backup?["id"]?.stringValue)
        let finding = backup?["proof"]?["findings"]?[0]?.stringValue
        if let expected = sample.finding {
          #expect(finding?.hasPrefix(expected) == true, "\(imported.output)")
        } else {
          #expect(finding == nil, "\(imported.output)")
        }
        for command in ["verify", "preview"] {
          let run = try sandbox.run(command, id)
          #expect(run.end == .exit(0), "\(command) of \(file): \(run.errors)")
        }
        let copy = sandbox.folder + "/copy.db"
        let exported = try sandbox.run("export", id, copy, "--format", "sqlite")
        #expect(exported.end == .exit(0), "\(file): \(exported.errors)")
        try expectSame(copy, original)
        try FileManager.default.removeItem(atPath: copy)
      }
      #expect(try sandbox.leftovers() == [])
    }

    @Test("is restored over the wire, in the place of another database", arguments: cases)
    func wire(sample: Case) throws {
      let sandbox = try Sandbox()
      let original = try original(sample, in: sandbox)
      let session = try sandbox.serve()
      let backup = try session.result(of: "importBackup", ["path": .string(original)])["backup"]
      let id = backup?["id"] ?? .null
      let preview = try session.result(of: "previewRestore", ["id": id])
      let outcome = try session.result(
        of: "restoreBackup",
        [
          "id": id, "confirmationToken": preview["confirmationToken"] ?? .null,
          "allowSchemaChange": true,
        ])
      #expect(outcome["restore"]?["status"] == "completed", "\(outcome.text)")
      #expect(try session.end() == .exit(0))
      try expectSame(sandbox.database, original)
    }

    /// Their schemas and rows. A check that rows break is no reason to call one damaged here.
    private func expectSame(_ path: String, _ other: String) throws {
      let contents = try [path, other].map { path in
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
          let schema = try Row.fetchAll(
            db, sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")
          let tables = try String.fetchAll(
            db,
            sql: """
              SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
              ORDER BY 1
              """)
          return try schema.map(\.description)
            + tables.flatMap {
              try Row.fetchAll(db, sql: "SELECT * FROM \"\($0)\"").map(\.description)
            }
        }
      }
      #expect(contents[0] == contents[1])
    }

    @Test("may be a dump of Windows, or of Python, through either entrance")
    func dumps() throws {
      let sandbox = try Sandbox()
      let dumps = [
        "\u{FEFF}PRAGMA foreign_keys=OFF;\r\nBEGIN TRANSACTION;\r\nCREATE TABLE a(x);\r\n"
          + "INSERT INTO a VALUES(1);\r\nCOMMIT;\r\n",
        """
        BEGIN TRANSACTION;
        CREATE TABLE a(id integer primary key autoincrement);
        INSERT INTO "a" VALUES(1);
        DELETE FROM "sqlite_sequence";
        INSERT INTO "sqlite_sequence" VALUES('a',1);
        COMMIT;

        """,
      ]
      let session = try sandbox.serve()
      for (index, text) in dumps.enumerated() {
        let path = sandbox.folder + "/\(index).sql"
        try Data(text.utf8).write(to: URL(filePath: path))
        let run = try sandbox.run("import", path, "--json")
        #expect(run.end == .exit(0), "\(run.output)\(run.errors)")
        let reply = try session.result(of: "importBackup", ["path": .string(path)])["backup"]
        #expect(reply?["format"] == "sql" && reply?["rowCount"] == 1, "\(reply?.text ?? "")")
      }
      #expect(try session.end() == .exit(0))
    }
  }
}
