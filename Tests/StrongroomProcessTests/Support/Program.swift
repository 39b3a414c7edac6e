import Foundation
import Glibc

/// The programs that were built together with these tests.
enum Program {
  static let strongroom = path(of: "strongroom")
  static let devtool = path(of: "devtool")
  static let clientReplay = path(of: "client-replay")

  /// Programs are built beside the test bundle, which on Linux is a program itself.
  private static func path(of name: String) -> String {
    let candidates =
      [try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")]
      + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map(Optional.some)
    for case let candidate? in candidates {
      let path = URL(filePath: candidate).deletingLastPathComponent().appending(path: name).path
      if access(path, X_OK) == 0 { return path }
    }
    return name
  }
}

/// A program that ran to its end.
struct FinishedProgram {
  let end: ChildProcess.End
  let output: String
  let errors: String

  /// Runs a program with nothing on its stdin.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    errorPath: String
  ) throws -> FinishedProgram {
    let child = try ChildProcess(arguments, environment: environment, errorPath: errorPath)
    if !input.isEmpty { try child.write(Array(input.utf8)) }
    child.closeInput()
    let output = try child.readToEnd()
    let end = try child.wait()
    return FinishedProgram(
      end: end, output: String(decoding: output, as: UTF8.self), errors: child.errors)
  }
}
