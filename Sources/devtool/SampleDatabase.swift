import ArgumentParser
import Glibc
import SampleShop

extension ShopGenerator.JournalMode: ExpressibleByArgument {}

struct SampleDatabase: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Generate a gas distributor's database of a given size.")

  @Option(help: "The size of the file, such as 200KB, 100MB or 1GiB.")
  var size = ByteSize(bytes: 100_000_000)

  @Option(help: "The journal mode that the file keeps.")
  var journal = ShopGenerator.JournalMode.wal

  @Option(help: "The same seed gives the same rows.")
  var seed: UInt64 = 1

  @Option(help: "The page size in bytes.")
  var pageSize = 4096

  @Flag(help: "Replace the file if it exists. No program may have it open.")
  var force = false

  @Argument(help: "The file to write.")
  var path: String

  func run() throws {
    if force {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
    let start = ContinuousClock.now
    let summary = try ShopGenerator(
      path: path, targetBytes: size.bytes, journalMode: journal, seed: seed, pageSize: pageSize
    ).generate()
    let rows = summary.rows.values.reduce(0, +)
    print(
      """
      \(path): \(ByteSize(bytes: summary.bytes)), \(rows) rows in \(summary.rows.count) tables, \
      \(start.duration(to: .now).formatted)
      """)
  }
}

extension Duration {
  /// Seconds with two decimals.
  var formatted: String {
    let hundredths = Int((self / .milliseconds(10)).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
  }
}
