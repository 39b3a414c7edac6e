import BackupProtocol
import DatabaseSamples
import Databases
import TestSupport
import Testing

@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Values of an application's document")
struct KeptValueTests {
  @Test(
    "keep every digit, or are refused by their place",
    arguments: [
      ("BIGINT", #""9223372036854775807""#, "9223372036854775807"),
      ("BIGINT", #""9223372036854775808""#, nil), ("BIGINT", #""-9223372036854775809""#, nil),
      ("BIGINT", "9223372036854775808", nil),
      ("BIGINT", #""-9223372036854775808""#, "-9223372036854775808"),
      ("INTEGER", "9007199254740993.0", "9007199254740993"), ("INTEGER", "1e3", "1000"),
      ("INTEGER", "1e19", nil), ("INTEGER", #""1.5""#, nil),
      ("REAL", "9007199254740993", nil), ("REAL", "9007199254740992", "9007199254740992.0"),
      ("REAL", "0.1", "0.1"), ("REAL", "0.30000000000000004", "0.30000000000000004"),
      ("REAL", "0.300000000000000041", nil), ("REAL", "1e999", nil), ("REAL", "1e-999", nil),
      ("REAL", "5e-324", "5e-324"), ("DOUBLE", "1.7976931348623157e308", "1.7976931348623157e+308"),
      ("DECIMAL(20,2)", #""12345678901234.56""#, "12345678901234.56"),
      ("DECIMAL(30,2)", #""123456789012345678.91""#, nil),
      ("NUMERIC", #""9223372036854775808""#, nil),
      ("NUMERIC", "9007199254740993", "9007199254740993"),
      ("DECIMAL", #""0.10""#, "0.1"), ("TEXT", "1.50", "'1.50'"), ("TEXT", "true", "'true'"),
      ("TEXT", "[1, 2.50]", "'[1,2.50]'"),
      ("VARCHAR(9)", #"{"b":1,"a":"é"}"#, #"'{"b":1,"a":"é"}'"#),
      ("BLOB", #"{"0":1,"1":255}"#, "X'01FF'"), ("BLOB", #"{"1":1}"#, nil), ("BLOB", "{}", nil),
      ("BLOB", "[0, 255]", "X'00FF'"), ("BLOB", "[256]", nil), ("BLOB", "[]", "X''"),
      ("BLOB", #""aGVsbG8=""#, "X'68656C6C6F'"), ("BLOB", #""aGVsbG8""#, nil),
      ("BLOB", #""deadbeef""#, nil), ("BLOB", #""""#, "X''"),
      ("BLOB", #"{"data":[1],"type":"Buffer"}"#, "X'01'"),
      ("BLOB", #"{"type":"Other","data":[1]}"#, nil),
      ("TEXT", #""\ud83d""#, nil),
      ("TEXT CHECK (json_valid(x))", #"{"a":1}"#, #"'{"a":1}'"#),
      ("TEXT CHECK (json_valid(x))", #""{\"a\": 1}""#, #"'{"a": 1}'"#),
      ("TEXT CHECK (JSON_VALID( \"x\" ) OR x IS NULL)", #""word""#, #"'"word"'"#),
      ("TEXT CHECK (json_valid(x))", "true", "'true'"),
      ("TEXT NOT NULL CHECK (json_valid(x))", "null", "'null'"),
    ] as [(String, String, String?)])
  func value(type: String, json: String, stored: String?) throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["live.db"]).execute("CREATE TABLE A(x \(type))")
    do {
      let bytes = try ForeignFile.rewrite(
        #"{"data":{"A":[{"x":\#(json)}]}}"#, for: folder["live.db"])
      _ = try ForeignFile.lay(bytes, over: folder["live.db"])
      let connection = try RawConnection(folder["live.db"], isReadOnly: true)
      let found = try #require(try connection.rows("SELECT x FROM A").first?.first)
      switch found {
      case .real(let bits): #expect("\(Double(bitPattern: bits))" == stored)
      default: #expect(try connection.texts("SELECT quote(x) FROM A") == [stored])
      }
    } catch let error as DumpError {
      #expect(stored == nil, "\(error)")
      #expect(error.path?.hasPrefix("$.data.A[0].x") == true)
    }
  }

  @Test("text for a column of bytes stays text where its rows are text")
  func textInBlob() throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["live.db"]).execute(
      "CREATE TABLE A(x BLOB); INSERT INTO A VALUES ('text')")
    let bytes = try ForeignFile.rewrite(
      #"{"data":{"A":[{"x":"deadbeef"}]}}"#, for: folder["live.db"])
    _ = try ForeignFile.lay(bytes, over: folder["live.db"])
    let stored = try RawConnection(folder["live.db"], isReadOnly: true).texts(
      "SELECT quote(x) FROM A")
    #expect(stored == ["'deadbeef'"])
  }

  @Test("find tables and columns whose words are joined by underscores")
  func names() throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["live.db"]).execute(
      """
      CREATE TABLE daily_notes(id INTEGER PRIMARY KEY, created_at TEXT, author_id INTEGER);
      CREATE TABLE order_item(id INTEGER PRIMARY KEY, a_b TEXT, ab TEXT);
      CREATE TABLE kept(id); INSERT INTO kept VALUES (1);
      """)
    let document = """
      {"version":1,"data":{"dailyNotes":[{"id":1,"createdAt":"x","authorId":2}],
      "orderItems":[{"id":1,"ab":"exact"}],"kept":null,"unknown":null}}
      """
    let report = try ForeignFile.lay(
      try ForeignFile.rewrite(document, for: folder["live.db"]), over: folder["live.db"])
    #expect(report.replaced.map(\.name) == ["daily_notes", "order_item"])
    #expect(report.keptTables == ["kept"])
    let connection = try RawConnection(folder["live.db"], isReadOnly: true)
    #expect(
      try connection.texts("SELECT created_at || author_id FROM daily_notes") == ["x2"])
    #expect(try connection.texts("SELECT ab FROM order_item WHERE a_b IS NULL") == ["exact"])
    let error = #expect(throws: ContractError.self) {
      try ForeignFile.rewrite(
        #"{"data":{"orderItems":[{"a-b":"which?"}]}}"#, for: folder["live.db"])
    }
    #expect(error?.kind != nil)
  }
}
