extension BenchSetting {
  private struct ChurnRestored: Decodable {
    struct Timings: Decodable {
      let safetyBackupMs: Double
      let totalMs: Double
      let writersHeldMs: Double?
    }
    struct Entry: Decodable { let method: String? }

    let restore: Entry
    let timings: Timings?
  }

  /// Preview and restore after a share of the rows has changed, against zstd and SQLite's `.restore`.
  func measureChurn() throws -> [BenchResult] {
    let backup = try create(verified: false).backup
    _ = try createByPeer()
    let live = path("peer.db")
    remove("peer.db")
    _ = try run("cp", path("peer.tmp"), live)
    _ = try run("sqlite3", live, "PRAGMA journal_mode = wal")
    let results =
      try measureChurn("1 %", every: 100, backup, whole: 0.7, alone: nil)
      + measureChurn("0.01 %", every: 10_000, backup, whole: nil, alone: 0.2)
    try delete(backup)
    remove("peer.tmp", "peer.tmp.zst", "peer.db", "peer.db-wal", "peer.db-shm")
    return results
  }

  /// - Parameters:
  ///   - every: one run of rows of so many changes.
  ///   - whole: the target for a restore with its safety backup.
  ///   - alone: the same without it.
  private func measureChurn(
    _ share: String, every: Int, _ backup: Created.Backup, whole: Double?, alone: Double?
  ) throws -> [BenchResult] {
    func result(_ name: String, _ target: Double?) -> BenchResult {
      BenchResult(
        name: "\(share) changed: \(name)", unit: "ms", peer: .init(),
        target: target.map(BenchResult.Target.ratioAtMost) ?? .none)
    }
    var preview = result("preview", 0.3)
    var restore = result("restore", whole)
    var withoutBackup = result("restore without safety backup", alone)
    var held = result("writers held", 0.25)
    var log = BenchResult(
      name: "\(share) changed: log", unit: "% of the database", target: .atMost(5))
    var methods: Set<String> = []
    for round in 0..<rounds {
      try churn(database, every: every, round: round)
      // The log is gone once the last connection was closed.
      let before = (try? size("app.db-wal")) ?? 0
      settle()
      preview.ours.append(try strongroom("preview", backup.id, as: Ignored.self).usage.milliseconds)
      settle()
      let restored = try strongroom("restore", backup.id, "--yes", as: ChurnRestored.self).reply
      methods.insert(restored.restore.method ?? "unknown")
      if let timings = restored.timings {
        restore.ours.append(timings.totalMs)
        withoutBackup.ours.append(timings.totalMs - timings.safetyBackupMs)
        if let heldMs = timings.writersHeldMs { held.ours.append(heldMs) }
      }
      let after = (try? size("app.db-wal")) ?? 0
      log.ours.append(100 * max(0, after - before) / (try size("app.db")))

      try churn(path("peer.db"), every: every, round: round)
      remove("peer.tmp")
      settle()
      let peer = try
        (run("zstd", "-q", "-d", "-f", path("peer.tmp.zst"), "-o", path("peer.tmp"))
        + run("sqlite3", path("peer.db"), ".restore '\(path("peer.tmp"))'")).milliseconds
      preview.peer?.append(peer)
      restore.peer?.append(peer)
      withoutBackup.peer?.append(peer)
      held.peer?.append(peer)
    }
    let note = "by the method \(methods.sorted().joined(separator: " and "))"
    restore.note = note
    return [preview, restore, withoutBackup, held, log]
  }

  /// Changes runs of 50 rows, as applications change what belongs together, and empties the log.
  private func churn(_ path: String, every: Int, round: Int) throws {
    let columns = [
      ("Bill", "remarks"), ("CylinderEntry", "description"), ("Payment", "reference"),
      ("PaymentLog", "details"), ("ActivityLog", "details"), ("CylinderTransaction", "description"),
      ("Customer", "notes"), ("Expense", "description"),
    ]
    let statements = columns.map {
      "UPDATE \"\($0.0)\" SET \"\($0.1)\" = 'changed in round \(round)' "
        + "WHERE (rowid / 50) % \(every) = \((round * 7) % every);"
    }
    _ = try run(
      "sqlite3", path, "PRAGMA wal_checkpoint(TRUNCATE); BEGIN; \(statements.joined()) COMMIT;")
  }
}
