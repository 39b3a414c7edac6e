package import BackupProtocol
package import Foundation

extension RetentionRules {
  /// Decides for each backup of one storage whether it is kept.
  ///
  /// Always kept:
  /// - the newest proven backup, and the newest completed one
  /// - manual, imported and pinned backups, and those that still run
  /// - a backup by which alone a restore can be undone
  /// - damaged backups, which are left for a person
  /// - backups dated in the future, which are not counted either
  /// - safety backups, for 30 days or as `keepSafety` says
  ///
  /// The rules decide on the other automatic backups. A rule for periods keeps the newest backup of
  /// each period that has a proven one, until it has kept as many. Periods without a proven backup do
  /// not count, so that failed runs never push out a good backup. An unproven backup in between is
  /// kept like a proven one, and not counted. `keepWithin` looks back from the newest proven
  /// automatic backup, so that nothing expires while no backups are made, or none is proven.
  ///
  /// Days, weeks, months and years are those of `zone`, the time zone of the schedule.
  ///
  /// - Parameters:
  ///   - entries: all backups of the storage, in any order.
  ///   - hold: why nothing may be removed for now, if so.
  package func plan(
    _ entries: [RetentionEntry], now: Timestamp, zone: TimeZone, hold: RetentionPlan.Hold? = nil
  ) -> RetentionPlan {
    let entries = entries.sorted { ($0.date, $0.id) > ($1.date, $1.id) }
    var reasons = protection(of: entries, now: now, zone: zone)
    let governed = entries.indices.filter { isGoverned(entries[$0], now: now) }
    let kept = keepByRules(entries, governed, &reasons, zone: zone)
    var removal = limitSize(entries, kept, reasons)
    for index in entries.indices where reasons[index].isEmpty {
      let entry = entries[index]
      if isEmpty {
        reasons[index] = [RetentionReason(.emptyPolicy)]
      } else {
        removal[index] = entry.type == .safety ? .safetyExpired : .noRuleKeeps
      }
    }
    return RetentionPlan(
      decisions: entries.indices.map { index in
        guard let kind = removal[index] else {
          return RetentionPlan.Decision(
            entry: entries[index], isKept: true, reasons: reasons[index])
        }
        let reason = hold?.reason ?? kind
        return RetentionPlan.Decision(
          entry: entries[index], isKept: hold != nil, reasons: [RetentionReason(reason)])
      })
  }

  /// The reasons to keep each backup whatever the rules say.
  private func protection(
    of entries: [RetentionEntry], now: Timestamp, zone: TimeZone
  ) -> [[RetentionReason]] {
    let safetyStart = safety.before(now, in: zone)
    let candidates = entries.indices.filter { index in
      entries[index].isSound && entries[index].date <= now
    }
    let proven = candidates.filter { entries[$0].isProven }
    // A safety backup holds what was replaced: it is the last resort only.
    let newestProven = proven.first { entries[$0].type != .safety } ?? proven.first
    let newest = candidates.first { entries[$0].type != .safety }
    return entries.indices.map { index in
      let entry = entries[index]
      var kinds: [RetentionReason.Kind] = []
      switch entry.status {
      case .running: kinds.append(.running)
      case .failed, .interrupted, .cancelled: kinds.append(.nothingStored)
      case .completed: break
      }
      if entry.date > now { kinds.append(.future) }
      if entry.isPinned { kinds.append(.pinned) }
      if entry.isDamaged { kinds.append(.damaged) }
      switch entry.type {
      case .manual: kinds.append(.manual)
      case .import: kinds.append(.imported)
      case .safety: if entry.date > safetyStart { kinds.append(.safety) }
      case .automatic: break
      }
      if entry.isWayBack { kinds.append(.wayBack) }
      if index == newestProven { kinds.append(.newestProven) }
      if index == newest, index != newestProven { kinds.append(.newest) }
      return kinds.map { RetentionReason($0) }
    }
  }

  /// Whether the rules decide on a backup, and count it.
  private func isGoverned(_ entry: RetentionEntry, now: Timestamp) -> Bool {
    entry.type == .automatic && entry.isSound && entry.date <= now && !entry.isPinned
  }

  /// Adds the reasons of the rules.
  ///
  /// - Returns: what the rules keep, the newest first.
  private func keepByRules(
    _ entries: [RetentionEntry], _ governed: [Int], _ reasons: inout [[RetentionReason]],
    zone: TimeZone
  ) -> [Int] {
    guard limitsAutomatic else {
      if !isEmpty { for index in governed { reasons[index].append(RetentionReason(.noRule)) } }
      return governed
    }
    let clock = WallClock(zone: zone)
    var slots = counts.map { Slots(kind: $0.kind, count: $0.count) }
    let withinStart = within.map { within in
      guard let anchor = governed.first(where: { entries[$0].isProven }) else {
        return Timestamp(millisecondsSince1970: .min)
      }
      return within.before(entries[anchor].date, in: zone)
    }
    return governed.filter { index in
      let entry = entries[index]
      let time = LocalTime(entry.date, clock)
      for slot in slots.indices {
        guard let reason = slots[slot].take(time, isProven: entry.isProven) else { continue }
        reasons[index].append(reason)
      }
      if let withinStart, entry.date >= withinStart {
        reasons[index].append(RetentionReason(.within))
      }
      return !reasons[index].isEmpty
    }
  }

  /// Removes the oldest of what the rules keep, until it fits.
  private func limitSize(
    _ entries: [RetentionEntry], _ kept: [Int], _ reasons: [[RetentionReason]]
  ) -> [Int: RetentionReason.Kind] {
    guard let maxBytes else { return [:] }
    var total = kept.reduce(0) { $0 + entries[$1].bytes }
    var removal: [Int: RetentionReason.Kind] = [:]
    for index in kept.reversed() {
      guard total > maxBytes else { break }
      guard !reasons[index].contains(where: \.kind.isBinding) else { continue }
      removal[index] = .overLimit
      total -= entries[index].bytes
    }
    return removal
  }
}

/// The places that a rule has to give, to be filled from the newest backup on.
private struct Slots {
  let kind: RetentionReason.Kind
  let count: Int
  private let period: Period?
  private var taken = 0
  /// The last period with a proven backup, and the last one with any.
  private var proven = Int64.max
  private var last = Int64.max

  init(kind: RetentionReason.Kind, count: Int) {
    self.kind = kind
    self.count = count
    period = Period(kind)
  }

  mutating func take(_ time: LocalTime, isProven: Bool) -> RetentionReason? {
    guard taken < count else { return nil }
    let number = period?.number(of: time) ?? 0
    // Numbers fall from backup to backup, but where a clock was put back over midnight.
    let isNew = period == nil || number < (isProven ? proven : last)
    guard isNew else { return nil }
    last = number
    if isProven {
      proven = number
      taken += 1
    }
    return RetentionReason(
      kind, number: isProven ? taken : 0, of: count, period: period == .hour ? time.hour : number)
  }
}

extension RetentionEntry {
  /// Whether there is something to restore from.
  fileprivate var isSound: Bool { status == .completed && !isDamaged }
}

extension RetentionReason.Kind {
  /// Whether the limit of the size respects it.
  fileprivate var isBinding: Bool { self == .newestProven || self == .newest || self == .wayBack }
}

extension RetentionPlan.Hold {
  fileprivate var reason: RetentionReason.Kind {
    switch self {
    case .lastRunFailed: .lastRunFailed
    case .storageNotListed: .storageNotListed
    }
  }
}
