import AuditLog
package import BackupProtocol
import StateFolder

extension BackupOperations {
  /// A page of the audit log.
  package func listActivity(_ params: ListActivity.Params) async throws -> ListActivity.Result {
    try await run(.listActivity) {
      // What has lost its process is to be in it.
      if let catalog = try knownCatalog() { settleInterruptedIfRunning(in: catalog) }
      try? saveRefusals()
      var filter = ListFilter(
        limit: params.limit, cursor: params.cursor, order: params.order, database: params.database,
        since: params.since, until: params.until, query: params.query)
      filter.equal = [
        ("action", params.action), ("outcome", params.outcome?.rawValue),
        ("actorId", params.actorId),
      ]
      let page =
        state.hasLedger ? try ledger().list(Activity.self, filter) : try ListPage(empty: filter)
      if page.total == 0 { try requireDatabaseOrBackups() }
      return ListActivity.Result(
        activity: page.entries, nextCursor: page.nextCursor, total: page.total,
        sealed: state.hasLedger ? try sealedEntries() : nil)
    }
  }
}

extension BackupOperations {
  /// The entries that are no longer in the ledger; nil if there are none.
  private func sealedEntries() throws -> ListActivity.Sealed? {
    let segments = try ledger().segments()
    guard let last = segments.last?.last else { return nil }
    let files = segments.filter { !$0.isRemoved }
    let removed = segments.last { $0.isRemoved }.map {
      " Entries up to \($0.last) were removed, as configured."
    }
    let hint =
      files.isEmpty
      ? "" : "Read them in the backup folder: zcat \(AuditSegment.filePrefix)*.jsonl.gz."
    return ListActivity.Sealed(
      entries: last, files: files.count,
      hint: (hint + (removed ?? "")).trimmingPrefix(" ").description)
  }
}
