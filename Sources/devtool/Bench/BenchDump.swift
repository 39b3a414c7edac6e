import BackupProtocol

extension BenchSetting {
  /// Writing the SQL dump, against that of the `sqlite3` shell.
  func measureDump() throws -> [BenchResult] {
    var wall = BenchResult(
      name: "sql create", unit: "ms", peer: .init(), target: .ratioAtMost(0.6))
    var processor = BenchResult(name: "sql create: processor", unit: "ms", peer: .init())
    var size = BenchResult(
      name: "sql create: file size", unit: "MB", peer: .init(), target: .ratioAtMost(1.02))
    try warm(database)
    for _ in 0..<rounds {
      settle()
      let made = try create(.sql, verified: false)
      wall.ours.append(made.usage.milliseconds)
      processor.ours.append(made.usage.processorMilliseconds)
      size.ours.append(made.backup.fileSize / 1e6)
      try delete(made.backup)

      settle()
      let peer = try dumpByPeer()
      wall.peer?.append(peer.milliseconds)
      processor.peer?.append(peer.processorMilliseconds)
      size.peer?.append(try self.size("peer.sql.gz") / 1e6)
      remove("peer.sql.gz")
    }
    return [wall, processor, size]
  }

  /// Restoring a SQL dump into a live database that has changed since, against the `sqlite3` shell,
  /// which makes a new database of its own.
  func measureDumpRestore() throws -> [BenchResult] {
    var restore = BenchResult(
      name: "sql restore", unit: "ms", peer: .init(), target: .ratioAtMost(0.8))
    let backup = try create(.sql, verified: false).backup
    _ = try dumpByPeer()
    for round in 0..<rounds {
      restore.ours.append(try restoreMilliseconds(of: backup, afterWork: round))

      settle()
      let peer = try shell(
        "gunzip -c \"$1\" | sqlite3 \"$2\"", path("peer.sql.gz"), path("peer.db"))
      restore.peer?.append(peer.milliseconds)
      remove("peer.db")
    }
    try delete(backup)
    remove("peer.sql.gz")
    return [restore]
  }

  /// Changes the live database and restores the backup: with all checks, without the preview and the
  /// safety backup.
  func restoreMilliseconds(of backup: Created.Backup, afterWork seed: Int) throws -> Double {
    try work(on: database, seed: UInt64(seed))
    settle()
    let restored = try strongroom("restore", backup.id, "--yes", as: Restored.self)
    guard let timings = restored.reply.timings else {
      throw BenchError("The reply of strongroom restore has no timings.")
    }
    return timings.wholeRestoreMs
  }

  /// Leaves `peer.sql.gz`.
  private func dumpByPeer() throws -> ChildProcess.Usage {
    try shell("sqlite3 \"$1\" .dump | gzip -6 > \"$2\"", database, path("peer.sql.gz"))
  }
}
