import BackupProtocol
import DatabaseSamples
import Databases
import Foundation
import TestSupport
import Testing

@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Documents over a live database")
struct OverlayTests {
  @Test("the host's own document brings back what Prisma had stored")
  func hostDocument() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus(customers: 7).make(at: folder["a.db"])
    try SampleSchema.lpgNexus(customers: 3).make(at: folder["b.db"])
    let document = try HostDocument.make(of: folder["a.db"])
    let partial = try ForeignFile.rewrite(document, for: folder["b.db"])
    let report = try ForeignFile.lay(partial, over: folder["b.db"])
    #expect(report.replaced.map(\.name) == HostDocument.lists.map(\.table))
    #expect(report.keptTables == [])
    #expect(report.defaultedColumns == [])
    let differences = try DatabaseEquality.differences(
      between: folder["a.db"], and: folder["b.db"])
    #expect(differences.filter { !$0.contains("sqlite_sequence") } == [])
    #expect(try HostDocument.make(of: folder["b.db"]) == document)
  }

  @Test("the members of the host's document may come in any order, and its header may be missing")
  func anyOrder() throws {
    let folder = try folder("CREATE TABLE Expense(id TEXT, amount DECIMAL)")
    let lists = #""data":{"expenses":[{"amount":"0.1","id":"a"},{"id":"b","amount":2}]}"#
    for text in [
      "{\(lists)}", #"{\#(lists),"backupDate":"2025-12-19T21:39:00.000Z","version":"1.0"}"#,
      #"{"extra":[1,{"data":2}],"version":"1.0",\#(lists)}"#,
    ] {
      let bytes = try ForeignFile.rewrite(text, for: folder["live.db"])
      #expect(try DocumentKind(PieceSource(bytes, size: 7).read) == .export(isPartial: true))
      #expect(try DocumentKind(PieceSource(Array(text.utf8), size: 7).read) == .foreign)
      _ = try ForeignFile.lay(bytes, over: folder["live.db"])
      #expect(try rows(folder, "SELECT id, amount FROM Expense") == "'a',0.1;'b',2")
    }
  }

  @Test("lists without a table are one error that names the setting")
  func unknownLists() throws {
    let folder = try folder("CREATE TABLE Expense(id TEXT)")
    let text = #"{"data":{"ghosts":[{"x":1}],"expenses":[],"spirits":[]}}"#
    let error = try #require(throws: ContractError.self) {
      try ForeignFile.rewrite(text, for: folder["live.db"])
    }
    #expect(error.kind == .incompatible)
    #expect(error.data.path == "$.data.ghosts")
    #expect(error.data.setting == "importTables")
    #expect(error.data.found == "ghosts, spirits")
  }

  @Test("columns that the database lacks are one error that names all of them")
  func unknownColumns() throws {
    let folder = try folder("CREATE TABLE Expense(id TEXT); CREATE TABLE Bill(id TEXT)")
    let text = #"{"data":{"expenses":[{"id":1},{"id":2,"a":3,"b":[]}],"bills":[{"ID":1,"c":{}}]}}"#
    let error = try #require(throws: ContractError.self) {
      try ForeignFile.rewrite(text, for: folder["live.db"])
    }
    #expect(error.kind == .incompatible)
    #expect(error.data.path == "$.data.expenses[1].a")
    #expect(error.data.columns == ["Expense.a", "Expense.b", "Bill.c"])
  }

  @Test(
    "the table of a list is found by the setting, by the host's names, by its own name or singular",
    arguments: [
      ("customers", "Customer"), ("customer", "Customer"), ("CUSTOMER", "Customer"),
      ("entries", "Entry"), ("daily_notes", "DailyNote"), ("boxes", "Box"), ("money", "Payment"),
      ("nothing", nil), ("sqlite_sequence", nil), ("_prisma_migrations", nil), ("notes_data", nil),
      ("notes", nil),
    ])
  func names(list: String, table: String?) throws {
    let folder = try folder(
      """
      CREATE TABLE Customer(a INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE Entry(a);
      CREATE TABLE DailyNote(a); CREATE TABLE Box(a); CREATE TABLE Payment(a);
      CREATE TABLE _prisma_migrations(a); CREATE VIRTUAL TABLE notes USING fts5(a);
      """)
    let tables = try ForeignFile.tables(of: folder["live.db"])
    let map = TableNameMap(configured: ["money": "payment"], tables: tables)
    #expect(map.table(for: list)?.name == table)
  }

  @Test("a schema that has moved on: new columns take defaults, new tables stay, all else comes")
  func movedOn() throws {
    let folder = try folder(
      """
      CREATE TABLE Customer(id INTEGER PRIMARY KEY, name TEXT, note TEXT NOT NULL DEFAULT 'new');
      CREATE TABLE Added(a); INSERT INTO Added VALUES (1);
      CREATE TABLE _prisma_migrations(a); INSERT INTO _prisma_migrations VALUES ('live');
      INSERT INTO Customer VALUES (9, 'gone', 'gone')
      """)
    try make(
      folder["old.db"],
      """
      CREATE TABLE customer(NAME TEXT, id INTEGER PRIMARY KEY); CREATE TABLE _prisma_migrations(a);
      INSERT INTO customer VALUES ('x', 9223372036854775807), (x'00ff', -1), (1e999, 3);
      INSERT INTO _prisma_migrations VALUES ('old');
      CREATE VIRTUAL TABLE notes USING fts5(a); INSERT INTO notes VALUES ('text')
      """)
    let report = try ForeignFile.lay(
      JSONFile.write(folder["old.db"]).text, over: folder["live.db"])
    #expect(report.replaced.map(\.rows) == [3])
    #expect(report.keptTables == ["Added"])
    #expect(report.defaultedColumns == ["Customer.note"])
    #expect(report.skippedTables.contains("_prisma_migrations"))
    #expect(
      try rows(folder, "SELECT id, name, note FROM Customer ORDER BY id")
        == "-1,X'00FF','new';3,'Inf','new';9223372036854775807,'x','new'")
    #expect(try rows(folder, "SELECT a FROM _prisma_migrations") == "'live'")
  }

  @Test("tables and columns that a moved-on schema lacks are one error, and nothing is changed")
  func lacking() throws {
    let folder = try folder("CREATE TABLE A(x); INSERT INTO A VALUES (1)")
    try make(
      folder["old.db"],
      "CREATE TABLE A(x, y, z); INSERT INTO A VALUES (1,2,3); CREATE TABLE B(x); CREATE TABLE C(x)")
    let bytes = try JSONFile.write(folder["old.db"]).text
    let error = try #require(throws: ContractError.self) {
      try ForeignFile.lay(bytes, over: folder["live.db"])
    }
    #expect(error.kind == .incompatible)
    #expect(error.data.columns == ["A.y", "A.z", "B", "C"])
    #expect(error.data.path == "$.data.A[0].y")
    #expect(try rows(folder, "SELECT x FROM A") == "1")
  }

  @Test(
    "a row that the table does not take is named, and nothing is changed",
    arguments: [
      ("x INTEGER PRIMARY KEY", #"[{"x":1},{"x":1}]"#, "$.data.A[1]"),
      ("x TEXT NOT NULL", #"[{"x":"a"},{"x":null}]"#, "$.data.A[1]"),
      ("x INTEGER CHECK (x < 5), y", #"[{"x":4},{"x":5}]"#, "$.data.A[1]"),
      ("x TEXT UNIQUE, y", #"[{"x":"a"},{"y":1},{"x":"a"}]"#, "$.data.A[2]"),
      ("x NOT NULL, y", #"[{"y":1}]"#, "$.data.A[0]"),
      ("x", "[{}]", "$.data.A[0]"),
    ])
  func violations(columns: String, list: String, path: String) throws {
    let folder = try folder(
      "CREATE TABLE A(\(columns)); CREATE TABLE B(x); INSERT INTO B VALUES (7)")
    let bytes = try ForeignFile.rewrite(
      #"{"data":{"B":[{"x":8}],"A":\#(list)}}"#, for: folder["live.db"])
    let error = try #require(throws: DumpError.self) {
      try ForeignFile.lay(bytes, over: folder["live.db"])
    }
    #expect(error.path == path)
    #expect(try rows(folder, "SELECT x FROM B") == "7")
  }

  @Test(
    "an application's value becomes what its column stores",
    arguments: [
      ("BOOLEAN", "true", "1"), ("BOOLEAN", "false", "0"), ("BOOLEAN", "1", "1"),
      ("BOOLEAN", "2", nil), ("BOOLEAN", #""yes""#, nil), ("INTEGER", "12", "12"),
      ("BIGINT", #""9007199254740993""#, "9007199254740993"), ("INTEGER", "1.5", nil),
      ("INTEGER", "9223372036854775808", nil), ("INTEGER", #""a dozen""#, nil),
      ("REAL", "1", "1.0"), ("REAL", "1e999", nil), ("DECIMAL(10,2)", #""0.10""#, "0.1"),
      ("DECIMAL", #""0.1; x""#, nil), ("TEXT", "12.50", "'12.50'"),
      ("TEXT", #"{"a":1}"#, #"'{"a":1}'"#),
      ("TEXT", #""a\u0000b""#, "CAST(X'610062' AS TEXT)"), ("TEXT", "null", "NULL"),
      ("JSONB", #"{ "a" : [1, 2.50, null] }"#, #"'{"a":[1,2.50,null]}'"#),
      ("JSON", #""text""#, #"'"text"'"#), ("JSON", "null", "NULL"),
      ("JSON NOT NULL", "null", "'null'"),
      ("BLOB", #"{"type":"Buffer","data":[0,255]}"#, "X'00FF'"),
      ("BLOB", #"{"data":[1]}"#, nil), ("BLOB", #""x""#, nil), ("", "[1]", "'[1]'"),
      ("DATETIME", #""2025-12-19T21:39:00.123Z""#, "'2025-12-19T21:39:00.123Z'"),
      ("DATETIME", #""2025-12-20T02:39:00.123+05:00""#, "'2025-12-20T02:39:00.123+05:00'"),
      ("DATE", #""2025-12-19""#, "'2025-12-19'"), ("DATETIME", "1766180340123", "1766180340123"),
      ("DATETIME", #""2025-02-31T00:00:00Z""#, nil), ("DATETIME", "true", nil),
    ] as [(String, String, String?)])
  func values(type: String, json: String, stored: String?) throws {
    let folder = try folder("CREATE TABLE A(x \(type))")
    let bytes = try ForeignFile.rewrite(
      #"{"data":{"A":[{"x":\#(json)}]}}"#, for: folder["live.db"])
    do {
      _ = try ForeignFile.lay(bytes, over: folder["live.db"])
      #expect(try rows(folder, "SELECT x FROM A") == stored)
    } catch let error as DumpError {
      #expect(stored == nil, "\(error)")
      #expect(error.path == "$.data.A[0].x")
    }
  }

  @Test(
    "dates take the form that the column has",
    arguments: [
      ("1735689600000", "1766180340123"),
      ("'2025-01-01T00:00:00.000Z'", "'2025-12-19T21:39:00.123Z'"),
      ("'2025-01-01 00:00:00'", "'2025-12-19 21:39:00.123'"),
    ])
  func dates(before: String, stored: String) throws {
    let folder = try folder("CREATE TABLE A(x TIMESTAMP); INSERT INTO A VALUES (\(before))")
    let bytes = try ForeignFile.rewrite(
      #"{"data":{"A":[{"x":"2025-12-19T21:39:00.123Z"}]}}"#, for: folder["live.db"])
    _ = try ForeignFile.lay(bytes, over: folder["live.db"])
    #expect(try rows(folder, "SELECT x FROM A") == stored)
  }

  @Test("generated columns follow from the others, and names that begin with $ are kept")
  func oddColumns() throws {
    let folder = try folder(#"CREATE TABLE A("$x" INTEGER, "$blob" TEXT, y AS ("$x" + 1))"#)
    let text = #"{"data":{"A":[{"$x":1,"y":5,"$blob":"AA=="}]}}"#
    let bytes = try ForeignFile.rewrite(text, for: folder["live.db"])
    let report = try ForeignFile.lay(bytes, over: folder["live.db"])
    #expect(report.defaultedColumns == [])
    #expect(try rows(folder, #"SELECT "$x", "$blob", y FROM A"#) == "1,'AA==',2")
  }

  private func folder(_ sql: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try make(folder["live.db"], sql)
    return folder
  }

  private func make(_ path: String, _ sql: String) throws {
    try RawConnection(path).execute(sql)
  }

  /// Rows as SQL has them.
  private func rows(_ folder: TemporaryFolder, _ query: String) throws -> String {
    let connection = try RawConnection(folder["live.db"], isReadOnly: true)
    return try connection.rows(query).map { row in
      row.map { value in
        switch value {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let bits):
          Double(bitPattern: bits).isInfinite ? "'Inf'" : "\(Double(bitPattern: bits))"
        case .text(let bytes):
          bytes.contains(0)
            ? "CAST(X'\(hex(bytes))' AS TEXT)" : "'\(String(decoding: bytes, as: UTF8.self))'"
        case .blob(let bytes): "X'\(hex(bytes))'"
        }
      }.joined(separator: ",")
    }.joined(separator: ";")
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined().uppercased()
  }
}
