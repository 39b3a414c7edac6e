import FoundationEssentials

extension BenchSetting {
  /// The application writing at full speed, with and without backups going on all the while.
  func measureWriter() throws -> [BenchResult] {
    var slowest = BenchResult(
      name: "writer's 99th percentile during create", unit: "ms", peer: .init(),
      target: .ratioAtMost(2))
    var speed = BenchResult(
      name: "writer's transactions during create", unit: "a second", peer: .init())
    var errors = BenchResult(
      name: "writer's errors during create", unit: "", target: .exactly(0))
    var wal = BenchResult(name: "largest WAL during create", unit: "MB", peer: .init())
    for round in 0..<rounds {
      let alone = try write(seed: 2 * round, during: nil)
      var backups: [Created.Backup] = []
      let accompanied = try write(
        seed: 2 * round + 1, during: { backups.append(try create(verified: false).backup) })
      for backup in backups { try delete(backup) }
      slowest.ours.append(accompanied.milliseconds.p99)
      slowest.peer?.append(alone.milliseconds.p99)
      speed.ours.append(Double(accompanied.transactions) / accompanied.seconds)
      speed.peer?.append(Double(alone.transactions) / alone.seconds)
      errors.ours.append(Double(accompanied.errors))
      wal.ours.append(Double(accompanied.walBytes) / 1e6)
      wal.peer?.append(Double(alone.walBytes) / 1e6)
      if let message = accompanied.messages.first { errors.note = message }
    }
    slowest.note = "here the peer is the same writer without a backup"
    return [slowest, speed, errors, wal]
  }

  /// Runs the writer in a process of its own, and `body` again and again until its time is up.
  private func write(seed: Int, during body: (() throws -> Void)?) throws -> WriterReport {
    let writer = try ChildProcess(
      devtool,
      [
        "writer", "--database", database, "--seconds", "\(writerSeconds)", "--seed", "\(seed)",
        "--json",
      ], errorLog: path("writer.log"))
    let end = ContinuousClock.now + .seconds(writerSeconds)
    if let body {
      while ContinuousClock.now < end { try body() }
    }
    return try JSONDecoder().decode(WriterReport.self, from: Data(writer.finish().output))
  }
}
