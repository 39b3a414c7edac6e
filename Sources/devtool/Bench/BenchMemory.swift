import FoundationEssentials

extension BenchSetting {
  /// The peak of resident memory of the three operations that read all data.
  func measureMemory() throws -> [BenchResult] {
    var create = BenchResult(name: "memory of create", unit: "MB")
    var verify = BenchResult(name: "memory of verify", unit: "MB")
    var restore = BenchResult(name: "memory of restore", unit: "MB")
    for round in 0..<min(3, rounds) {
      let output = try notePeak(of: ["create"], in: &create)
      let backup = try JSONDecoder().decode(Created.self, from: Data(output.utf8)).backup
      try notePeak(of: ["verify", backup.id], in: &verify)
      try work(on: database, seed: UInt64(round))
      try notePeak(of: ["restore", backup.id, "--yes"], in: &restore)
      try delete(backup)
    }
    return [create, verify, restore]
  }

  @discardableResult
  private func notePeak(of arguments: [String], in result: inout BenchResult) throws -> String {
    let measured = try ChildProcess.run(
      devtool,
      ["peak", "--error-log", path("stderr.log"), "--", strongroom] + arguments
        + ["--database", database, "--json"], errorLog: path("peak.log"))
    let report = try JSONDecoder().decode(PeakReport.self, from: Data(measured.output))
    result.ours.append(Double(report.bytes) / 1e6)
    if report.bytes <= report.floor { result.note = "at most: the measuring itself takes as much" }
    return report.output
  }
}
