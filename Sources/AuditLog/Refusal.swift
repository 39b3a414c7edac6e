package import BackupProtocol

/// A refusal that may come again and again: of one actor, one method and one kind.
package struct Refusal: Codable, Equatable, Sendable {
  let action: String
  @Nullable var actor: ActorSummary?
  let targets: [Activity.Target]
  let error: Failure
  /// Whether it stands for the refusals of several actors.
  var isShared = false

  /// - Returns: nil if the draft is not that of a refusal.
  package init?(_ draft: ActivityDraft) {
    guard draft.outcome == .refused, let failure = draft.failure else { return nil }
    action = ActivityDocument.printable(draft.action, limit: 64)
    actor = draft.actor.map(ActivityDocument.printable)
    targets = draft.targets.map(ActivityDocument.printable)
    error = Failure(
      kind: failure.kind, message: ActivityDocument.withoutAddresses(failure.message))
  }

  /// The refusal that stands for this one if there are too many actors to count each.
  package init(sharing refusal: Refusal) {
    action = refusal.action
    actor = nil
    targets = []
    error = Failure(
      kind: refusal.error.kind, message: "There are too many actors to record each of them.")
    isShared = true
  }

  /// Equal for refusals that are counted together. No part has a control character in it.
  var key: String {
    let parts: [String] =
      [action, error.kind.rawValue, isShared ? "shared" : "", actor?.id ?? "", actor?.role ?? ""]
      + [actor?.name.map { "=" + $0 } ?? ""] + targets.flatMap { [$0.type, $0.id] }
    return parts.joined(separator: "\n")
  }

  var sharedKey: String { Refusal(sharing: self).key }

  /// The entry for it.
  ///
  /// - Parameter repeats: nil for the first one.
  func draft(repeats: Activity.Repeats? = nil) -> ActivityDraft {
    var draft = ActivityDraft(
      action, .refused, by: actor.map { Caller($0) }, targets: targets,
      failure: ContractError(error.kind, error.message))
    draft.repeats = repeats
    return draft
  }
}

/// Refusals that came within the window that the first of them opened.
package struct RefusalCount: Equatable, Sendable {
  /// How long refusals are counted before they are written as one entry, in milliseconds.
  static let window: Int64 = 10 * 60 * 1000

  let refusal: Refusal
  /// When the window ends.
  let until: Timestamp
  private(set) var count = 0
  /// When the first and the last of them came.
  private(set) var from: Timestamp
  private(set) var to: Timestamp

  /// Opens a window.
  package init(_ refusal: Refusal, at now: Timestamp) {
    self.refusal = refusal
    until = Timestamp(millisecondsSince1970: now.millisecondsSince1970 + Self.window)
    from = now
    to = now
  }

  package init(_ refusal: Refusal, until: Timestamp, count: Int, from: Timestamp, to: Timestamp) {
    self.refusal = refusal
    self.until = until
    self.count = count
    self.from = from
    self.to = to
  }

  /// Whether the window is open. It is not if the clock was set back to before its beginning.
  func isOpen(at now: Timestamp) -> Bool {
    now < until && until.millisecondsSince1970 - now.millisecondsSince1970 <= Self.window
  }

  mutating func add(at now: Timestamp) {
    if count == 0 { from = now }
    count += 1
    to = now
  }

  mutating func add(_ other: RefusalCount) {
    guard other.count > 0 else { return }
    from = count == 0 ? other.from : min(from, other.from)
    to = count == 0 ? other.to : max(to, other.to)
    count += other.count
  }

  /// The same window, with nothing counted.
  var emptied: RefusalCount {
    RefusalCount(refusal, until: until, count: 0, from: from, to: from)
  }

  /// The entry for what was counted; nil if it is nothing.
  var draft: ActivityDraft? {
    count == 0
      ? nil : refusal.draft(repeats: Activity.Repeats(count: count, from: from, to: to))
  }
}
