import BackupProtocol

extension BenchSetting {
  private static let note = "here the peer is Strongroom's own SQL dump"

  /// Writing the JSON export, against our own SQL dump of the same rows.
  func measureExport() throws -> [BenchResult] {
    var wall = BenchResult(
      name: "json create", unit: "ms", peer: .init(), target: .ratioAtMost(1.5), note: Self.note)
    var processor = BenchResult(name: "json create: processor", unit: "ms", peer: .init())
    var size = BenchResult(name: "json create: file size", unit: "MB", peer: .init())
    try warm(database)
    for _ in 0..<rounds {
      settle()
      let made = try create(.json, verified: false)
      wall.ours.append(made.usage.milliseconds)
      processor.ours.append(made.usage.processorMilliseconds)
      size.ours.append(made.backup.fileSize / 1e6)
      try delete(made.backup)

      settle()
      let peer = try create(.sql, verified: false)
      wall.peer?.append(peer.usage.milliseconds)
      processor.peer?.append(peer.usage.processorMilliseconds)
      size.peer?.append(peer.backup.fileSize / 1e6)
      try delete(peer.backup)
    }
    return [wall, processor, size]
  }

  /// Restoring the JSON export, against restoring our own SQL dump.
  func measureExportRestore() throws -> [BenchResult] {
    var restore = BenchResult(
      name: "json restore", unit: "ms", peer: .init(), target: .ratioAtMost(1.5), note: Self.note)
    let export = try create(.json, verified: false).backup
    let dump = try create(.sql, verified: false).backup
    for round in 0..<rounds {
      restore.ours.append(try restoreMilliseconds(of: export, afterWork: 2 * round))
      restore.peer?.append(try restoreMilliseconds(of: dump, afterWork: 2 * round + 1))
    }
    try delete(export)
    try delete(dump)
    return [restore]
  }
}
