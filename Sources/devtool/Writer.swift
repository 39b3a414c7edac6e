import ArgumentParser
import FoundationEssentials
import GRDB
import Glibc
import SampleShop

/// The application that writes while the bench makes backups.
struct Writer: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write to a sample database at full speed and report how long transactions took.",
    shouldDisplay: false)

  @Option(help: "A sample database.")
  var database: String

  @Option(help: "How long to write.")
  var seconds = 10

  @Option(help: "The same seed writes the same.")
  var seed: UInt64 = 1

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard seconds > 0 else { throw ValidationError("--seconds is at least 1.") }
  }

  func run() throws {
    let queue = try ShopActivity.connect(path: database)
    var activity = ShopActivity(seed: seed)
    var report = WriterReport()
    var latencies = BenchSamples()
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(seconds) {
      let before = ContinuousClock.now
      do {
        try activity.runOne(on: queue)
        report.transactions += 1
      } catch {
        report.errors += 1
        if report.messages.count < 5 { report.messages.append("\(error)") }
      }
      latencies.append(before.duration(to: .now) / .milliseconds(1))
      report.walBytes = max(report.walBytes, walBytes)
    }
    report.seconds = start.duration(to: .now) / .seconds(1)
    report.milliseconds = .init(latencies)
    try queue.close()
    print(json ? try report.json : "\(report)")
  }

  private var walBytes: Int {
    var status = stat()
    return stat(database + "-wal", &status) == 0 ? Int(status.st_size) : 0
  }
}

/// What a writer did and how long its transactions took, failed ones included.
struct WriterReport: Codable, CustomStringConvertible {
  struct Latencies: Codable {
    var p50 = 0.0
    var p90 = 0.0
    var p99 = 0.0
    var max = 0.0

    init() {}

    init(_ samples: BenchSamples) {
      p50 = samples.percentile(50)
      p90 = samples.percentile(90)
      p99 = samples.percentile(99)
      max = samples.most
    }
  }

  var transactions = 0
  var errors = 0
  /// The first few errors.
  var messages: [String] = []
  var seconds = 0.0
  var milliseconds = Latencies()
  /// The largest size of the WAL.
  var walBytes = 0

  var description: String {
    """
    \(transactions) transactions and \(errors) errors in \(seconds.short) s; \
    median \(milliseconds.p50.short) ms, 99th percentile \(milliseconds.p99.short) ms, \
    slowest \(milliseconds.max.short) ms; WAL up to \(ByteSize(bytes: walBytes))
    """
  }

  var json: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }
}
