import ArgumentParser
import FoundationEssentials
import Glibc
import SampleShop

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure Strongroom side by side with sqlite3, zstd and gzip, in alternate rounds.",
    discussion: """
      Works on a copy of the database in a folder of its own, which it removes in the end; it takes \
      about five times the size of the database. Rows: \
      \(BenchRow.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Option(help: "The program to measure; by default the strongroom beside this devtool.")
  var strongroom: String?

  @Option(help: "A sample database to measure on; without it, one is generated.")
  var database: String?

  @Option(help: "The size of the generated database.")
  var size = ByteSize(bytes: 1_000_000_000)

  @Option(help: "How often to measure each.")
  var rounds = 5

  @Option(help: "The rows to measure, by name or number, such as create,3,ping.")
  var only: BenchRows?

  @Option(help: "How long the writer writes in each round, in seconds.")
  var writerSeconds = 10

  @Option(help: "The folder to make the working folder in.")
  var peerTmp: String?

  @Option(help: "The folder of the clients, for the row that measures them.")
  var clients = "clients"

  @Flag(help: "Print one JSON object in place of the table.")
  var json = false

  func validate() throws {
    guard rounds > 0, writerSeconds > 0 else {
      throw ValidationError("--rounds and --writer-seconds are at least 1.")
    }
  }

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    let setting = try prepare()
    defer { try? FileManager.default.removeItem(at: setting.folder) }
    try prepareDatabase(at: setting.database)
    var results: [BenchResult] = []
    for row in only?.rows ?? BenchRow.allCases {
      report("measuring \(row.rawValue)")
      do {
        results += try row.measure(setting)
      } catch {
        results.append(BenchResult(name: row.rawValue, unit: "", note: "\(error)"))
      }
    }
    print(json ? try encoded(results) : "\(BenchTable(results: results))")
  }

  private func prepare() throws -> BenchSetting {
    let devtool = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(filePath: devtool).deletingLastPathComponent().appending(path: "strongroom")
    let strongroom = strongroom ?? beside.path
    guard access(strongroom, X_OK) == 0 else {
      throw BenchError(
        "There is no program \(strongroom); build it, or name it with --strongroom.")
    }
    let parent = peerTmp.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    let folder = parent.appending(path: "strongroom-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return BenchSetting(
      strongroom: strongroom, devtool: devtool, clients: clients, folder: folder, rounds: rounds,
      writerSeconds: writerSeconds)
  }

  private func prepareDatabase(at path: String) throws {
    guard let database else {
      report("generating \(size)")
      try ShopGenerator(path: path, targetBytes: size.bytes, journalMode: .wal, seed: 1).generate()
      return
    }
    guard access(database + "-wal", F_OK) != 0 else {
      throw BenchError("\(database) has a WAL; close the program that has it open first.")
    }
    report("copying \(database)")
    try FileManager.default.copyItem(atPath: database, toPath: path)
  }

  private func report(_ progress: String) {
    try? PipeWriter(descriptor: STDERR_FILENO).write(Array("bench: \(progress)\n".utf8))
  }

  private struct Report: Encodable {
    let rounds: Int
    let processors: Int
    let results: [BenchResult]
  }

  private func encoded(_ results: [BenchResult]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let report = Report(
      rounds: rounds, processors: ProcessInfo.processInfo.activeProcessorCount, results: results)
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }
}
