extension BenchSetting {
  /// Making a backup, against SQLite's own backup and zstd one after the other.
  func measureCreate(verified: Bool) throws -> [BenchResult] {
    let name = verified ? "create, proven" : "create"
    var wall = BenchResult(
      name: name, unit: "ms", peer: .init(), target: .ratioAtMost(verified ? 1 : 0.5))
    var processor = BenchResult(name: "\(name): processor", unit: "ms", peer: .init())
    var size = BenchResult(
      name: "\(name): file size", unit: "MB", peer: .init(), target: .ratioAtMost(1))
    try warm(database)
    for _ in 0..<rounds {
      settle()
      let made = try create(verified: verified)
      wall.ours.append(made.usage.milliseconds)
      processor.ours.append(made.usage.processorMilliseconds)
      size.ours.append(made.backup.fileSize / 1e6)
      try delete(made.backup)

      settle()
      let peer = try createByPeer()
      wall.peer?.append(peer.milliseconds)
      processor.peer?.append(peer.processorMilliseconds)
      size.peer?.append(try self.size("peer.tmp.zst") / 1e6)
      remove("peer.tmp", "peer.tmp.zst")
    }
    return [wall, processor, size]
  }

  /// Leaves `peer.tmp` and `peer.tmp.zst`.
  func createByPeer() throws -> ChildProcess.Usage {
    try run("sqlite3", database, ".backup '\(path("peer.tmp"))'")
      + run("zstd", "-q", "-1", "-T2", "-f", path("peer.tmp"))
  }
}
