import BackupPolicy
import BackupProtocol
import Foundation
import Testing

@Suite("Whatever the history and the policy")
struct RetentionPropertyTests {
  /// A random history with a random policy.
  struct Sample {
    let entries: [RetentionEntry]
    let policy: RetentionPolicy
    let now: Timestamp
    let zone: TimeZone

    init(seed: UInt64) throws {
      var numbers = SeededNumbers(seed: seed)
      let now = try moment("2026-03-29T03:00:00Z")
      self.now = now
      let names = ["UTC", "Asia/Karachi", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"]
      zone = try #require(names.randomElement(using: &numbers).flatMap(TimeZone.init(identifier:)))
      // Hours to years, so that each period has few and many backups.
      let span = [3600, 86_400, 86_400 * 30, 86_400 * 365 * 4].randomElement(using: &numbers) ?? 1
      let share = Int.random(in: 0...10, using: &numbers)
      entries = (0..<Int.random(in: 0...40, using: &numbers)).map { number in
        RetentionEntry(
          id: "\(number)", date: now + -Int64(Int.random(in: -span / 20...span, using: &numbers)),
          bytes: Int.random(in: 0...100, using: &numbers),
          type: Int.random(in: 0...9, using: &numbers) < 6
            ? .automatic : BackupType.allCases.randomElement(using: &numbers) ?? .manual,
          status: Int.random(in: 0...9, using: &numbers) < 8
            ? .completed : BackupStatus.allCases.randomElement(using: &numbers) ?? .failed,
          isProven: Int.random(in: 0...9, using: &numbers) < share,
          isPinned: Int.random(in: 0...19, using: &numbers) == 0,
          isDamaged: Int.random(in: 0...19, using: &numbers) == 0,
          isWayBack: Int.random(in: 0...19, using: &numbers) == 0)
      }
      func rule(_ most: Int) -> Int? {
        Int.random(in: 0...2, using: &numbers) == 0
          ? Int.random(in: 0...most, using: &numbers) : nil
      }
      policy = RetentionPolicy(
        keepLast: rule(6), keepHourly: rule(6), keepDaily: rule(6), keepWeekly: rule(6),
        keepMonthly: rule(6), keepYearly: rule(3), keepWithin: rule(40).map { "P\($0)D" },
        keepSafety: rule(40).map { "P\($0)D" }, maxBytes: rule(600))
    }

    func plan(
      _ entries: [RetentionEntry]? = nil, policy: RetentionPolicy? = nil,
      hold: RetentionPlan.Hold? = nil
    ) throws -> RetentionPlan {
      try RetentionRules(policy ?? self.policy)
        .plan(entries ?? self.entries, now: now, zone: zone, hold: hold)
    }
  }

  /// Enough that each rule meets each kind of history.
  static let seeds = UInt64(0)..<2500

  @Test("a proven backup remains if there was one")
  func provenRemains() throws {
    var removals = 0
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      let plan = try sample.plan()
      removals += plan.removed.count
      let proven = plan.decisions.filter {
        $0.entry.isProven && $0.entry.status == .completed && !$0.entry.isDamaged
          && $0.entry.date <= sample.now
      }
      #expect(proven.isEmpty || proven.contains(where: \.isKept), "seed \(seed)")
    }
    #expect(removals > 5000)
  }

  @Test("what a person made, pinned or needs stays, and what is dated in the future")
  func protected() throws {
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      for decision in try sample.plan().decisions where !decision.isKept {
        let entry = decision.entry
        #expect(entry.type == .automatic || entry.type == .safety, "seed \(seed)")
        #expect(entry.status == .completed && entry.date <= sample.now, "seed \(seed)")
        #expect(!entry.isPinned && !entry.isDamaged && !entry.isWayBack, "seed \(seed)")
        #expect(!decision.reasons.isEmpty)
      }
    }
  }

  @Test("removing twice removes nothing more")
  func idempotent() throws {
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      let kept = try sample.plan().decisions.filter(\.isKept).map(\.entry)
      #expect(try sample.plan(kept).removed == [], "seed \(seed)")
    }
  }

  @Test("the order of the list does not matter, and each backup gets one decision")
  func order() throws {
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      let plan = try sample.plan()
      #expect(try sample.plan(sample.entries.reversed()).removed == plan.removed)
      #expect(Set(plan.decisions.map(\.entry.id)).count == sample.entries.count)
      #expect(plan.decisions.allSatisfy { !$0.reasons.isEmpty })
    }
  }

  @Test("a rule that keeps more never removes more")
  func monotone() throws {
    let rules: [WritableKeyPath<RetentionPolicy, Int?>] = [
      \.keepLast, \.keepHourly, \.keepDaily, \.keepWeekly, \.keepMonthly, \.keepYearly,
    ]
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      var policy = sample.policy
      policy.maxBytes = nil
      let removed = Set(try sample.plan(policy: policy).removed)
      let rule = rules[Int(seed) % rules.count]
      guard let count = policy[keyPath: rule], count > 0 else { continue }
      policy[keyPath: rule] = count + 1
      #expect(removed.isSuperset(of: try sample.plan(policy: policy).removed), "seed \(seed)")
    }
  }

  @Test("a hold, and a policy without rules, remove nothing")
  func nothing() throws {
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      #expect(try sample.plan(hold: .lastRunFailed).removed == [])
      #expect(try sample.plan(hold: .storageNotListed).removed == [])
      #expect(try sample.plan(policy: RetentionPolicy()).removed == [])
    }
  }

  @Test("the automatic backups that remain fit the limit, or are what must stay")
  func limit() throws {
    for seed in Self.seeds {
      let sample = try Sample(seed: seed)
      guard let limit = sample.policy.maxBytes, limit > 0 else { continue }
      let kept = try sample.plan().decisions.filter { decision in
        decision.isKept && decision.entry.type == .automatic
          && decision.entry.status == .completed && !decision.entry.isPinned
          && !decision.entry.isDamaged && decision.entry.date <= sample.now
      }
      let free = kept.filter { decision in
        !decision.entry.isWayBack
          && !decision.reasons.contains { $0.kind == .newestProven || $0.kind == .newest }
      }
      #expect(kept.reduce(0) { $0 + $1.entry.bytes } <= limit || free.isEmpty, "seed \(seed)")
    }
  }
}
