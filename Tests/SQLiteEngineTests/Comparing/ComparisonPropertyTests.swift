import Databases
import GRDB
import Testing

@testable import SQLiteEngine

/// A value with its exact type and bits.
private struct Cell: Hashable {
  let type: String
  let text: String
  let bits: UInt64

  /// How SQLite tells keys apart: 1 and 1.0 are one key.
  var asKey: Cell {
    guard type == "real", let whole = Int64(exactly: Double(bitPattern: bits)) else { return self }
    return Cell(type: "integer", text: "", bits: UInt64(bitPattern: whole))
  }
}

private struct Line: Equatable {
  let rowid: Int64
  let cells: [Cell]
}

/// What ``TableComparison`` should say, found the plain way: all rows in two dictionaries.
private struct Oracle {
  let key: [Int]

  private func index(_ lines: [Line]) -> [[Cell]: [Cell]] {
    var rows: [[Cell]: [Cell]] = [:]
    for line in lines {
      let key = key.map { line.cells[$0].asKey }
      let isKey = !key.isEmpty && !key.contains { $0.type == "null" }
      let place = Cell(type: "place", text: "", bits: UInt64(bitPattern: line.rowid))
      rows[isKey ? key : [place]] = line.cells
    }
    return rows
  }

  func compare(now: [Line], then: [Line]) -> [Int?] {
    let (before, after) = (index(now), index(then))
    return [
      now.count, then.count, after.keys.count { before[$0] == nil },
      before.keys.count { after[$0] == nil },
      before.count { row in after[row.key].map { $0 != row.value } ?? false },
    ]
  }
}

@Suite("A comparison of random tables")
struct ComparisonPropertyTests {
  struct Shape: CustomTestStringConvertible {
    let testDescription: String
    let columns: String
    let key: [Int]
    var isWithoutRowid = false
    var encoding = "UTF-8"
  }

  static let shapes = [
    Shape(testDescription: "with an integer key", columns: "a INTEGER PRIMARY KEY, b, c", key: [0]),
    Shape(testDescription: "with a text key", columns: "a TEXT PRIMARY KEY, b, c", key: [0]),
    Shape(testDescription: "with a key of any type", columns: "a, b PRIMARY KEY, c", key: [1]),
    Shape(
      testDescription: "with a key of two columns", columns: "a, b, c, PRIMARY KEY (c, a)",
      key: [2, 0]),
    Shape(testDescription: "without a key", columns: "a, b, c", key: []),
    Shape(
      testDescription: "without row ids", columns: "a, b, c, PRIMARY KEY (b, a)", key: [1, 0],
      isWithoutRowid: true),
    Shape(
      testDescription: "without row ids, in UTF-16", columns: "a TEXT PRIMARY KEY, b, c", key: [0],
      isWithoutRowid: true, encoding: "UTF-16be"),
    Shape(
      testDescription: "with a text key, in UTF-16", columns: "a TEXT PRIMARY KEY, b, c", key: [0],
      encoding: "UTF-16le"),
    Shape(
      testDescription: "of numbers with affinities",
      columns: "a REAL PRIMARY KEY, b NUMERIC, c INTEGER", key: [0]),
  ]

  @Test("agrees with a plain comparison of all rows", arguments: shapes, [1, 2, 3, 4] as [UInt64])
  func agrees(shape: Shape, seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let paths = (live: folder.file("live.db"), image: folder.file("image.sqlite"))
    var random = Random(seed: seed)
    let suffix = shape.isWithoutRowid ? " WITHOUT ROWID" : ""
    let image = try Application(
      paths.image,
      "PRAGMA encoding = '\(shape.encoding)'; CREATE TABLE t(\(shape.columns))\(suffix); BEGIN")
    for _ in 0..<250 { try image.run(Self.insert(shape, &random)) }
    try image.run("COMMIT")
    try image.close()
    try Bytes.copy(paths.image, to: paths.live)
    let live = try Application(paths.live, seed % 2 == 0 ? "PRAGMA journal_mode = WAL" : "")
    try live.run("BEGIN")
    for _ in 0..<80 { try live.run(Self.edit(shape, &random)) }
    try live.run("COMMIT")
    let then = try Application(paths.image)
    let oracle = Oracle(key: shape.key)
    let expected = oracle.compare(
      now: try Self.lines(live, shape), then: try Self.lines(then, shape))
    let table = try #require(SQLiteDatabase(path: paths.live).compare(paths.image).tables.first)
    #expect(
      [table.rowsNow, table.rowsInImage, table.added, table.removed, table.changed] == expected)
  }

  private static func insert(_ shape: Shape, _ random: inout Random) -> String {
    let key = shape.columns.hasPrefix("a INTEGER") ? "\(random.below(400))" : value(&random)
    return "INSERT OR IGNORE INTO t VALUES (\(key), \(value(&random)), \(value(&random)))"
  }

  private static func edit(_ shape: Shape, _ random: inout Random) -> String {
    let column = ["a", "b", "c"][random.below(3)]
    let place = shape.isWithoutRowid ? shape.key.map { ["a", "b", "c"][$0] }[0] : "rowid"
    let row = "(SELECT \(place) FROM t LIMIT 1 OFFSET \(random.below(200)))"
    switch random.below(7) {
    case 0: return insert(shape, &random)
    case 1: return "DELETE FROM t WHERE \(place) = \(row)"
    case 2 where !shape.isWithoutRowid:
      return "UPDATE OR IGNORE t SET rowid = rowid + \(random.below(300)) WHERE rowid = \(row)"
    case 3: return "INSERT OR REPLACE INTO t SELECT a, b, c FROM t WHERE \(place) = \(row)"
    default:
      let isRowid = column == "a" && shape.columns.hasPrefix("a INTEGER")
      let value = isRowid ? "\(random.below(400))" : value(&random)
      return "UPDATE OR IGNORE t SET \(column) = \(value) WHERE \(place) = \(row)"
    }
  }

  private static func value(_ random: inout Random) -> String {
    switch random.below(14) {
    case 0: "NULL"
    case 1: "\(random.below(3)).0"
    case 2: "-0.0"
    case 3: "\(random.below(1000)).25"
    case 4: "\(9_007_199_254_740_990 + random.below(6))"
    case 5: "\(9_007_199_254_740_990 + random.below(6)).0"
    case 6: "x'\(["", "00", "FF00", "61"][random.below(4)])'"
    case 7: "CAST(x'\(["", "00", "FF00", "6100", "C328"][random.below(5)])' AS TEXT)"
    case 8: "'\(["", "a", "A", "Ā", "𝄞", "～", "1", "1.0"][random.below(8)])'"
    case 9: "'text \(random.below(500))'"
    case 10: "\(Int64.min) + \(random.below(3))"
    case 11: "9e999"
    default: "\(random.below(400))"
    }
  }

  private static func lines(_ application: Application, _ shape: Shape) throws -> [Line] {
    let columns = ["a", "b", "c"].flatMap { name in
      ["typeof(\(name))", "hex(CAST(\(name) AS BLOB))", name]
    }
    let place = shape.isWithoutRowid ? "0" : "rowid"
    return try application.queue.inDatabase { db in
      try Row.fetchAll(
        db, sql: "SELECT \(place), " + columns.joined(separator: ", ") + " FROM t"
      ).map { row in
        Line(
          rowid: row[0],
          cells: (0..<3).map { index in
            let value: DatabaseValue = row[3 * index + 3]
            let type: String = row[3 * index + 1]
            switch value.storage {
            case .int64(let number):
              return Cell(type: type, text: "", bits: UInt64(bitPattern: number))
            case .double(let number): return Cell(type: type, text: "", bits: number.bitPattern)
            default: return Cell(type: type, text: row[3 * index + 2], bits: 0)
            }
          })
      }
    }
  }
}
