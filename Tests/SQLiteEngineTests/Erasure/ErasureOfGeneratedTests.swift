import Concurrency
import DatabaseSamples
import Databases
import Testing

@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Deleting all data of databases that have a bit of everything")
struct ErasureOfGeneratedTests {
  /// All rows of a table that stays or not, by other means than those under test.
  private static func rows(
    _ connection: RawConnection, _ table: String, condition: String, without columns: Set<String>
  ) throws -> [[DatabaseSamples.StoredValue]] {
    let names = try connection.texts(
      "SELECT name FROM pragma_table_xinfo(?)", [.text(Array(table.utf8))])
    let shown = names.filter { !columns.contains($0) }.map(quote)
    return try connection.rows(
      "SELECT \(shown.isEmpty ? "NULL" : shown.joined(separator: ", ")) FROM \(quote(table)) "
        + "NOT INDEXED WHERE \(condition)")
  }

  private static func quote(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static let definitions = """
    SELECT type || name || ifnull(sql, '') FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1
    """

  @Test("leaves the rows that stay as they were, and no others", arguments: 1...60)
  func generated(seed: Int) throws {
    let folder = try TemporaryFolder()
    let (path, original) = (folder.file("live.db"), folder.file("original.db"))
    let features = try GeneratedDatabase.make(seed: UInt64(seed), at: path)
    try Bytes.copy(path, to: original)
    let before = try RawConnection(original, isReadOnly: true)
    let engine = SQLiteDatabase(path: path)
    let tables = try before.texts(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """)
    var random = Random(seed: UInt64(seed))
    var rules = EraseRules.only()
    var conditions: [String: String] = [:]
    for table in tables {
      switch random.below(4) {
      case 0:
        rules.keepTables.append(table)
        conditions[table] = "1"
      case 1, 2:
        let columns = try before.texts(
          "SELECT name FROM pragma_table_xinfo(?)", [.text(Array(table.utf8))])
        guard let column = columns.randomElement(using: &random) else { continue }
        conditions[table] = "length(hex(\(Self.quote(column)))) % 4 = 2"
        rules.keepRows[table] = conditions[table]
      default: conditions[table] = "0"
      }
    }
    let comment = Comment(rawValue: "\(features); \(rules)")
    var plan: ErasePlan?
    do {
      plan = try engine.planErasure(rules, cancellation: Cancellation())
      let report = try engine.erase(rules) {
      } beforeCommit: { done, _ in
        #expect(done == plan, comment)
      }
      #expect(report.warnings.count == (report.spaceReturned ? 0 : 1), comment)
    } catch let error as EraseError {
      let same = try DatabaseEquality.differences(between: path, and: original)
      #expect(same == [] && (plan == nil || error.reason == .violated), comment)
      #expect(
        [.requiredReference, .unsupportedTable, .violated].contains(error.reason),
        "\(error) \(comment)")
      return
    }
    let after = try RawConnection(path, isReadOnly: true)
    #expect(try after.texts("PRAGMA integrity_check") == ["ok"], comment)
    for table in tables {
      let cleared = Set(
        plan?.clearedReferences.filter { $0.table == table }.flatMap(\.columns) ?? [])
      // What depends on a column that was cleared is told by nothing but its number.
      let isChanged = !cleared.isEmpty
      let expected = try Self.rows(
        before, table, condition: conditions[table] ?? "0", without: cleared)
      let found = try Self.rows(after, table, condition: "1", without: cleared)
      #expect(
        isChanged ? found.count == expected.count : found == expected,
        "\(table): \(found.count) of \(expected.count); \(comment)")
    }
    for table in plan?.tables ?? [] where table.kept == 0 && conditions[table.name] == "0" {
      #expect(try after.rows("SELECT * FROM \(Self.quote(table.name))").isEmpty, comment)
    }
    #expect(
      try after.texts(Self.definitions) == before.texts(Self.definitions), comment)
  }

  @Test("leaves nothing of well-known ones but what is asked for", arguments: SampleSchema.all)
  func known(schema: SampleSchema) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("live.db")
    try schema.make(at: path)
    let engine = SQLiteDatabase(path: path)
    let plan = try engine.planErasure(.shop, cancellation: Cancellation())
    try engine.erase(.shop)
    let connection = try RawConnection(path, isReadOnly: true)
    for table in plan.tables {
      #expect(
        try connection.rows("SELECT * FROM \(Self.quote(table.name))").count == table.kept,
        "\(table)")
    }
    #expect(try connection.rows("PRAGMA foreign_key_check").isEmpty)
  }
}
