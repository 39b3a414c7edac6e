import BackupProtocol
import GRDB

extension BackupType {
  /// Whether it is what people mean by the last backup: one of this database that was asked for or
  /// scheduled. A safety backup holds what a restore replaced, an import holds what a file had.
  var isOfDatabase: Bool {
    switch self {
    case .manual, .automatic: true
    case .safety, .import: false
    }
  }
}

extension Catalog {
  /// The newest backup of this database, neither an import nor a safety backup.
  ///
  /// - Parameter statuses: those that count; all where nil.
  func latestBackup(_ statuses: [BackupStatus]? = nil) throws -> Backup? {
    let types = BackupType.allCases.filter(\.isOfDatabase).map(\.rawValue)
    let wanted = (statuses ?? BackupStatus.allCases).map(\.rawValue)
    let text = try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT entry FROM backup
          WHERE type IN (\(Self.marks(types))) AND status IN (\(Self.marks(wanted)))
          ORDER BY id DESC LIMIT 1
          """, arguments: StatementArguments(types + wanted))
    }
    return try text.map(Self.decode)
  }

  private static func marks(_ values: [String]) -> String {
    values.map { _ in "?" }.joined(separator: ", ")
  }
}
