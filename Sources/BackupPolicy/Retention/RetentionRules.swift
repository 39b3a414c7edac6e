package import BackupProtocol

/// A retention policy that was checked.
package struct RetentionRules: Sendable {
  package let policy: RetentionPolicy
  let within: CalendarDuration?
  let safety: CalendarDuration
  let maxBytes: Int?

  /// Checks a policy as a whole.
  ///
  /// - Parameter path: the path of the policy in the parameters or the configuration, for errors.
  /// - Throws: ``ContractError`` `invalidParams` that names the field and the remedy.
  package init(_ policy: RetentionPolicy, at path: String = "params.policy") throws {
    for (name, value) in [
      ("keepLast", policy.keepLast), ("keepHourly", policy.keepHourly),
      ("keepDaily", policy.keepDaily), ("keepWeekly", policy.keepWeekly),
      ("keepMonthly", policy.keepMonthly), ("keepYearly", policy.keepYearly),
    ] {
      guard let value, !(0...100_000).contains(value) else { continue }
      throw ContractError.invalid(
        value: "\(value)", at: "\(path).\(name)", expected: "a number from 0 to 100000")
    }
    if let maxBytes = policy.maxBytes, maxBytes < 0 {
      throw ContractError.invalid(
        value: "\(maxBytes)", at: "\(path).maxBytes", expected: "a number of bytes")
    }
    self.policy = policy
    within = try Self.duration(policy.keepWithin, at: "\(path).keepWithin")
      .flatMap { $0.isZero ? nil : $0 }
    safety =
      try Self.duration(policy.keepSafety, at: "\(path).keepSafety") ?? CalendarDuration(days: 30)
    maxBytes = policy.maxBytes.flatMap { $0 == 0 ? nil : $0 }
  }

  /// Whether the policy says nothing at all. A rule of 0 counts as absent.
  package var isEmpty: Bool {
    !limitsAutomatic && maxBytes == nil && policy.keepSafety == nil
  }

  /// Whether a rule says which automatic backups are kept.
  var limitsAutomatic: Bool { !counts.isEmpty || within != nil }

  /// The rules that count, with how many each keeps.
  var counts: [(kind: RetentionReason.Kind, count: Int)] {
    let all: [(RetentionReason.Kind, Int?)] = [
      (.last, policy.keepLast), (.hourly, policy.keepHourly), (.daily, policy.keepDaily),
      (.weekly, policy.keepWeekly), (.monthly, policy.keepMonthly), (.yearly, policy.keepYearly),
    ]
    return all.compactMap { kind, count in
      guard let count, count > 0 else { return nil }
      return (kind, count)
    }
  }

  private static func duration(_ text: String?, at path: String) throws -> CalendarDuration? {
    guard let text else { return nil }
    guard let duration = CalendarDuration(text) else {
      throw ContractError.invalid(
        value: text, at: path, expected: "an ISO 8601 duration such as P7D")
    }
    return duration
  }
}
