package import BackupProtocol
import GRDB

extension BackupType {
  /// Whether it is what people mean by the last backup: one of this database that was asked for or
  /// scheduled. A safety backup holds what a restore replaced, an import holds what a file had.
  package var isOfDatabase: Bool {
    switch self {
    case .manual, .automatic: true
    case .safety, .import: false
    }
  }
}

extension Catalog {
  /// The newest backup of this database. An import does not count.
  ///
  /// - Parameters:
  ///   - statuses: those that count; all where nil.
  ///   - isWhole: whether one with an error, which was found damaged, does not count.
  ///   - countsSafety: whether a safety backup counts.
  package func latestBackup(
    _ statuses: [BackupStatus]? = nil, isWhole: Bool = false, countsSafety: Bool = false
  ) throws -> Backup? {
    let types = BackupType.allCases.filter { $0.isOfDatabase || countsSafety && $0 == .safety }
    return try newest(of: types, statuses ?? BackupStatus.allCases, isWhole: isWhole)
  }

  /// The newest completed backup that a schedule made.
  package func newestAutomatic() throws -> Backup? {
    try newest(of: [.automatic], [.completed], isWhole: false)
  }

  private func newest(
    of types: [BackupType], _ statuses: [BackupStatus], isWhole: Bool
  ) throws -> Backup? {
    let (types, statuses) = (types.map(\.rawValue), statuses.map(\.rawValue))
    let text = try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT entry FROM backup
          WHERE type IN (\(Self.marks(types))) AND status IN (\(Self.marks(statuses)))
            \(isWhole ? "AND json_extract(entry, '$.error') IS NULL" : "")
          ORDER BY id DESC LIMIT 1
          """, arguments: StatementArguments(types + statuses))
    }
    return try text.map(Self.decode)
  }

  private static func marks(_ values: [String]) -> String {
    values.map { _ in "?" }.joined(separator: ", ")
  }
}
