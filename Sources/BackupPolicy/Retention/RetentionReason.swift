import BackupProtocol

/// One reason to keep a backup or to remove it.
package struct RetentionReason: Sendable, Hashable {
  /// The reason by a stable name.
  package enum Kind: String, Sendable, CaseIterable {
    case running, nothingStored, future, pinned, damaged, manual, imported, wayBack, newestProven
    case newest, safety
    case last, hourly, daily, weekly, monthly, yearly, within
    case noRule, emptyPolicy, lastRunFailed, storageNotListed
    case noRuleKeeps, safetyExpired, overLimit
  }

  package let kind: Kind
  /// Which of how many, and the period in the count of its kind.
  private let place: Place?

  private struct Place: Hashable {
    let number: Int
    let of: Int
    let period: Int64
  }

  init(_ kind: Kind) {
    self.kind = kind
    place = nil
  }

  init(_ kind: Kind, number: Int, of count: Int, period: Int64) {
    self.kind = kind
    place = Place(number: number, of: count, period: period)
  }

  /// One sentence for a person.
  package var text: String {
    switch kind {
    case .running: "It is still running."
    case .nothingStored: "It did not complete and uses no space."
    case .future: "Its date is in the future."
    case .pinned: "It is pinned."
    case .damaged: "It is damaged and left for a person to decide."
    case .manual: "A person made it."
    case .imported: "It was imported."
    case .wayBack: "A restore can be undone by this backup alone."
    case .newestProven: "It is the newest proven backup."
    case .newest: "It is the newest backup."
    case .safety: "Safety backups of this age are kept."
    case .last, .hourly, .daily, .weekly, .monthly, .yearly: placeText
    case .within: "It is within the time for which all backups are kept."
    case .noRule: "No rule limits the number of automatic backups."
    case .emptyPolicy: "The policy has no rules."
    case .lastRunFailed: "The last run failed, so nothing is removed."
    case .storageNotListed: "The storage could not be listed, so nothing is removed."
    case .noRuleKeeps: "No rule keeps it."
    case .safetyExpired: "The time for which safety backups are kept is over."
    case .overLimit: "The backups exceed the maximum size, and this is one of the oldest."
    }
  }

  private var placeText: String {
    guard let place else { return "A rule keeps it." }
    let count = place.number == 0 ? "not proven, not counted" : "\(place.number) of \(place.of)"
    guard let period = Period(kind) else { return "It is one of the last backups (\(count))." }
    return "It is the newest of the \(period.noun) \(period.name(of: place.period)) (\(count))."
  }
}
