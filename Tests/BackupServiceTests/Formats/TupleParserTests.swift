import DatabaseSamples
import Testing

@testable import BackupService
@testable import SQLFormat
@testable import SQLiteImages

@Suite("Rows of literals")
struct TupleParserTests {
  private typealias Sample = DatabaseSamples.StoredValue

  /// - Parameter count: bytes that are in the window; nil for all of them.
  private func parse(
    _ text: String, count: Int? = nil
  ) -> (outcome: TupleParser.Outcome, values: [Sample]) {
    let parser = TupleParser()
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return (.other, []) }
      let outcome = parser.parse(start, count: count ?? buffer.count, isWhole: count == nil)
      return (outcome, parser.values.map(Self.copy))
    }
  }

  private static func copy(_ value: SQLiteImages.StoredValue) -> Sample {
    switch value {
    case .null: .null
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .text(let bytes), .malformedText(let bytes): .text(Array(bytes))
    case .blob(let bytes): .blob(Array(bytes))
    }
  }

  static let good = [
    "(NULL, null)", "(0,-1,+1,9223372036854775807,-9223372036854775808)",
    "(1.5,-.5,5.,1e3,1E-3,9.0e+999,-9.0e+999)", "('','it''s','a;b)--/*',x'',X'00fF')",
    "(replace('a\\nb','\\n',char(10)),char(0),CAST(x'41' AS TEXT))",
    "(replace(replace('a\\r\\nb','\\r',char(13)),'\\n',char(10)) , 'ü€😀')",
    "(1.0*2.5*-0.5,\t3\n)", "(9223372036854775808,-9223372036854775809,99999999999999999999999)",
    "(1 -- one\n, /* ( */ 'two' /**/ -- )\n)",
  ]

  @Test("are what SQLite makes of them", arguments: good)
  func same(text: String) throws {
    let (outcome, values) = parse(text)
    #expect(outcome == .row(end: text.utf8.count))
    let rows = try RawConnection(":memory:").rows("SELECT " + text.dropFirst().dropLast())
    #expect(rows == [values])
  }

  @Test("need more wherever they are cut", arguments: good)
  func cut(text: String) {
    for count in 0..<text.utf8.count {
      #expect(parse(text, count: count).outcome == .needsMore, "cut at \(count)")
    }
  }

  @Test(
    "are left to SQLite, or refused, where they are anything else",
    arguments: [
      "", "1", "(", "(1", "(1,", "('a)", "(1 2)", "(a)", "(x'00)", "(abs(1))", "(1+1)", "(1abc)",
      "(0x10)", "(1.0*2)", "(1.0*)", "('a'||'b')", "(char(55296))", "(char(1,2))",
      "(replace('a','','b'))", "(unistr('\\d800'))", "(-)", "(.)", "(1e)", "(x'0')", "(x'0g')",
      "('a\u{0}')",
    ])
  func bad(text: String) {
    switch parse(text).outcome {
    case .other, .fault: break
    case let outcome: Issue.record("\(text) is \(outcome)")
    }
  }

  @Test("hold every real number to its last bit", arguments: 0..<8)
  func reals(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let connection = try RawConnection(":memory:")
    for round in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = state ^ (state >> 29)
      // Every fourth one below the smallest normal number.
      let value = Double(bitPattern: round % 4 == 0 ? mixed & 0x800F_FFFF_FFFF_FFFF : mixed)
      if value.isNaN { continue }
      var bytes: [UInt8] = []
      let output = TextOutput { bytes.append(contentsOf: $0) }
      try output.writeLiteral(.real(value))
      try output.flush()
      let literal = String(decoding: bytes, as: UTF8.self)
      #expect(parse("(\(literal))").values == [.real(value)], "\(literal)")
      #expect(try connection.rows("SELECT \(literal)") == [[.real(value)]], "\(literal)")
    }
  }
}
