import BackupPolicy
import BackupProtocol
import Foundation
import Testing

@Suite("Retention")
struct RetentionTests {
  let now = Timestamp(millisecondsSince1970: 1_772_366_400_000)  // 2026-03-01T12:00:00Z

  private func backup(
    _ date: String, type: BackupType = .automatic, isProven: Bool = true, bytes: Int = 10
  ) throws -> RetentionEntry {
    RetentionEntry(
      id: date, date: try moment(date), bytes: bytes, type: type, isProven: isProven)
  }

  private func removed(
    _ policy: RetentionPolicy, _ dates: [String], now: String = "2027-06-01",
    in name: String = "UTC"
  ) throws -> [String] {
    try RetentionRules(policy)
      .plan(dates.map { try backup($0) }, now: moment(now), zone: zone(name)).removed
  }

  struct Table: CustomTestStringConvertible {
    let name: String
    let policy: RetentionPolicy
    var zone = "UTC"
    let kept: [String]
    let removed: [String]

    var testDescription: String { name }
  }

  static let tables = [
    Table(
      name: "the last two", policy: RetentionPolicy(keepLast: 2),
      kept: ["2026-02-04", "2026-02-03"], removed: ["2026-02-02", "2026-02-01"]),
    Table(
      name: "one an hour", policy: RetentionPolicy(keepHourly: 2),
      kept: ["2026-02-01T10:40:00Z", "2026-02-01T09:59:59Z"],
      removed: ["2026-02-01T10:10:00Z", "2026-02-01T09:00:00Z", "2026-02-01T08:59:59Z"]),
    Table(
      name: "both of two hours of the same name", policy: RetentionPolicy(keepHourly: 3),
      zone: "America/New_York",
      kept: ["2025-11-02T06:30:00Z", "2025-11-02T05:30:00Z", "2025-11-02T04:30:00Z"],
      removed: ["2025-11-02T06:10:00Z", "2025-11-02T03:30:00Z"]),
    Table(
      name: "one a day, empty days not counted", policy: RetentionPolicy(keepDaily: 3),
      kept: ["2026-02-09T22:00:00Z", "2026-02-05T22:00:00Z", "2026-01-01T10:00:00Z"],
      removed: ["2026-02-09T10:00:00Z", "2026-02-05T10:00:00Z", "2025-12-31T23:00:00Z"]),
    Table(
      name: "one a day, by the days of the time zone", policy: RetentionPolicy(keepDaily: 2),
      zone: "Asia/Karachi", kept: ["2026-02-02T18:59:00Z", "2026-02-01T18:59:00Z"],
      removed: ["2026-02-01T19:01:00Z", "2026-01-31T19:01:00Z"]),
    Table(
      name: "one a week, by ISO weeks over the end of a year",
      policy: RetentionPolicy(keepWeekly: 4),
      kept: ["2027-01-04", "2027-01-03", "2025-01-05", "2024-12-29"],
      removed: ["2027-01-01", "2026-12-31", "2026-12-28", "2024-12-30", "2024-12-23"]),
    Table(
      name: "one a month", policy: RetentionPolicy(keepMonthly: 3),
      kept: ["2026-03-01", "2026-02-28", "2025-12-31"],
      removed: ["2026-02-01", "2025-12-01", "2025-11-30"]),
    Table(
      name: "one a year", policy: RetentionPolicy(keepYearly: 2),
      kept: ["2026-01-01", "2025-12-31"], removed: ["2025-12-30", "2025-01-01", "2024-12-31"]),
    Table(
      name: "all within a week of the newest", policy: RetentionPolicy(keepWithin: "P7D"),
      kept: ["2026-02-08", "2026-02-03T05:00:00Z", "2026-02-01"],
      removed: ["2026-01-31T23:59:59Z", "2026-01-01"]),
    Table(
      name: "all within a month that is shorter", policy: RetentionPolicy(keepWithin: "P1M"),
      kept: ["2026-03-31", "2026-02-28"], removed: ["2026-02-27T23:59:59Z"]),
    Table(
      name: "days of 23 hours", policy: RetentionPolicy(keepWithin: "P1D"), zone: "Europe/Berlin",
      kept: ["2026-03-29T12:00:00Z", "2026-03-28T13:00:00Z"], removed: ["2026-03-28T12:59:59Z"]),
    Table(
      name: "several rules together",
      policy: RetentionPolicy(keepLast: 1, keepDaily: 2, keepMonthly: 3),
      kept: ["2026-02-09T22:00:00Z", "2026-02-08T22:00:00Z", "2026-01-31", "2025-12-31"],
      removed: ["2026-02-09T10:00:00Z", "2026-02-01", "2026-01-01", "2025-11-30"]),
    Table(
      name: "as many bytes as allowed, the newest first", policy: RetentionPolicy(maxBytes: 35),
      kept: ["2026-02-05", "2026-02-04", "2026-02-03"], removed: ["2026-02-02", "2026-02-01"]),
    Table(
      name: "a limit of bytes over what rules keep",
      policy: RetentionPolicy(keepDaily: 4, maxBytes: 20), kept: ["2026-02-05", "2026-02-04"],
      removed: ["2026-02-03", "2026-02-02", "2026-02-01"]),
    Table(
      name: "the newest proven backup, whatever the limit", policy: RetentionPolicy(maxBytes: 1),
      kept: ["2026-02-05"], removed: ["2026-02-04"]),
    Table(
      name: "everything by a policy without rules", policy: RetentionPolicy(),
      kept: ["2026-02-05", "2001-01-01"], removed: []),
    Table(
      name: "everything by rules of zero",
      policy: RetentionPolicy(keepLast: 0, keepDaily: 0, keepWithin: "P0D", maxBytes: 0),
      kept: ["2026-02-05", "2001-01-01"], removed: []),
  ]

  @Test("keeps", arguments: tables)
  func golden(_ table: Table) throws {
    let dates = (table.kept + table.removed).shuffled()
    let removed = try removed(table.policy, dates, in: table.zone)
    #expect(removed == table.removed.sorted { $0.padded < $1.padded })
  }

  @Test("puts the days before and after the turn of the year into ISO weeks")
  func isoWeeks() throws {
    let weeks = [
      "2024-12-29": "2024-W52", "2024-12-30": "2025-W01", "2027-01-01": "2026-W53",
      "2027-01-04": "2027-W01", "2016-01-03": "2015-W53", "2021-01-03": "2020-W53",
    ]
    for (date, week) in weeks {
      let plan = try RetentionRules(RetentionPolicy(keepWeekly: 1))
        .plan([backup(date)], now: moment("2030-01-01"), zone: zone("UTC"))
      let texts = plan.decisions[0].reasons.map(\.text)
      #expect(texts.contains("It is the newest of the week \(week) (1 of 1)."))
    }
  }

  @Test("says why it keeps each backup, and removes only what nothing keeps")
  func reasons() throws {
    var pinned = try backup("2025-06-01")
    pinned.isPinned = true
    var damaged = try backup("2025-06-02")
    damaged.isDamaged = true
    var wayBack = try backup("2025-06-03", type: .safety)
    wayBack.isWayBack = true
    var running = try backup("2026-03-01T11:59:00Z", isProven: false)
    running.status = .running
    var failed = try backup("2025-06-04", isProven: false)
    failed.status = .failed
    let entries = [
      running, pinned, damaged, wayBack, failed, try backup("2026-03-02"),
      try backup("2025-06-05", type: .manual), try backup("2025-06-06", type: .import),
      try backup("2026-01-30T13:00:00Z", type: .safety),
      try backup("2026-01-30T11:00:00Z", type: .safety),
      try backup("2026-02-20", isProven: false), try backup("2026-02-10"), try backup("2026-02-09"),
    ]
    let plan = try RetentionRules(RetentionPolicy(keepLast: 1))
      .plan(entries, now: now, zone: zone("UTC"))
    let found = plan.decisions.map { decision in
      "\(decision.entry.id) \(decision.isKept ? "keep" : "remove") "
        + decision.reasons.map(\.kind.rawValue).joined(separator: " ")
    }
    #expect(
      found == [
        "2026-03-02 keep future",
        "2026-03-01T11:59:00Z keep running",
        "2026-02-20 keep newest last",
        "2026-02-10 keep newestProven last",
        "2026-02-09 remove noRuleKeeps",
        "2026-01-30T13:00:00Z keep safety",
        "2026-01-30T11:00:00Z remove safetyExpired",
        "2025-06-06 keep imported",
        "2025-06-05 keep manual",
        "2025-06-04 keep nothingStored",
        "2025-06-03 keep wayBack",
        "2025-06-02 keep damaged",
        "2025-06-01 keep pinned",
      ])
    #expect(plan.freedBytes == 20)
    #expect(
      plan.decisions.flatMap(\.reasons).map(\.text).allSatisfy {
        $0.hasSuffix(".") && $0.count > 10
      })
  }

  @Test("does not let failed runs push out the last good backup")
  func failures() throws {
    var entries = [try backup("2026-02-01")]
    for day in 2...7 {
      var failed = try backup("2026-02-0\(day)", isProven: false)
      failed.status = day.isMultiple(of: 2) ? .failed : .interrupted
      entries.append(failed)
    }
    let plan = try RetentionRules(RetentionPolicy(keepLast: 5))
      .plan(entries, now: now, zone: zone("UTC"))
    #expect(plan.removed == [])
  }

  @Test("does not let unproven or damaged backups use up a rule")
  func unproven() throws {
    var entries = try ["2026-02-01", "2026-02-02"].map { try backup($0) }
    for day in 3...9 {
      entries.append(try backup("2026-02-0\(day)", isProven: false))
      var damaged = try backup("2026-02-0\(day)T01:00:00Z")
      damaged.isDamaged = true
      entries.append(damaged)
    }
    let plan = try RetentionRules(RetentionPolicy(keepLast: 2, keepDaily: 2))
      .plan(entries, now: now, zone: zone("UTC"))
    #expect(plan.removed == [])
  }

  @Test("removes nothing by age while no backups are made")
  func noSuccess() throws {
    let days = (1...9).map { "2025-11-0\($0)" }
    #expect(
      try removed(RetentionPolicy(keepWithin: "P7D"), days, now: "2025-11-10") == ["2025-11-01"])
    #expect(
      try removed(RetentionPolicy(keepWithin: "P7D"), Array(days.dropFirst()), now: "2026-01-10")
        == [])
  }

  @Test("keeps safety backups as long as the policy says", arguments: [nil, "P60D", "P1D"])
  func safety(_ duration: String?) throws {
    let entries = try ["2026-02-27", "2026-02-05", "2026-01-20"].map {
      try backup($0, type: .safety)
    }
    let plan = try RetentionRules(RetentionPolicy(keepLast: 1, keepSafety: duration))
      .plan(entries + [backup("2026-02-28")], now: now, zone: zone("UTC"))
    switch duration {
    case nil: #expect(plan.removed == ["2026-01-20"])
    case "P60D": #expect(plan.removed == [])
    default: #expect(plan.removed == ["2026-01-20", "2026-02-05", "2026-02-27"])
    }
  }

  @Test("keeps the only proven backup even if it is an old safety backup")
  func onlySafety() throws {
    let plan = try RetentionRules(RetentionPolicy(keepLast: 1))
      .plan([backup("2025-01-01", type: .safety)], now: now, zone: zone("UTC"))
    #expect(plan.removed == [])
  }

  @Test("removes nothing after a failed run or without a list of the storage")
  func held() throws {
    let entries = try ["2026-02-01", "2026-02-02"].map { try backup($0) }
    let rules = try RetentionRules(RetentionPolicy(keepLast: 1))
    for (hold, kind) in [
      (RetentionPlan.Hold.lastRunFailed, RetentionReason.Kind.lastRunFailed),
      (.storageNotListed, .storageNotListed),
    ] {
      let plan = try rules.plan(entries, now: now, zone: zone("UTC"), hold: hold)
      #expect(plan.removed == [])
      #expect(plan.decisions.map { $0.reasons.map(\.kind) } == [[.newestProven, .last], [kind]])
    }
  }

  @Test("counts the backups of the last day that it would remove")
  func lastDay() throws {
    let entries = try ["2026-02-20", "2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z"].map {
      try backup($0)
    }
    let rules = try RetentionRules(RetentionPolicy(keepWeekly: 4))
    #expect(
      try rules.plan(entries, now: now, zone: zone("UTC")).removedWithinDay(before: now) == 1)
  }

  @Test("keeps as many days as it should, with runs that are minutes early or late")
  func jitter() throws {
    for seed in 0..<100 {
      var numbers = SeededNumbers(seed: UInt64(seed))
      let start = try moment("2026-02-01T02:30:00Z")
      let entries = (0..<20).map { day in
        let date = start + Int64(day * 86_400 + Int.random(in: -600...600, using: &numbers))
        return RetentionEntry(
          id: "\(day)", date: date, bytes: 1, type: .automatic, isProven: true)
      }
      let plan = try RetentionRules(RetentionPolicy(keepDaily: 7))
        .plan(entries, now: now, zone: zone("UTC"))
      #expect(plan.removed == (0..<13).map(String.init))
    }
  }

  @Test(
    "refuses a policy with a field that is wrong",
    arguments: [
      (RetentionPolicy(keepLast: -1), "policy.keepLast"),
      (RetentionPolicy(keepDaily: 100_001), "policy.keepDaily"),
      (RetentionPolicy(keepWithin: "7d"), "policy.keepWithin"),
      (RetentionPolicy(keepWithin: "P"), "policy.keepWithin"),
      (RetentionPolicy(keepWithin: "P7"), "policy.keepWithin"),
      (RetentionPolicy(keepWithin: "P1DT"), "policy.keepWithin"),
      (RetentionPolicy(keepWithin: "P1D1D"), "policy.keepWithin"),
      (RetentionPolicy(keepWithin: "P-1D"), "policy.keepWithin"),
      (RetentionPolicy(keepSafety: "PT1D"), "policy.keepSafety"),
      (RetentionPolicy(keepSafety: "P1000000Y"), "policy.keepSafety"),
      (RetentionPolicy(maxBytes: -1), "policy.maxBytes"),
    ])
  func refused(_ policy: RetentionPolicy, _ path: String) {
    let error = #expect(throws: ContractError.self) { try RetentionRules(policy, at: "policy") }
    #expect(error?.kind == .invalidParams)
    #expect(error?.data.path == path)
  }

  @Test("decides on 100,000 backups")
  func many() throws {
    let start = try moment("2014-10-01")
    let entries = (0..<100_000).map { hour in
      RetentionEntry(
        id: "\(hour)", date: start + Int64(hour) * 3600, bytes: 1, type: .automatic,
        isProven: !hour.isMultiple(of: 5))
    }
    let policy = RetentionPolicy(
      keepLast: 10, keepHourly: 48, keepDaily: 30, keepWeekly: 50, keepMonthly: 60, keepYearly: 9)
    let plan = try RetentionRules(policy)
      .plan(entries, now: moment("2030-01-01"), zone: zone("Europe/Berlin"))
    #expect(plan.decisions.count == 100_000)
    #expect((190...250).contains(plan.decisions.count { $0.isKept }))
  }
}

extension String {
  /// A date with a time, so that texts sort as moments do.
  fileprivate var padded: String { contains("Z") ? self : self + "T00:00:00Z" }
}
