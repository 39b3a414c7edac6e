import BackupCatalog
package import BackupProtocol
import StateFolder

extension BackupOperations {
  /// A page of the history of backups.
  package func listBackups(_ params: ListBackups.Params) async throws -> ListBackups.Result {
    try await run(.listBackups) {
      let catalog = try knownCatalog()
      var filter = ListFilter(
        limit: params.limit, cursor: params.cursor, order: params.order, database: params.database,
        since: params.since, until: params.until, query: params.query)
      filter.equal = [
        ("status", params.status?.rawValue), ("type", params.type?.rawValue),
        ("format", params.format?.rawValue),
      ]
      let page = try list(Backup.self, filter, in: catalog)
      return ListBackups.Result(
        backups: page.entries, nextCursor: page.nextCursor, total: page.total,
        uncatalogued: uncatalogued(catalog))
    }
  }

  /// A page of the history of restores.
  package func listRestores(_ params: ListRestores.Params) async throws -> ListRestores.Result {
    try await run(.listRestores) {
      let catalog = try knownCatalog()
      var filter = ListFilter(
        limit: params.limit, cursor: params.cursor, order: params.order, database: params.database,
        since: params.since, until: params.until, query: params.query)
      filter.equal = [("status", params.status?.rawValue), ("backupId", params.backupId)]
      let page = try list(Restore.self, filter, in: catalog)
      return ListRestores.Result(
        restores: page.entries, nextCursor: page.nextCursor, total: page.total)
    }
  }

  /// A page of a catalog, which may not be there yet.
  ///
  /// - Throws: `databaseUnavailable` where there is nothing at all, as behind a wrong path.
  private func list<Entry: CatalogEntry>(
    _ type: Entry.Type, _ filter: ListFilter, in catalog: Catalog?
  ) throws -> ListPage<Entry> {
    if let catalog { settleInterruptedIfRunning(in: catalog) }
    let page = try catalog?.list(type, filter) ?? ListPage(empty: filter)
    if page.total == 0 { try requireDatabaseOrBackups() }
    return page
  }
}
