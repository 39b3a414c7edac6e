import BackupProtocol
import GRDB
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService
@testable import StateFolder

@Suite("A list of many entries")
struct CatalogListTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  /// Entries of every kind; the one numbered n is n seconds old.
  private func fill(_ numbers: Range<Int>) throws {
    let catalog = try operations.catalog()
    try catalog.write { db in
      for number in numbers { try Catalog.save(entry(number), db) }
    }
  }

  private func time(_ number: Int) -> Timestamp {
    Timestamp(millisecondsSince1970: 1_700_000_000_000 + Int64(number) * 1000)
  }

  private func entry(_ number: Int) -> Backup {
    let statuses: [BackupStatus] = [.completed, .failed, .completed, .interrupted]
    let types: [BackupType] = [.manual, .automatic, .safety]
    let id = EntryID.make(milliseconds: time(number).millisecondsSince1970) { UInt64(number) }
    return Backup(
      id: id, fileName: "backup-\(number)-\(id).tar.zst", fileSize: number,
      backupDate: time(number), isAutomatic: number % 3 == 1, createdAt: time(number),
      type: types[number % 3], status: statuses[number % 4],
      format: number % 1000 == 0 ? .sql : .archive, database: number % 500 == 0 ? "old" : "app",
      encrypted: false, label: number % 100 == 0 ? "Monthly CLOSE №\(number)" : nil,
      pinned: false, locations: [])
  }

  /// All pages of a list, as their file sizes, which are their numbers.
  private func pages(
    _ params: ListBackups.Params, between: (Int) throws -> Void = { _ in }
  ) throws -> [Int] {
    var params = params
    var numbers: [Int] = []
    var count = 0
    repeat {
      let page = try operations.listBackups(params)
      numbers += page.backups.map(\.fileSize)
      params.cursor = page.nextCursor
      count += 1
      try between(count)
    } while params.cursor != nil
    return numbers
  }

  @Test("pages put together are the whole list, in either order, whatever their size")
  func pages() throws {
    try fill(0..<10_000)
    #expect(try pages(.init(limit: 499)) == Array((0..<10_000).reversed()))
    #expect(try pages(.init(limit: 500, order: .oldest)) == Array(0..<10_000))
    let page = try operations.listBackups(.init())
    #expect(page.backups.count == 50 && page.total == 10_000)
  }

  @Test("filters and their combinations find what they should, and count it")
  func filters() throws {
    try fill(0..<10_000)
    let all = (0..<10_000).map { ($0, entry($0)) }
    let cases: [(ListBackups.Params, (Int, Backup) -> Bool)] = [
      (.init(status: .failed), { $1.status == .failed }),
      (.init(type: .automatic), { $1.type == .automatic }),
      (.init(format: .sql), { $1.format == .sql }),
      (.init(database: "old"), { $1.database == "old" }),
      (.init(database: "none"), { _, _ in false }),
      (.init(since: time(9_000)), { number, _ in number >= 9_000 }),
      (.init(until: time(100)), { number, _ in number < 100 }),
      (.init(since: time(5_000), until: time(5_001)), { number, _ in number == 5_000 }),
      (.init(since: time(6), until: time(5)), { _, _ in false }),
      (.init(query: "monthly close №12"), { number, _ in number == 1_200 }),
      (.init(query: "BACKUP-77-"), { number, _ in number == 77 }),
      (.init(query: "%"), { _, _ in false }), (.init(query: "' OR 1 --"), { _, _ in false }),
      (
        .init(status: .completed, type: .safety, since: time(500), query: "close"),
        { $1.status == .completed && $1.type == .safety && $0 >= 500 && $0 % 100 == 0 }
      ),
    ]
    for (params, matches) in cases {
      let expected = all.filter { matches($0.0, $0.1) }.map(\.0)
      var params = params
      params.limit = 400
      #expect(try pages(params) == expected.reversed(), "\(params)")
      params.order = .oldest
      #expect(try pages(params) == expected, "\(params)")
      #expect(try operations.listBackups(params).total == expected.count, "\(params)")
    }
  }

  @Test("entries that come and go between two pages neither hide nor repeat another")
  func stable() throws {
    try fill(0..<1_000)
    let seen = try pages(.init(limit: 100)) { count in
      try fill(1_000 + count * 10..<1_005 + count * 10)
      // The last one shown, which is the cursor, and one that was not shown yet.
      for number in [1_000 - count * 100, 1_000 - count * 100 - 50] where number >= 0 {
        try operations.catalog().removeBackup(id: entry(number).id)
      }
    }
    let hidden = Set((1...9).map { 1_000 - $0 * 100 - 50 })
    #expect(seen == (0..<1_000).reversed().filter { !hidden.contains($0) })
  }

  @Test(
    "a cursor that was never given is refused",
    arguments: ["", "x", "' OR 1", String(repeating: "u", count: 26)])
  func badCursor(cursor: String) throws {
    let failure = #expect(throws: ContractError.self) {
      _ = try operations.listBackups(.init(cursor: cursor))
    }
    #expect(failure?.kind == .invalidParams && failure?.data.path == "params.cursor")
  }

  @Test("a page has from 1 to 500 entries", arguments: [Int.min, -1, 0, 501, Int.max])
  func badLimit(limit: Int) throws {
    for failure in [
      #expect(throws: ContractError.self) {
        _ = try operations.listBackups(.init(limit: limit))
      },
      #expect(throws: ContractError.self) {
        _ = try operations.listRestores(.init(limit: limit))
      },
    ] {
      #expect(failure?.kind == .invalidParams && failure?.data.path == "params.limit")
      #expect(failure?.data.found == "\(limit)")
    }
  }

  @Test("restores are listed by their backup, status and time as well")
  func restores() throws {
    let catalog = try operations.catalog()
    let backups = ["a", "b"]
    for number in 0..<40 {
      let id = EntryID.make(milliseconds: time(number).millisecondsSince1970) { UInt64(number) }
      try catalog.save(
        Restore(
          id: id, backupId: backups[number % 2], fileName: "f\(number)", restoreDate: time(number),
          createdAt: time(number), status: number % 4 == 0 ? .failed : .completed,
          database: "app"))
    }
    func names(_ params: ListRestores.Params) throws -> [String] {
      try operations.listRestores(params).restores.map(\.fileName)
    }
    #expect(try names(.init(limit: 2, backupId: "b")) == ["f39", "f37"])
    #expect(try names(.init(limit: 2, order: .oldest, status: .failed)) == ["f0", "f4"])
    #expect(try names(.init(since: time(38))) == ["f39", "f38"])
    #expect(try names(.init(database: "app", query: "F3")).count == 11)
    #expect(try operations.listRestores(.init(status: .failed, backupId: "b")).total == 0)
  }

  @Test("no page of 100,000 entries needs a sort or a look at every entry")
  func plans() throws {
    try fill(0..<2_000)
    let catalog = try operations.catalog()
    try catalog.write { db in
      // Twenty thousand more of the same, made by the database itself.
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
          INSERT INTO backup
            SELECT id || i, createdAt, status, type, format, backupId, database, search, entry
            FROM backup, n
          """)
    }
    let id = entry(1_000).id
    let lists: [ListFilter] = [
      ListFilter(), ListFilter(cursor: id), ListFilter(order: .oldest),
      ListFilter(database: "old"), ListFilter(cursor: id, database: "old"),
      ListFilter(since: time(1_900)), ListFilter(order: .oldest, until: time(3)),
      ListFilter(cursor: id, since: time(10), until: time(1_900)),
      ListFilter(equal: [("status", "failed")]),
      ListFilter(cursor: id, order: .oldest, equal: [("type", "manual")]),
      ListFilter(equal: [("format", "sql")]),
    ]
    for filter in lists {
      for query in [
        ListQuery.page(Backup.self, filter), ListQuery.count(Backup.self, filter),
      ] {
        let plan = try catalog.read { db in
          try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments)
            .map { $0["detail"] as String }
        }
        #expect(plan.count == 1, "\(query.sql): \(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(query.sql): \(plan)")
        let isNarrow = query.sql.contains("WHERE") || query.sql.contains("count(*)")
        if isNarrow {
          #expect(
            plan.allSatisfy { $0.contains("SEARCH") || $0.contains("COVERING INDEX") },
            "\(query.sql): \(plan)")
        }
      }
    }
  }
}
