import ArgumentParser
import FoundationEssentials
import Glibc

/// Runs one program and reports its peak of resident memory.
///
/// Linux starts a child's peak at that of the process that spawned it. This one is small, and says
/// how small, where the bench itself may have grown.
struct Peak: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a program and report its peak memory.", shouldDisplay: false)

  @Option(help: "The file that takes the program's stderr.")
  var errorLog: String

  @Argument(parsing: .postTerminator, help: "The program and its arguments.")
  var command: [String]

  func run() throws {
    guard let program = command.first else { throw ValidationError("Name a program.") }
    let (usage, output) = try ChildProcess.run(
      program, Array(command.dropFirst()), errorLog: errorLog)
    let report = PeakReport(
      bytes: usage.peakMemory, floor: try Self.ownPeak(),
      output: String(decoding: output, as: UTF8.self))
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }

  /// `VmHWM`, as the peak that `getrusage` gives is inherited in turn.
  private static func ownPeak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    guard let line, let kilobytes = Int(line.filter(\.isWholeNumber)) else {
      throw BenchError("The kernel does not say how much memory was used.")
    }
    return kilobytes * 1024
  }
}

struct PeakReport: Codable {
  /// The program's peak.
  let bytes: Int
  /// The measuring process's own peak; at or below it, `bytes` says nothing.
  let floor: Int
  /// What the program wrote to stdout.
  let output: String
}
