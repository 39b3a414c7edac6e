import FoundationEssentials

extension BenchSetting {
  struct Restored: Decodable {
    /// Milliseconds; the total is that of the restore with its safety backup, not of the preview.
    struct Timings: Decodable {
      let safetyBackupMs: Double
      let restoreMs: Double
      let totalMs: Double

      /// All checks included; preview and safety backup apart.
      var wholeRestoreMs: Double { totalMs - safetyBackupMs }
    }
    let timings: Timings?
  }

  /// Restoring into a live database that has changed since, against zstd and SQLite's `.restore`.
  func measureRestore() throws -> [BenchResult] {
    var restore = BenchResult(
      name: "restore", unit: "ms", peer: .init(), target: .ratioAtMost(1.5))
    var replacement = BenchResult(name: "restore: writing alone", unit: "ms", peer: .init())
    var whole = BenchResult(
      name: "restore with preview and safety backup", unit: "ms", peer: .init())
    var preview = BenchResult(name: "preview", unit: "ms", peer: .init(), target: .ratioAtMost(3))
    let backup = try create(verified: false).backup
    _ = try createByPeer()
    let live = path("peer.db")
    remove("peer.db")
    try FileManager.default.copyItem(atPath: path("peer.tmp"), toPath: live)
    _ = try run("sqlite3", live, "PRAGMA journal_mode = wal")
    for round in 0..<rounds {
      try work(on: database, seed: UInt64(round))
      settle()
      let previewed = try strongroom("preview", backup.id, as: Ignored.self)
      settle()
      let restored = try strongroom("restore", backup.id, "--yes", as: Restored.self)
      preview.ours.append(previewed.usage.milliseconds)
      whole.ours.append(restored.usage.milliseconds)
      if let timings = restored.reply.timings {
        restore.ours.append(timings.wholeRestoreMs)
        replacement.ours.append(timings.restoreMs)
      }

      try work(on: live, seed: UInt64(round))
      remove("peer.tmp")
      settle()
      let unpacking = try run(
        "zstd", "-q", "-d", "-f", path("peer.tmp.zst"), "-o", path("peer.tmp"))
      let writing = try run("sqlite3", live, ".restore '\(path("peer.tmp"))'")
      let peer = unpacking + writing
      replacement.peer?.append(writing.milliseconds)
      restore.peer?.append(peer.milliseconds)
      whole.peer?.append(peer.milliseconds)
      preview.peer?.append(peer.milliseconds)
    }
    if restore.ours.values.isEmpty {
      restore.note = "the reply of strongroom restore has no timings"
    }
    try delete(backup)
    remove("peer.tmp", "peer.tmp.zst", "peer.db", "peer.db-wal", "peer.db-shm")
    return [restore, replacement, preview, whole]
  }
}
