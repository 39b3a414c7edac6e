/// Changes the label of a backup, or whether it is pinned.
public enum UpdateBackup: BackupMethod {
  /// `updateBackup`.
  public static let name = "updateBackup"

  /// What becomes of the label.
  public enum Label: Sendable, Hashable {
    /// It stays as it is: `label` is absent.
    case unchanged
    /// It becomes this: `label` is a string.
    case text(String)
    /// It goes away: `label` is null.
    case cleared
  }

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the backup.
    public var id: String
    /// What becomes of the label.
    public var label: Label
    /// Whether the backup is kept whatever the retention policy says; absent leaves it as it is.
    public var pinned: Bool?

    /// Creates one from its parts.
    public init(id: String, label: Label = .unchanged, pinned: Bool? = nil) {
      self.id = id
      self.label = label
      self.pinned = pinned
    }
  }

  /// What it answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The backup as it is now.
    public var backup: Backup

    /// Creates one from its parts.
    public init(backup: Backup) {
      self.backup = backup
    }
  }
}

extension UpdateBackup.Params {
  private enum CodingKeys: String, CodingKey {
    case id, label, pinned
  }

  /// Tells an absent `label` from one that is null.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    if container.contains(.label) {
      let text = try container.decode(Nullable<String>.self, forKey: .label)
      label = text.wrappedValue.map(UpdateBackup.Label.text) ?? .cleared
    } else {
      label = .unchanged
    }
    pinned = try container.decodeIfPresent(Bool.self, forKey: .pinned)
  }

  /// Leaves an unchanged `label` out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    switch label {
    case .unchanged: break
    case .text(let text): try container.encode(text, forKey: .label)
    case .cleared: try container.encodeNil(forKey: .label)
    }
    try container.encodeIfPresent(pinned, forKey: .pinned)
  }
}
