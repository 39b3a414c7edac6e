import BackupProtocol
import FoundationEssentials

extension BenchSetting {
  /// 64 MiB.
  private static let memoryOfRows = Double(64 << 20) / 1e6

  /// The peak of resident memory of the three operations that read all data.
  func measureMemory(_ format: BackupFormat = .archive) throws -> [BenchResult] {
    let prefix = format == .archive ? "" : "\(format.rawValue): "
    let target = format == .archive ? BenchResult.Target.none : .atMost(Self.memoryOfRows)
    var create = BenchResult(name: "\(prefix)memory of create", unit: "MB", target: target)
    var verify = BenchResult(name: "\(prefix)memory of verify", unit: "MB", target: target)
    var restore = BenchResult(name: "\(prefix)memory of restore", unit: "MB", target: target)
    for round in 0..<min(3, rounds) {
      let output = try notePeak(of: ["create", "--format", format.rawValue], in: &create)
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
