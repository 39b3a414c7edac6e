/// The operation that holds the database.
public struct RunningOperation: Codable, Sendable, Hashable {
  /// The method, such as `createBackup`.
  public var name: String
  /// Since when.
  public var since: Timestamp
  /// Who asked for it, or which process runs it, in words for a person.
  public var holder: String

  /// Creates one from its parts.
  public init(name: String, since: Timestamp, holder: String) {
    self.name = name
    self.since = since
    self.holder = holder
  }
}
