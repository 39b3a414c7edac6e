/// Where the types of the contract stand in Swift.
///
/// The contract has one flat list of names. In Swift a type stands inside of the one whose name its own
/// begins with: `BackupLocation` is `Backup.Location`, and `GetStatusSummary` is
/// `GetStatus.Summary`.
struct SwiftNames {
  private let owners: [String]

  /// Types that stand alone although another name begins theirs.
  private static let alone: Set = [
    "ActivityOutcome", "ActorSummary", "BackupFormat", "BackupStatus", "BackupType",
    "ResetPreviewTable", "ResetStatus", "RestoreMethod", "RestoreOutcome", "RestorePreview",
    "RestoreStatus",
  ]

  /// Types that stand in another one than the longest that their name begins with.
  private static let moved = ["GetStatusStorageUse": "GetStatus"]

  /// Types that are written by hand, as no schema says how they are best used.
  static let handwritten: Set = ["Auth", "StringOrInteger", "Timestamp"]

  init(_ contract: ClientContract) {
    owners =
      contract.types.map(\.name) + contract.methods.map(\.typeName)
      + (contract.events + contract.notifications + [contract.progress]).map(\.swiftName)
  }

  /// The names that lead to a type, the outermost first.
  func path(of name: String) -> [String] {
    for method in owners where name == method + "Result" { return [method, "Result"] }
    guard !Self.alone.contains(name), let owner = owner(of: name) else { return [name] }
    return path(of: owner) + [String(name.dropFirst(owner.count))]
  }

  /// The same as it is written.
  func reference(to name: String) -> String {
    path(of: name).joined(separator: ".")
  }

  private func owner(of name: String) -> String? {
    Self.moved[name]
      ?? owners.filter { owner in
        owner != name && name.hasPrefix(owner)
          && name.dropFirst(owner.count).first?.isUppercase == true
      }.max { $0.count < $1.count }
  }
}

extension ClientContract.Event {
  /// Its name as that of a type: `backup/completed` is `BackupCompleted`.
  var swiftName: String {
    switch name {
    case "health/warning": "HealthWarningRaised"
    case let name where name.hasPrefix("$/") || name.hasPrefix("system/"):
      name.split(separator: "/").last.map(String.init)?.capitalizedFirst ?? name
    default: name.eventTypeName
    }
  }
}
