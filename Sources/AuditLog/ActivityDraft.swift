package import BackupProtocol

/// What an entry of the audit log is to say.
package struct ActivityDraft: Sendable {
  package let action: String
  package let outcome: ActivityOutcome
  let actor: ActorSummary?
  let targets: [Activity.Target]
  package let failure: ContractError?
  let durationMs: Int?
  /// For an entry that stands for several refusals.
  var repeats: Activity.Repeats?
  /// For an entry of what has proven a backup.
  package var proof: Activity.Proof?

  /// - Parameters:
  ///   - caller: nil where nobody knows who it was. What was not verified is not known.
  ///   - failure: only its kind and message are kept.
  package init(
    _ action: String, _ outcome: ActivityOutcome, by caller: Caller?,
    targets: [Activity.Target] = [], failure: ContractError? = nil, durationMs: Int? = nil
  ) {
    self.action = action
    self.outcome = outcome
    actor = caller?.summary
    self.targets = targets
    self.failure = failure
    self.durationMs = durationMs
  }

  /// Of an action that threw an error.
  package init(
    _ action: String, failedWith failure: ContractError, by caller: Caller?,
    targets: [Activity.Target] = [], durationMs: Int? = nil
  ) {
    self.init(
      action, ActivityOutcome(of: failure.kind), by: caller, targets: targets, failure: failure,
      durationMs: durationMs)
  }
}

extension ActivityDraft {
  /// The first entry of a log that takes the place of one that is gone.
  static let beginning = ActivityDraft(
    "beginAuditLog", .failed, by: nil,
    failure: ContractError(
      .storageUnavailable, "An earlier audit log is missing."))
}

extension ActivityOutcome {
  /// That of an action which ended with an error.
  package init(of kind: ErrorKind) {
    self =
      switch kind {
      case .cancelled: .cancelled
      case .unauthenticated, .permissionDenied, .confirmationInvalid, .otpInvalid, .otpExpired,
        .rateLimited:
        .refused
      default: .failed
      }
  }
}

extension Activity.Target {
  package static func backup(_ id: String) -> Self { Self(type: "backup", id: id) }
  package static func safetyBackup(_ id: String) -> Self { Self(type: "safetyBackup", id: id) }
  package static func restore(_ id: String) -> Self { Self(type: "restore", id: id) }
  /// The restore that is undone.
  package static func rollbackOf(_ id: String) -> Self { Self(type: "rollbackOf", id: id) }
  package static func challenge(_ id: String) -> Self { Self(type: "challenge", id: id) }
  package static func reset(_ id: String) -> Self { Self(type: "reset", id: id) }
}
