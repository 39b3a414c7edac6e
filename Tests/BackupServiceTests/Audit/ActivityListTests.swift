import BackupProtocol
import GRDB
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService
@testable import StateFolder

@Suite("A list of the audit log")
struct ActivityListTests {
  private static let start: Int64 = 1_700_000_000_000

  /// A log whose entry number n is n seconds old, made by the log itself in one transaction.
  private func log(_ count: Int) throws -> AuditFixture {
    let audit = try AuditFixture()
    try append(0..<count, to: audit)
    return audit
  }

  private func append(_ numbers: Range<Int>, to audit: AuditFixture) throws {
    let key = try audit.operations.serviceKey()
    try audit.operations.ledger().write { db in
      for number in numbers {
        let clock = ServiceClock(
          now: { time(number) }, random: { UInt64(number) })
        _ = try Ledger.append(
          draft(number), database: number % 500 == 0 ? "old" : "app", key: key, clock: clock, db)
      }
    }
  }

  private func time(_ number: Int) -> Timestamp {
    Timestamp(millisecondsSince1970: Self.start + Int64(number) * 1000)
  }

  private func draft(_ number: Int) -> ActivityDraft {
    let outcomes: [ActivityOutcome] = [.succeeded, .failed, .refused]
    return ActivityDraft(
      "action\(number % 7)", outcomes[number % 3],
      by: number % 5 == 0
        ? nil : Caller(ActorSummary(id: "u\(number % 11)", role: "ADMIN", name: "Zoë")),
      targets: [.backup("b\(number)")],
      failure: number % 100 == 0 ? ContractError(.busy, "The DATABASE №\(number) is busy.") : nil,
      durationMs: number)
  }

  /// All pages of a list, as the durations of their entries, which are their numbers.
  private func pages(
    _ audit: AuditFixture, _ params: ListActivity.Params, between: (Int) throws -> Void = { _ in }
  ) throws -> [Int] {
    var params = params
    var numbers: [Int] = []
    var count = 0
    repeat {
      let page = try audit.operations.listActivity(params)
      numbers += page.activity.compactMap(\.durationMs)
      params.cursor = page.nextCursor
      count += 1
      try between(count)
    } while params.cursor != nil
    return numbers
  }

  @Test("pages put together are the whole log, and filters find what they should")
  func filters() throws {
    let audit = try log(2000)
    #expect(try pages(audit, .init(limit: 499)) == Array((0..<2000).reversed()))
    #expect(try pages(audit, .init(limit: 500, order: .oldest)) == Array(0..<2000))
    let cases: [(ListActivity.Params, (Int) -> Bool)] = [
      (.init(action: "action3"), { $0 % 7 == 3 }), (.init(action: "x"), { _ in false }),
      (.init(outcome: .refused), { $0 % 3 == 2 }), (.init(outcome: .started), { _ in false }),
      (.init(actorId: "u4"), { $0 % 11 == 4 && $0 % 5 != 0 }),
      (.init(database: "old"), { $0 % 500 == 0 }),
      (.init(since: time(1990)), { $0 >= 1990 }), (.init(until: time(10)), { $0 < 10 }),
      (.init(since: time(500), until: time(501)), { $0 == 500 }),
      (.init(since: time(6), until: time(5)), { _ in false }),
      (.init(query: "database №12"), { $0 == 1200 }), (.init(query: "B1234"), { $0 == 1234 }),
      (.init(query: "zoË"), { $0 % 5 != 0 }), (.init(query: "%"), { _ in false }),
      (
        .init(action: "action0", outcome: .succeeded, actorId: "u1", since: time(100)),
        { $0 % 7 == 0 && $0 % 3 == 0 && $0 % 11 == 1 && $0 % 5 != 0 && $0 >= 100 }
      ),
    ]
    for (params, matches) in cases {
      var params = params
      params.limit = 100
      let expected = (0..<2000).filter(matches)
      #expect(try pages(audit, params) == expected.reversed(), "\(params)")
      params.order = .oldest
      #expect(try pages(audit, params) == expected, "\(params)")
      #expect(try audit.operations.listActivity(params).total == expected.count, "\(params)")
    }
    #expect(try audit.verify().entries == 2000)
  }

  @Test("entries that are added between two pages neither hide nor repeat another")
  func whileEntriesArrive() throws {
    let audit = try log(300)
    let newest = try pages(audit, .init(limit: 50)) { count in
      try append(300 + count * 10..<310 + count * 10, to: audit)
    }
    #expect(newest == Array((0..<300).reversed()))
    var added = 0
    let oldest = try pages(audit, .init(limit: 50, order: .oldest)) { count in
      guard count <= 3 else { return }
      try append(1000 + added..<1020 + added, to: audit)
      added += 20
    }
    #expect(oldest == oldest.sorted() && Set(oldest).count == 420)
    #expect(oldest.suffix(60) == Array(1000..<1060)[...])
  }

  @Test("a cursor that was never given, and a limit out of bounds, are refused")
  func refused() throws {
    let audit = try log(2)
    for cursor in ["", "x", "' OR 1", String(repeating: "u", count: 26)] {
      let failure = serviceFailure { _ = try audit.operations.listActivity(.init(cursor: cursor)) }
      #expect(failure?.data.path == "params.cursor")
    }
    for limit in [Int.min, -1, 0, 501, Int.max] {
      let failure = serviceFailure { _ = try audit.operations.listActivity(.init(limit: limit)) }
      #expect(failure?.data.path == "params.limit" && failure?.data.found == "\(limit)")
    }
  }

  @Test("no page of 10,000 entries needs a look at every entry")
  func plans() throws {
    let audit = try log(500)
    // More of the same, made by the database itself.
    try audit.tamper(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 19)
      INSERT INTO activity (sequence, previous, document, hash, search)
        SELECT sequence + 500 * i, previous,
          json_set(document, '$.id', json_extract(document, '$.id') || i), hash, search
        FROM activity, n
      """)
    #expect(try audit.operations.listActivity(.init()).total == 10_000)
    let id = try audit.operations.listActivity(.init(limit: 500)).nextCursor
    let lists: [ListFilter] = [
      ListFilter(), ListFilter(cursor: id), ListFilter(order: .oldest),
      ListFilter(database: "old"), ListFilter(since: time(400)),
      ListFilter(order: .oldest, since: time(400)),
      ListFilter(cursor: id, since: time(10)), ListFilter(until: time(3)),
      ListFilter(order: .oldest, since: time(100), until: time(200)),
      ListFilter(equal: [("action", "action3")]), ListFilter(equal: [("outcome", "refused")]),
      ListFilter(cursor: id, equal: [("actorId", "u3")]),
    ]
    for filter in lists {
      for query in [ListQuery.page(Activity.self, filter), .count(Activity.self, filter)] {
        let plan = try audit.operations.ledger().read { db in
          try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments)
            .map { $0["detail"] as String }
        }
        let isBounded = query.sql.contains("WHERE")
        #expect(
          plan.first?.hasPrefix(isBounded ? "SEARCH activity USING " : "SCAN activity USING ")
            == true, "\(query.sql): \(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(query.sql): \(plan)")
        #expect(plan.count { $0.hasPrefix("SCAN") } == (isBounded ? 0 : 1))
      }
    }
  }
}
