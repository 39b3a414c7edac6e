package import BackupProtocol

extension BackupOperations {
  /// A page of the history of backups.
  package func listBackups(_ params: ListBackups.Params) throws -> ListBackups.Result {
    let catalog = try catalog()
    settleInterruptedIfRunning(in: catalog)
    var filter = ListFilter(
      limit: params.limit, cursor: params.cursor, order: params.order, database: params.database,
      since: params.since, until: params.until, query: params.query)
    filter.equal = [
      ("status", params.status?.rawValue), ("type", params.type?.rawValue),
      ("format", params.format?.rawValue),
    ]
    let page = try catalog.list(Backup.self, filter)
    return ListBackups.Result(
      backups: page.entries, nextCursor: page.nextCursor, total: page.total)
  }

  /// A page of the history of restores.
  package func listRestores(_ params: ListRestores.Params) throws -> ListRestores.Result {
    let catalog = try catalog()
    settleInterruptedIfRunning(in: catalog)
    var filter = ListFilter(
      limit: params.limit, cursor: params.cursor, order: params.order, database: params.database,
      since: params.since, until: params.until, query: params.query)
    filter.equal = [("status", params.status?.rawValue), ("backupId", params.backupId)]
    let page = try catalog.list(Restore.self, filter)
    return ListRestores.Result(
      restores: page.entries, nextCursor: page.nextCursor, total: page.total)
  }
}
