import BuiltPrograms
import Foundation
import SchemaDocuments
import Testing

/// The clients that the examples are played through, each by a program of its own, whose protocol
/// `clients/README.md` describes.
enum ReplayClient: String, CaseIterable, CustomTestStringConvertible {
  case typeScript
  case python
  case swift

  private static let clients = SchemaFiles.root.appending(path: "clients")

  var testDescription: String { rawValue }

  /// Why it cannot be used here; nil where it can.
  var isMissing: String? {
    switch self {
    case .typeScript:
      Self.runs(["node", "--version"]) ? nil : "node is not there: run .ci/setup tests"
    case .python:
      Self.runs(["python3", "--version"]) ? nil : "python3 is not there: run .ci/setup tests"
    case .swift: nil
    }
  }

  /// The replay program of the client, on a database.
  func start(on sandbox: Sandbox, framing: String) throws -> Session {
    try Session(
      ChildProcess(
        program + [Program.strongroom, sandbox.database, framing],
        errorPath: sandbox.folder + "/stderr"), in: sandbox)
  }

  private var program: [String] {
    switch self {
    case .typeScript: ["node", Self.clients.appending(path: "typescript/test/replay.mjs").path]
    case .python: ["python3", Self.clients.appending(path: "python/tests/replay.py").path]
    case .swift: [Program.clientReplay]
    }
  }

  private static func runs(_ arguments: [String]) -> Bool {
    (try? FinishedProgram.run(arguments, errorPath: "/dev/null"))?.end == .exit(0)
  }
}
