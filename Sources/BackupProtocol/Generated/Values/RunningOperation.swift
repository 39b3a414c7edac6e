// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The operation that holds the database.
public struct RunningOperation: Codable, Sendable, Hashable {
  /// The method, such as `createBackup`.
  public var name: String
  /// Since when.
  public var since: Timestamp
  /// Who asked for it, or which process runs it, in words for a person.
  public var holder: String
  /// Which part of it runs, such as `compress`. Left out before its first progress.
  public var phase: String?
  /// How much of `total` is done. Left out before its first progress.
  public var completed: Int?
  /// How much there is to do. Left out before its first progress.
  public var total: Int?
  /// In which unit `completed` and `total` count. Left out before its first progress.
  public var unit: Progress.Unit?

  /// Creates one from its parts.
  public init(
    name: String, since: Timestamp, holder: String, phase: String? = nil, completed: Int? = nil,
    total: Int? = nil, unit: Progress.Unit? = nil
  ) {
    self.name = name
    self.since = since
    self.holder = holder
    self.phase = phase
    self.completed = completed
    self.total = total
    self.unit = unit
  }
}
