import GRDBSQLite

extension RawConnection {
  /// A copy that can be written to, gone with its connection.
  package func copyInMemory() throws -> RawConnection {
    let copy = try RawConnection(":memory:")
    // The pages of a copy in memory must be as large from the beginning.
    let pageSize = try texts("PRAGMA page_size").first ?? "4096"
    try copy.execute("PRAGMA page_size = \(pageSize)")
    let backup = sqlite3_backup_init(copy.handle, "main", handle, "main")
    sqlite3_backup_step(backup, -1)
    try copy.check(sqlite3_backup_finish(backup), "a copy")
    return copy
  }
}
