import BackupProtocol
import Concurrency
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Dates of an application's document")
struct KeptDateTests {
  /// Rows of the column, what the document has, and what is stored; nil where it is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    let rows: [String]
    let json: String
    let stored: String?

    init(_ rows: [String], _ json: String, _ stored: String?) {
      (self.rows, self.json, self.stored) = (rows, json, stored)
    }

    var testDescription: String { "\(rows) \(json)" }
  }

  private static let moment = #""2020-05-31T21:11:22.123Z""#
  private static let whole = #""2020-06-19T09:54:44.000Z""#

  static let kept: [Case] = [
    // Days.
    .init(["'1990-05-06'"], #""1990-05-07""#, "'1990-05-07'"),
    .init(["'1990-05-06'"], #""1990-05-07T00:00:00.000Z""#, "'1990-05-07'"),
    .init(["'1990-05-06'"], #""1990-05-07T01:00:00.000Z""#, nil),
    .init(["'1990-05-06'"], "1592560484", nil),
    .init(["'2020-05-31 21:11:22'"], #""1990-05-06""#, "'1990-05-06 00:00:00'"),
    // What TypeORM, Sequelize, Django, Rails, Go and Prisma 7 store.
    .init(["'2020-05-31 21:11:22.123'"], moment, "'2020-05-31 21:11:22.123'"),
    .init(
      ["'2020-05-31 21:11:22'", "'2020-05-31 21:11:22.456'"], whole, "'2020-06-19 09:54:44.000'"),
    .init(["'2020-05-31 21:11:22.123 +00:00'"], moment, "'2020-05-31 21:11:22.123 +00:00'"),
    .init(["'2020-05-31 21:11:22.123456'"], moment, "'2020-05-31 21:11:22.123000'"),
    .init(
      ["'2020-05-31 21:11:22.123456'", "'2020-05-31 21:11:22'"], whole, "'2020-06-19 09:54:44'"),
    .init(
      ["'2020-05-31 21:11:22.123456'"], #""2020-05-31T21:11:22.654321""#,
      "'2020-05-31 21:11:22.654321'"),
    .init(["'2020-05-31T21:11:22.123+00:00'"], moment, "'2020-05-31T21:11:22.123+00:00'"),
    .init(
      ["'2020-05-31 21:11:22.123456789+05:00'"], #""2020-05-31T21:11:22.1+02:00""#,
      "'2020-05-31 21:11:22.100000000+02:00'"),
    .init(["'2020-05-31T21:11:22Z'"], #""2020-06-01T02:11:22+05:00""#, "'2020-05-31T21:11:22Z'"),
    .init(["'2020-05-31 21:11'"], #""2020-05-31T21:11:00Z""#, "'2020-05-31 21:11'"),
    .init(["'2020-05-31 21:11'"], moment, nil),
    // No digit is cut where rows have fewer.
    .init(["'2020-05-31 21:11:22'"], moment, "'2020-05-31 21:11:22.123'"),
    .init(
      ["'2020-05-31 21:11:22.1'"], #""2020-05-31T21:11:22.1234567890123Z""#,
      "'2020-05-31 21:11:22.1234567890123'"),
    // The offset has to be said where the rows say it.
    .init(["'2020-05-31T21:11:22Z'"], #""2020-05-31 21:11:22""#, nil),
    .init(["'2020-05-31 21:11:22'"], #""0000-01-01T00:00:00+05:00""#, nil),
    .init(["'2020-12-31 21:11:22'"], #""2020-12-31T23:30:00-01:00""#, "'2021-01-01 00:30:00'"),
    // Numbers.
    .init(["1592560484"], whole, "1592560484"),
    .init(["1592560484", "0"], whole, "1592560484"),
    .init(["1592560484"], moment, nil),
    .init(["1592560484123"], moment, "1590959482123"),
    .init(["1592560484123"], #""2020-05-31T21:11:22.123000Z""#, "1590959482123"),
    .init(["1592560484123"], #""2020-05-31T21:11:22.123456Z""#, nil),
    .init(["1592560484123456"], #""2020-05-31T21:11:22.123456Z""#, "1590959482123456"),
    .init(["1592560484123456789"], #""2020-05-31T21:11:22.123456789Z""#, "1590959482123456789"),
    .init(["1592560484.5"], moment, "1590959482.123"),
    .init(["2459001.38289498"], moment, "2459001.38289494"),
    .init(["1592560484123"], #""2020-05-31T21:11:22.123""#, nil),
    .init(["1592560484123"], #""2020-05-31""#, "1590883200000"),
    .init(["-1592560484123"], #""1969-12-31T23:59:59.999Z""#, "-1"),
    .init(["1592560484"], "1592560485", "1592560485"),
    .init(["'2020-05-31 21:11:22'"], "1592560485", nil),
    // Where rows do not tell, as the document has it.
    .init([], #""1990-05-06""#, "'1990-05-06'"),
    .init(["NULL"], moment, "'2020-05-31T21:11:22.123Z'"),
    .init(["0"], moment, "'2020-05-31T21:11:22.123Z'"),
    .init(["1592560484", "1592560484123"], moment, "'2020-05-31T21:11:22.123Z'"),
    .init(
      ["'2020-05-31T21:11:22Z'", "'2020-05-31T21:11:22+00:00'"], moment,
      "'2020-05-31T21:11:22.123Z'"),
    .init(["'31/05/2020'"], #""30/05/2020""#, "'30/05/2020'"),
    .init(["'2020-05-31 21:11:22'", "'soon'"], #""later""#, "'later'"),
    .init(["'2020-05-31 21:11:22'"], #""later""#, nil),
    .init([], #""2025-02-29T00:00:00Z""#, nil),
    // Empty text is no date.
    .init(["'2020-05-31 21:11:22'"], #""""#, "NULL"),
    .init(["'2020-05-31 21:11:22'", "''"], #""""#, "''"),
    .init([], #""""#, "''"),
  ]

  @Test(
    "are stored in the form of the column's rows, to the last digit, or refused", arguments: kept)
  func form(of case: Case) throws {
    let folder = try TemporaryFolder()
    let connection = try RawConnection(folder["live.db"])
    try connection.execute("CREATE TABLE A(x TIMESTAMP)")
    for row in `case`.rows { try connection.execute("INSERT INTO A VALUES (\(row))") }
    let bytes = try ForeignFile.rewrite(
      #"{"data":{"A":[{"x":\#(`case`.json)}]}}"#, for: folder["live.db"])
    do {
      _ = try ForeignFile.lay(bytes, over: folder["live.db"])
      let stored = try RawConnection(folder["live.db"], isReadOnly: true).texts(
        "SELECT CASE typeof(x) WHEN 'real' THEN CAST(x AS TEXT) ELSE quote(x) END FROM A")
      #expect(stored == [`case`.stored])
    } catch let error as DumpError {
      #expect(`case`.stored == nil, "\(error)")
      #expect(error.path == "$.data.A[0].x")
    }
  }

  @Test("in a column of whole numbers are taken where its rows are times")
  func integers() throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["live.db"]).execute(
      """
      CREATE TABLE A(id INTEGER PRIMARY KEY, at INTEGER, n INTEGER);
      INSERT INTO A VALUES (1, 1592560484, 5);
      """)
    func lay(_ row: String) throws {
      _ = try ForeignFile.lay(
        try ForeignFile.rewrite(#"{"data":{"A":[\#(row)]}}"#, for: folder["live.db"]),
        over: folder["live.db"])
    }
    try lay(#"{"id":1,"at":"2020-06-19T09:54:45.000Z","n":5}"#)
    let stored = try RawConnection(folder["live.db"], isReadOnly: true).texts("SELECT at FROM A")
    #expect(stored == ["1592560485"])
    let error = #expect(throws: DumpError.self) {
      try lay(#"{"id":1,"at":1,"n":"2020-06-19T09:54:45.000Z"}"#)
    }
    #expect(error?.path == "$.data.A[0].n")
  }

  @Test("of an empty column follow three others of its type that agree on milliseconds")
  func likeOthers() throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["live.db"]).execute(
      """
      CREATE TABLE A(a DATETIME, b DATETIME, c DATETIME);
      CREATE TABLE B(x DATETIME, y TIMESTAMP);
      INSERT INTO A VALUES (1592560484123, 1592560484123, 1592560484123);
      """)
    let document = #"{"data":{"B":[{"x":\#(Self.moment),"y":\#(Self.moment)}]}}"#
    let report = try ForeignFile.lay(
      try ForeignFile.rewrite(document, for: folder["live.db"]), over: folder["live.db"])
    let stored = try RawConnection(folder["live.db"], isReadOnly: true).texts(
      "SELECT quote(x) || quote(y) FROM B")
    #expect(stored == ["1590959482123'2020-05-31T21:11:22.123Z'"])
    #expect(report.datesAsTheyCame.map(\.description) == ["B.y (1)"])
  }

  @Test(
    "come back from an import as the columns of four libraries had them", arguments: [true, false])
  func imported(isCompressed: Bool) async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(
      """
      PRAGMA journal_mode = wal;
      CREATE TABLE person(id INTEGER PRIMARY KEY, born DATE, seen DATETIME, paid TIMESTAMP,
        at DATETIME, big BIGINT);
      INSERT INTO person VALUES
        (1, '1990-05-06', '2020-05-31 21:11:22.123', 1592560484, '2020-05-31T21:11:22.123+00:00', 1);
      """)
    let document = """
      {"version":"1.0","data":{"person":[{"id":7,"born":"1985-11-30","seen":"2021-01-02T03:04:05.678Z",
      "paid":"2020-06-19T09:54:44.000Z","at":"2021-01-02T03:04:05.678Z","big":"BIG"}]}}
      """
    let operations = fixture.operations()
    let path = fixture.folder["person.json"]
    func importing(_ big: String) throws -> Backup {
      let bytes = Array(document.replacing("BIG", with: big).utf8)
      try FileContent.write(isCompressed ? Packed.pack(bytes) : bytes, to: path)
      return try operations.importing(path)
    }
    let failure = serviceFailure { _ = try importing("9223372036854775808") }
    #expect(failure?.data.path == "$.data.person[0].big", "\(failure?.message ?? "it is taken")")
    let backup = try importing("9223372036854775807")
    #expect(try operations.preview(backup).totals.added == 1)
    _ = try await operations.restore(backup)
    let stored = try RawConnection(fixture.databasePath).texts(
      "SELECT id || ' ' || born || ' ' || seen || ' ' || paid || ' ' || at || ' ' || big FROM person"
    )
    #expect(
      stored == [
        "7 1985-11-30 2021-01-02 03:04:05.678 1592560484 2021-01-02T03:04:05.678+00:00 "
          + "9223372036854775807"
      ])
  }

  @Test("are told in the preview where the rows show no form")
  func preview() throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try RawConnection(fixture.databasePath).execute(
      """
      PRAGMA journal_mode = wal;
      CREATE TABLE A(id INTEGER PRIMARY KEY, born DATE, at DATETIME, labels TEXT);
      INSERT INTO A VALUES (1, NULL, '2020-05-31 21:11:22', NULL);
      """)
    let path = fixture.folder["a.json"]
    try FileContent.write(
      Array(
        #"{"data":{"A":[{"id":1,"born":"1990-05-06","at":"","labels":["a",{"b":1.50}]}]}}"#.utf8),
      to: path)
    let operations = fixture.operations()
    let warnings = try operations.preview(operations.importing(path)).warnings
    #expect(
      warnings.contains {
        $0.hasPrefix("Dates are stored as the document has them") && $0.contains("A.born (1)")
      })
    #expect(warnings.contains("Empty text for a date becomes NULL: A.at (1)."))
    #expect(warnings.contains("Lists and objects are stored as JSON text: A.labels (1)."))
  }
}
